"""Activations that overwrite their argument; the names announce the mutation.

All four derivatives can be told from A alone, so Z need not be kept: one buffer less
a layer, one pass over memory less a step.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dnn_core.activations import LEAKY_SLOPE, Array


@dataclass(frozen=True)
class InplaceActivation:
    """forward(Z, scratch) makes Z into A; backward(dA, A, scratch) makes dA into dZ."""

    forward: Callable[[Array, Array], None]
    backward: Callable[[Array, Array, Array], None]


def sigmoid_inplace(Z: Array, scratch: Array) -> None:
    """Z becomes 1 / (1 + exp(-Z)), by way of tanh."""
    np.multiply(Z, 0.5, out=Z)
    np.tanh(Z, out=Z)
    np.multiply(Z, 0.5, out=Z)
    np.add(Z, 0.5, out=Z)


def _sigmoid_backward_inplace(dA: Array, A: Array, scratch: Array) -> None:
    np.subtract(1.0, A, out=scratch)
    np.multiply(scratch, A, out=scratch)
    np.multiply(dA, scratch, out=dA)


def _relu_inplace(Z: Array, scratch: Array) -> None:
    np.maximum(Z, 0.0, out=Z)


def _relu_backward_inplace(dA: Array, A: Array, scratch: Array) -> None:
    np.sign(A, out=scratch)  # A >= 0, so its sign is the derivative
    np.multiply(dA, scratch, out=dA)


def _leaky_relu_inplace(Z: Array, scratch: Array) -> None:
    np.multiply(Z, LEAKY_SLOPE, out=scratch)
    np.maximum(Z, scratch, out=Z)


def _leaky_relu_backward_inplace(dA: Array, A: Array, scratch: Array) -> None:
    np.multiply(dA, LEAKY_SLOPE, out=scratch)
    np.copyto(dA, scratch, where=A <= 0.0)


def _tanh_inplace(Z: Array, scratch: Array) -> None:
    np.tanh(Z, out=Z)


def _tanh_backward_inplace(dA: Array, A: Array, scratch: Array) -> None:
    np.multiply(A, A, out=scratch)
    np.subtract(1.0, scratch, out=scratch)
    np.multiply(dA, scratch, out=dA)


INPLACE_ACTIVATIONS: dict[str, InplaceActivation] = {
    "relu": InplaceActivation(_relu_inplace, _relu_backward_inplace),
    "leaky relu": InplaceActivation(_leaky_relu_inplace, _leaky_relu_backward_inplace),
    "tanh": InplaceActivation(_tanh_inplace, _tanh_backward_inplace),
    "sigmoid": InplaceActivation(sigmoid_inplace, _sigmoid_backward_inplace),
}
