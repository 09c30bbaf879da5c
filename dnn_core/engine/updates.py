"""The update rules of `dnn_core.optimizers` as calls on one flat vector.

Gradient descent and momentum are linear in the gradient, so they hold in any linear
coordinates, the Gram form's included. Adam works entry by entry and does not.
"""

from collections.abc import Iterator
from functools import partial
from typing import Protocol

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.program import Call
from dnn_core.optimizers import BETA1, BETA2, EPSILON


class Update(Protocol):
    """Moves theta against the gradient; `memory` is all it remembers."""

    memory: list[Array]

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta. alpha: (), or like theta with each entry's own rate."""
        ...

    def prepare(self, t: int) -> None:
        """What the calls need to know of the update's number, from 1."""
        ...


class GradientDescent:
    """theta - alpha gradient."""

    def __init__(self, theta: Array) -> None:
        self.memory: list[Array] = []
        self._change = np.empty_like(theta)

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta."""
        yield partial(np.multiply, gradient, alpha, self._change)
        yield partial(np.subtract, theta, self._change, theta)

    def prepare(self, t: int) -> None:
        """Every update is alike."""


class Momentum:
    """v = beta v + (1 - beta) gradient; theta - alpha v."""

    def __init__(self, theta: Array) -> None:
        self.memory = [np.zeros_like(theta)]
        self._change = np.empty_like(theta)

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta."""
        (v,), change = self.memory, self._change
        beta, rest = (np.array(x, theta.dtype) for x in (BETA1, 1 - BETA1))
        yield partial(np.multiply, v, beta, v)
        yield partial(np.multiply, gradient, rest, change)
        yield partial(np.add, v, change, v)
        yield partial(np.multiply, v, alpha, change)
        yield partial(np.subtract, theta, change, theta)

    def prepare(self, t: int) -> None:
        """Every update is alike."""


class Adam:
    """Adam in the order of Kingma & Ba 2015, end of section 2, which saves two passes.

    With c1 = 1 - beta1^t and c2 = 1 - beta2^t the change alpha (v / c1) /
    (sqrt(s / c2) + eps) is alpha (sqrt(c2) / c1) v / (sqrt(s) + eps sqrt(c2)).
    """

    def __init__(self, theta: Array) -> None:
        self.memory = [np.zeros_like(theta), np.zeros_like(theta)]
        self._change = np.empty_like(theta)
        self._root = np.empty_like(theta)
        self._factor = np.array(1.0, theta.dtype)
        self._epsilon = np.array(EPSILON, theta.dtype)

    def calls(self, theta: Array, gradient: Array, alpha: Array) -> Iterator[Call]:
        """Overwrite theta."""
        (v, s), change, root = self.memory, self._change, self._root
        beta1, rest1 = (np.array(x, theta.dtype) for x in (BETA1, 1 - BETA1))
        beta2, rest2 = (np.array(x, theta.dtype) for x in (BETA2, 1 - BETA2))
        yield partial(np.multiply, v, beta1, v)
        yield partial(np.multiply, gradient, rest1, change)
        yield partial(np.add, v, change, v)
        yield partial(np.multiply, s, beta2, s)
        yield partial(np.multiply, gradient, gradient, change)
        yield partial(np.multiply, change, rest2, change)
        yield partial(np.add, s, change, s)
        yield partial(np.sqrt, s, root)
        yield partial(np.add, root, self._epsilon, root)
        yield partial(np.divide, v, root, change)
        yield partial(np.multiply, change, self._factor, change)
        yield partial(np.multiply, change, alpha, change)
        yield partial(np.subtract, theta, change, theta)

    def prepare(self, t: int) -> None:
        """The bias correction of update t."""
        root = np.sqrt(1 - BETA2**t)
        self._factor[...] = root / (1 - BETA1**t)
        self._epsilon[...] = EPSILON * root


UPDATES: dict[str, type[GradientDescent | Momentum | Adam]] = {
    "gradient descent": GradientDescent,
    "momentum": Momentum,
    "adam": Adam,
}
