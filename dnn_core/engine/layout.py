"""Where each parameter stands in the flat vector theta.

Parameters, gradients and the memory of an update rule are flat vectors of one layout,
so that an update is a handful of operations whatever the depth.
"""

import math
from typing import NamedTuple

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.program import CACHE_LINE, aligned_zeros


class Stretch(NamedTuple):
    """A part of a flat vector, and the shape it has when looked at."""

    start: int
    shape: tuple[int, ...]

    def of(self, flat: Array) -> Array:
        """The view of this stretch of a flat vector."""
        end = self.start + math.prod(self.shape)
        return flat[self.start : end].reshape(self.shape)


class Layout:
    """Hands out stretches one after another, each from the start of a cache line."""

    def __init__(self, dtype: np.dtype) -> None:
        self._dtype, self._size = dtype, 0
        self._line = CACHE_LINE // dtype.itemsize

    def reserve(self, *shape: int) -> Stretch:
        """The next stretch, for an array of this shape."""
        stretch = Stretch(self._size, shape)
        self._size += -(-math.prod(shape) // self._line) * self._line
        return stretch

    def zeros(self) -> Array:
        """A flat vector with room for all that was reserved; the gaps stay zero."""
        return aligned_zeros((self._size,), self._dtype)
