"""The update rules of `dnn_core.optimizers`, in place, on one flat vector.

Gradient descent and momentum are linear in the gradient, so they hold in any linear
coordinates, the Gram form's included. Adam works entry by entry and does not.
"""

from typing import Protocol

import numpy as np

from dnn_core.activations import Array
from dnn_core.optimizers import BETA1, BETA2, EPSILON


class Update(Protocol):
    """Moves theta against the gradient; `memory` is all it remembers."""

    memory: list[Array]

    def apply(self, theta: Array, gradient: Array, alpha: float, t: int) -> None:
        """Overwrite theta; t counts updates from 1."""
        ...


class GradientDescent:
    """theta - alpha gradient."""

    def __init__(self, theta: Array) -> None:
        self.memory: list[Array] = []
        self._change = np.empty_like(theta)

    def apply(self, theta: Array, gradient: Array, alpha: float, t: int) -> None:
        """Overwrite theta."""
        np.multiply(gradient, alpha, out=self._change)
        np.subtract(theta, self._change, out=theta)


class Momentum:
    """v = beta v + (1 - beta) gradient; theta - alpha v."""

    def __init__(self, theta: Array) -> None:
        self.memory = [np.zeros_like(theta)]
        self._change = np.empty_like(theta)

    def apply(self, theta: Array, gradient: Array, alpha: float, t: int) -> None:
        """Overwrite theta."""
        velocity, change = self.memory[0], self._change
        np.multiply(velocity, BETA1, out=velocity)
        np.multiply(gradient, 1 - BETA1, out=change)
        np.add(velocity, change, out=velocity)
        np.multiply(velocity, alpha, out=change)
        np.subtract(theta, change, out=theta)


class Adam:
    """Adam with bias correction."""

    def __init__(self, theta: Array) -> None:
        self.memory = [np.zeros_like(theta), np.zeros_like(theta)]
        self._change = np.empty_like(theta)
        self._scale = np.empty_like(theta)

    def apply(self, theta: Array, gradient: Array, alpha: float, t: int) -> None:
        """Overwrite theta."""
        (v, s), change, scale = self.memory, self._change, self._scale
        np.multiply(v, BETA1, out=v)
        np.multiply(gradient, 1 - BETA1, out=change)
        np.add(v, change, out=v)
        np.multiply(s, BETA2, out=s)
        np.multiply(gradient, gradient, out=change)
        np.multiply(change, 1 - BETA2, out=change)
        np.add(s, change, out=s)
        np.divide(s, 1 - BETA2**t, out=scale)
        np.sqrt(scale, out=scale)
        np.add(scale, EPSILON, out=scale)
        np.multiply(v, alpha / (1 - BETA1**t), out=change)
        np.divide(change, scale, out=change)
        np.subtract(theta, change, out=theta)


UPDATES: dict[str, type[GradientDescent | Momentum | Adam]] = {
    "gradient descent": GradientDescent,
    "momentum": Momentum,
    "adam": Adam,
}
