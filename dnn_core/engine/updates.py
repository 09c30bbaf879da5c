"""The update rules of `dnn_core.optimizers` as calls on one flat vector.

Gradient descent and momentum are linear in the gradient, so they hold in any linear
coordinates, the Gram form's included. Adam works entry by entry and does not.

A long vector is updated piece by piece, so that what one call writes is still in the
processor's cache when the next call reads it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.program import Call
from dnn_core.initialization import Parameters
from dnn_core.optimizers import BETA1, BETA2, EPSILON, Memory

PIECE = 16_384  # entries
Read = Callable[[Array], Parameters]  # a flat vector as W1, b1, ..., WL, bL


def pieces(*vectors: Array) -> Iterator[tuple[Array, ...]]:
    """Views of the same stretch of each vector; a scalar stays with every one."""
    for start in range(0, vectors[0].size, PIECE):
        yield tuple(v[start : start + PIECE] if v.ndim else v for v in vectors)


class Update(Protocol):
    """Moves theta against the gradient; `memory` is all it remembers."""

    memory: list[Array]
    linear: bool  # whether alpha may be multiplied into the gradient beforehand

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta. alpha: (), or like theta with each entry's own rate."""
        ...

    def prepare(self, t: int) -> None:
        """What the calls need to know of the update's number, from 1."""
        ...

    def recall(self, read: Read, t: int) -> Memory:
        """`memory` after t updates, in the shape of `dnn_core.optimizers`."""
        ...


class GradientDescent:
    """theta - alpha gradient."""

    linear = True

    def __init__(self, theta: Array) -> None:
        self.memory: list[Array] = []
        self._scratch = np.empty_like(theta[:PIECE])

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta."""
        if alpha.ndim == 0 and alpha == 1.0:
            yield partial(np.subtract, theta, gradient, theta)
            return
        for part, g, rate in pieces(theta, gradient, alpha):
            change = self._scratch[: part.size]
            yield partial(np.multiply, g, rate, change)
            yield partial(np.subtract, part, change, part)

    def prepare(self, t: int) -> None:
        """Every update is alike."""

    def recall(self, read: Read, t: int) -> Memory:
        """Nothing."""
        return {}


class Momentum:
    """v = beta v + (1 - beta) gradient; theta - alpha v."""

    linear = False  # v outlives a change of alpha

    def __init__(self, theta: Array) -> None:
        self.memory = [np.zeros_like(theta)]
        self._scratch = np.empty_like(theta[:PIECE])

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta."""
        beta, rest = (np.array(x, theta.dtype) for x in (BETA1, 1 - BETA1))
        for part, g, rate, v in pieces(theta, gradient, alpha, *self.memory):
            change = self._scratch[: part.size]
            yield partial(np.multiply, v, beta, v)
            yield partial(np.multiply, g, rest, change)
            yield partial(np.add, v, change, v)
            yield partial(np.multiply, v, rate, change)
            yield partial(np.subtract, part, change, part)

    def prepare(self, t: int) -> None:
        """Every update is alike."""

    def recall(self, read: Read, t: int) -> Memory:
        """The velocity."""
        return read(self.memory[0])


class Adam:
    """Adam in the order of Kingma & Ba 2015, end of section 2, which saves two passes.

    With c1 = 1 - beta1^t and c2 = 1 - beta2^t the change alpha (v / c1) /
    (sqrt(s / c2) + eps) is alpha (sqrt(c2) / c1) v / (sqrt(s) + eps sqrt(c2)).
    """

    linear = False

    def __init__(self, theta: Array) -> None:
        self.memory = [np.zeros_like(theta), np.zeros_like(theta)]
        self._scratch = np.empty_like(theta[:PIECE])
        self._root = np.empty_like(theta[:PIECE])
        self._factor = np.array(1.0, theta.dtype)
        self._epsilon = np.array(EPSILON, theta.dtype)

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta."""
        beta1, rest1 = (np.array(x, theta.dtype) for x in (BETA1, 1 - BETA1))
        beta2, rest2 = (np.array(x, theta.dtype) for x in (BETA2, 1 - BETA2))
        for part, g, rate, v, s in pieces(theta, gradient, alpha, *self.memory):
            change, root = self._scratch[: part.size], self._root[: part.size]
            yield partial(np.multiply, v, beta1, v)
            yield partial(np.multiply, g, rest1, change)
            yield partial(np.add, v, change, v)
            yield partial(np.multiply, s, beta2, s)
            yield partial(np.multiply, g, g, change)
            yield partial(np.multiply, change, rest2, change)
            yield partial(np.add, s, change, s)
            yield partial(np.sqrt, s, root)
            yield partial(np.add, root, self._epsilon, root)
            yield partial(np.divide, v, root, change)
            yield partial(np.multiply, change, self._factor, change)
            yield partial(np.multiply, change, rate, change)
            yield partial(np.subtract, part, change, part)

    def prepare(self, t: int) -> None:
        """The bias correction of update t."""
        root = np.sqrt(1 - BETA2**t)
        self._factor[...] = root / (1 - BETA1**t)
        self._epsilon[...] = EPSILON * root

    def recall(self, read: Read, t: int) -> Memory:
        """Both moments, and t."""
        memory: Memory = {"t": np.array(float(t))}
        for symbol, flat in zip("vs", self.memory, strict=True):
            memory |= {f"{symbol}{name}": value for name, value in read(flat).items()}
        return memory


UPDATES: dict[str, type[GradientDescent | Momentum | Adam]] = {
    "gradient descent": GradientDescent,
    "momentum": Momentum,
    "adam": Adam,
}
