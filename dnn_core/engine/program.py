"""A step as a list of calls, bound once to kept buffers.

On a small network a step is some thirty numpy calls of about a microsecond, and
looking up names, slicing views and passing keywords would cost as much again. So the
modules of the engine do not compute: they yield `partial(np.tanh, Z, A)` and the
like, in the order in which the algorithm reads, and a step runs the finished list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array

Call = Callable[[], object]
Calls = Iterable[Call]
Columns = npt.NDArray[np.intp]
T = TypeVar("T", bound=np.generic)


def run(program: Calls) -> None:
    """Make the calls, in order."""
    for call in program:
        call()


@dataclass(frozen=True)
class Stack:
    """K networks of one shape side by side; lead is () for one alone, else (K,).

    Every array of the engine has `lead` before the course's axes, so that the same
    lines train one network or many.
    """

    lead: tuple[int, ...]
    layer_dims: tuple[int, ...]
    dtype: np.dtype

    @property
    def networks(self) -> int:
        """K."""
        return self.lead[0] if self.lead else 1

    @property
    def L(self) -> int:
        """Layers, the input not counted."""
        return len(self.layer_dims) - 1

    def product(self, A: Array, B: Array, out: Array) -> Call:
        """Matrix product of each network's pair, into the third."""
        if not self.lead:
            return dot(A, B, out)
        if A.shape[-1] == 1:  # numpy has no fast path for a stack of outer products
            return partial(np.multiply, A, B, out)
        return partial(np.matmul, A, B, out)

    def each(self, array: npt.NDArray[T]) -> list[npt.NDArray[T]]:
        """Views of the networks' parts of an array with `lead` in front."""
        return list(array) if self.lead else [array]

    def constant(self, value: float) -> Array:
        """A scalar as numpy takes it fastest: an array without axes."""
        return np.array(value, self.dtype)

    def zeros(self, *shape: int) -> Array:
        """(*lead, *shape), on a cache line."""
        return aligned_zeros((*self.lead, *shape), self.dtype)


CACHE_LINE = 64  # bytes; products into rows off this grid take half as long again


def aligned_zeros(shape: tuple[int, ...], dtype: np.dtype) -> Array:
    """Zeros whose first entry stands at the start of a cache line."""
    size = int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
    raw = np.zeros(size + CACHE_LINE, np.uint8)
    start = -raw.ctypes.data % CACHE_LINE
    return raw[start : start + size].view(dtype).reshape(shape)


def transpose(array: Array) -> Array:
    """Each network's matrix transposed, as a view."""
    return array.swapaxes(-1, -2)


def dot(A: Array, B: Array, out: Array) -> Call:
    """np.dot(A, B, out) as a method, whose call is a quarter shorter when small."""
    return partial(A.dot, B, out)


def inner(stack: Stack, A: Array, B: Array, out: Array) -> Call:
    """The sum of the entries of A times B, each network's into out: (*lead,)."""
    if stack.lead:
        return partial(np.einsum, "kij,kij->k", A, B, out=out)
    return dot(A.reshape(-1), B.reshape(-1), out)
