"""The activations of `dnn_core.activations` as calls on kept buffers.

All four derivatives can be told from A alone, so Z need not be kept: one buffer less
a layer, one pass over memory less a step.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from dnn_core.activations import LEAKY_SLOPE, Array
from dnn_core.engine.program import Call

Maker = Callable[[Array, Array, Array], Iterator[Call]]


@dataclass(frozen=True)
class ActivationCalls:
    """forward(Z, A, scratch) fills A; backward(dA, A, scratch) makes dA into dZ."""

    forward: Maker
    backward: Maker


def _scalar(value: float, like: Array) -> Array:
    return np.array(value, like.dtype)


def _relu(Z: Array, A: Array, scratch: Array) -> Iterator[Call]:
    yield partial(np.maximum, Z, _scalar(0.0, Z), out=A)


def _relu_backward(dA: Array, A: Array, scratch: Array) -> Iterator[Call]:
    """Keep or clear all bits of dA, which is faster than a product with 0 or 1.

    As an integer, A is positive or 0 (a maximum with 0.0 is never -0.0), its negative
    is negative or 0, and an arithmetic shift spreads the sign: no bits or all.
    """
    dA_bits, A_bits, mask = (x.view(f"i{x.itemsize}") for x in (dA, A, scratch))
    yield partial(np.negative, A_bits, mask)
    yield partial(np.right_shift, mask, np.array(8 * A.itemsize - 1, mask.dtype), mask)
    yield partial(np.bitwise_and, dA_bits, mask, dA_bits)


def _leaky_relu(Z: Array, A: Array, scratch: Array) -> Iterator[Call]:
    yield partial(np.multiply, Z, _scalar(LEAKY_SLOPE, Z), scratch)
    yield partial(np.maximum, Z, scratch, out=A)


def _leaky_relu_backward(dA: Array, A: Array, scratch: Array) -> Iterator[Call]:
    yield partial(np.sign, A, scratch)
    yield partial(np.maximum, scratch, _scalar(LEAKY_SLOPE, A), out=scratch)
    yield partial(np.multiply, dA, scratch, dA)


def _tanh(Z: Array, A: Array, scratch: Array) -> Iterator[Call]:
    yield partial(np.tanh, Z, A)


def _tanh_backward(dA: Array, A: Array, scratch: Array) -> Iterator[Call]:
    yield partial(np.multiply, A, A, scratch)
    yield partial(np.subtract, _scalar(1.0, A), scratch, scratch)
    yield partial(np.multiply, dA, scratch, dA)


def _sigmoid(Z: Array, A: Array, scratch: Array) -> Iterator[Call]:
    half = _scalar(0.5, Z)
    yield partial(np.multiply, Z, half, A)
    yield partial(np.tanh, A, A)
    yield partial(np.multiply, A, half, A)
    yield partial(np.add, A, half, A)


def _sigmoid_backward(dA: Array, A: Array, scratch: Array) -> Iterator[Call]:
    yield partial(np.subtract, _scalar(1.0, A), A, scratch)
    yield partial(np.multiply, scratch, A, scratch)
    yield partial(np.multiply, dA, scratch, dA)


ACTIVATION_CALLS: dict[str, ActivationCalls] = {
    "relu": ActivationCalls(_relu, _relu_backward),
    "leaky relu": ActivationCalls(_leaky_relu, _leaky_relu_backward),
    "tanh": ActivationCalls(_tanh, _tanh_backward),
    "sigmoid": ActivationCalls(_sigmoid, _sigmoid_backward),
}
