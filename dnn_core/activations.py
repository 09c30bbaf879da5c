"""Activation functions, each forward followed by its backward.

The course hands these four functions out ready made (`sigmoid`, `relu` and their
backward halves); leaky ReLU and tanh are our additions. `ACTIVATIONS` is the one
table that the core, the page and the tests read.

The backward functions compute dZ = dA * g'(Z), equation (11), from the cache Z.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]

LEAKY_SLOPE = 0.01


def sigmoid(Z: Array) -> tuple[Array, Array]:
    """A = 1 / (1 + exp(-Z)), element by element.

    Written with tanh, which neither overflows nor warns, whatever Z: (n, m).
    Returns A: (n, m) and the cache Z.

    >>> A, cache = sigmoid(np.array([[-1000.0, 0.0, 1000.0]]))
    >>> A.tolist()
    [[0.0, 0.5, 1.0]]
    """
    return 0.5 * (1.0 + np.tanh(0.5 * Z)), Z


def sigmoid_backward(dA: Array, cache: Array) -> Array:
    """dZ = dA * A (1 - A), where A = sigmoid(Z) and the cache is Z: (n, m)."""
    A, _ = sigmoid(cache)
    return dA * A * (1.0 - A)


def relu(Z: Array) -> tuple[Array, Array]:
    """A = max(0, Z), element by element. Returns A: (n, m) and the cache Z.

    >>> relu(np.array([[-2.0, 3.0]]))[0].tolist()
    [[0.0, 3.0]]
    """
    return np.maximum(Z, 0.0), Z


def relu_backward(dA: Array, cache: Array) -> Array:
    """dZ = dA where Z > 0 and 0 elsewhere; the cache is Z: (n, m)."""
    return np.where(cache > 0.0, dA, 0.0)


def leaky_relu(Z: Array) -> tuple[Array, Array]:
    """A = Z where Z > 0 and 0.01 Z elsewhere. Returns A: (n, m) and the cache Z."""
    return np.where(Z > 0.0, Z, LEAKY_SLOPE * Z), Z


def leaky_relu_backward(dA: Array, cache: Array) -> Array:
    """dZ = dA where Z > 0 and 0.01 dA elsewhere; the cache is Z: (n, m)."""
    return np.where(cache > 0.0, dA, LEAKY_SLOPE * dA)


def tanh(Z: Array) -> tuple[Array, Array]:
    """A = tanh(Z), element by element. Returns A: (n, m) and the cache Z."""
    return np.tanh(Z), Z


def tanh_backward(dA: Array, cache: Array) -> Array:
    """dZ = dA * (1 - A^2), where A = tanh(Z) and the cache is Z: (n, m)."""
    A, _ = tanh(cache)
    return dA * (1.0 - A * A)


@dataclass(frozen=True)
class Activation:
    """A function g and the product with its derivative, dZ = dA * g'(Z)."""

    name: str
    forward: Callable[[Array], tuple[Array, Array]]
    backward: Callable[[Array, Array], Array]


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation("relu", relu, relu_backward),
        Activation("leaky relu", leaky_relu, leaky_relu_backward),
        Activation("tanh", tanh, tanh_backward),
        Activation("sigmoid", sigmoid, sigmoid_backward),
    )
}


def activation_named(name: str) -> Activation:
    """Look an activation up; ValueError lists the known names."""
    if name not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise ValueError(f"unknown activation {name!r}, expected one of: {known}")
    return ACTIVATIONS[name]
