"""Layers 2 .. L, forward and backward, on m examples."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.activation_calls import ActivationCalls
from dnn_core.engine.program import Call, Stack, transpose


class Pass:
    """The kept buffers for m examples, and the calls that fill them.

    The weights of layer l stand as V[l] = [W[l] b[l]]^T, (*lead, n[l-1] + 1, n[l]),
    and A[l] carries a row of ones below, so that one product gives W A + b and one
    gives dW and db. Lists are indexed by the course's l; what is unused is empty.
    """

    def __init__(
        self, stack: Stack, m: int, activation: ActivationCalls, V: Sequence[Array]
    ) -> None:
        dims, L = stack.layer_dims, stack.L
        self._stack, self._m, self._activation, self._V = stack, m, activation, V
        self._A1 = [stack.zeros(n + 1, m) for n in (0, *dims[1:L])]
        self._A = [A1[..., :-1, :] for A1 in self._A1]
        for A1 in self._A1:
            A1[..., -1:, :] = 1.0
        self._dA = [stack.zeros(n, m) for n in (0, *dims[1:])]
        # one for all layers, each with the front of it
        scratch = stack.zeros(max(dims[1:]) * m).ravel()
        self._scratch = [scratch[: dA.size].reshape(dA.shape) for dA in self._dA]
        self.Z1 = stack.zeros(dims[1], m)
        self._last = stack.zeros(1, m)

    @property
    def dZ1(self) -> Array:
        """(*lead, n1, m): where `backward` may leave dZ1."""
        return self._dA[1]

    @property
    def outputs(self) -> list[Array]:
        """A[1] .. A[L-1]: (*lead, n, m), as `forward` left them."""
        return self._A[1:]

    def ZL(self, Z1: Array) -> Array:
        """(*lead, 1, m): the logits, given where Z1 stands."""
        return Z1 if self._stack.L == 1 else self._last

    def forward(self, Z1: Array) -> Iterator[Call]:
        """From Z1 to ZL."""
        product, L, Z = self._stack.product, self._stack.L, Z1
        for l in range(1, L):
            yield from self._activation.forward(Z, self._A[l], self._scratch[l])
            # dA[l + 1] is not needed before the way back
            Z = self._dA[l + 1] if l + 1 < L else self._last
            yield product(transpose(self._V[l + 1]), self._A1[l], Z)

    def backward(
        self,
        ZL: Array,
        targets: Array,
        dZ1: Array,
        dV: Sequence[Array],
        scales: Array,
    ) -> Iterator[Call]:
        """From ZL to dZ1 (*lead, n1, m), writing dV[l] for l = L .. 2.

        targets: 2 Y - 1. As sigmoid(z) = (1 + tanh(z / 2)) / 2, the gradient
        (AL - Y) / m is (tanh(ZL / 2) - targets) / 2m; everything behind it carries
        the 1 / m with it, and each network's scale. scales: (*lead, 1, 1).
        """
        product, L = self._stack.product, self._stack.L
        dZ = [self._dA[0], dZ1, *self._dA[2:]]
        factor = scales * self._stack.constant(0.5 / self._m)
        if factor.size == 1:
            factor = factor.reshape(())
        yield partial(np.multiply, ZL, self._stack.constant(0.5), dZ[L])
        yield partial(np.tanh, dZ[L], dZ[L])
        yield partial(np.subtract, dZ[L], targets, dZ[L])
        yield partial(np.multiply, dZ[L], factor, dZ[L])
        for l in range(L, 1, -1):
            W = self._V[l][..., :-1, :]
            yield product(self._A1[l - 1], transpose(dZ[l]), dV[l])
            yield product(W, dZ[l], dZ[l - 1])
            yield from self._activation.backward(
                dZ[l - 1], self._A[l - 1], self._scratch[l - 1]
            )


def probability(ZL: Array) -> Array:
    """AL = sigmoid(ZL), a new array."""
    AL = np.multiply(ZL, 0.5)
    np.tanh(AL, out=AL)
    AL *= 0.5
    AL += 0.5
    return AL


def cross_entropy(ZL: Array, targets: Array) -> Array:
    """Cost of each row of logits, exact however sure the network is.

    ZL: (..., m), targets: 2 Y - 1, (m,) or like ZL. With t = 2 y - 1, both
    -log sigmoid(z) for y = 1 and -log(1 - sigmoid(z)) for y = 0 are
    (|z| - t z) / 2 + log(1 + exp(-|z|)).
    """
    size = np.abs(ZL, dtype=np.float64)
    cost = size - ZL * targets
    cost *= 0.5
    np.negative(size, out=size)
    np.exp(size, out=size)
    cost += np.log1p(size, out=size)
    return np.add.reduce(cost, axis=-1) / ZL.shape[-1]
