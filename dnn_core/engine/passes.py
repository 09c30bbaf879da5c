"""Kept buffers for one forward and backward pass over m examples, layers 2 .. L."""

from collections.abc import Sequence

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.inplace import InplaceActivation, sigmoid_inplace


class Pass:
    """Layers 2 .. L on m examples, given Z1; every product goes to a kept buffer.

    The weights of layer l stand as V[l] = [W[l] b[l]]^T, (n[l-1] + 1, n[l]), and A[l]
    carries a row of ones below, so that one product gives W A + b and one dW and db.
    Lists are indexed by the course's l; index 0 is unused.
    """

    def __init__(
        self,
        layer_dims: tuple[int, ...],
        m: int,
        activation: InplaceActivation,
        dtype: np.dtype,
    ) -> None:
        L = len(layer_dims) - 1
        self._L, self._m, self._activation = L, m, activation
        self._A1 = [np.ones((n + 1, m), dtype) for n in layer_dims[:L]]
        self._A1[0] = np.empty((0, 0), dtype)
        self._Z = [A1[:-1] for A1 in self._A1] + [np.empty((1, m), dtype)]
        self._dZ = [np.empty((n, m), dtype) for n in layer_dims]
        self._dZ[0] = np.empty((0, 0), dtype)
        self._scratch = [np.empty_like(dZ) for dZ in self._dZ]
        self.AL = np.empty((1, m), dtype)

    @property
    def Z1(self) -> Array:
        """(n1, m): to be filled with W1 X + b1 before `forward`."""
        return self._Z[1]

    @property
    def dZ1(self) -> Array:
        """(n1, m): left by `backward`, with the 1/m."""
        return self._dZ[1]

    def forward(self, V: Sequence[Array]) -> None:
        """From Z1 to AL; Z becomes A in place on the way."""
        for l in range(1, self._L):
            self._activation.forward(self._Z[l], self._scratch[l])
            np.dot(V[l + 1].T, self._A1[l], out=self._Z[l + 1])
        np.copyto(self.AL, self._Z[self._L])
        sigmoid_inplace(self.AL, self.AL)

    def backward(self, V: Sequence[Array], dV: Sequence[Array], Y: Array) -> None:
        """From AL to dZ1, writing dV[l] for l = L .. 2. dZ carries the 1/m here."""
        L, dZ = self._L, self._dZ
        np.subtract(self.AL, Y, out=dZ[L])
        np.multiply(dZ[L], 1 / self._m, out=dZ[L])
        for l in range(L, 1, -1):
            np.dot(self._A1[l - 1], dZ[l].T, out=dV[l])
            np.dot(V[l][:-1], dZ[l], out=dZ[l - 1])
            self._activation.backward(dZ[l - 1], self._Z[l - 1], self._scratch[l - 1])

    def cost(self, Y: Array) -> float:
        """Cross-entropy from ZL itself, exact however sure the network is.

        -log sigmoid(z) for y = 1 and -log(1 - sigmoid(z)) for y = 0 are both
        |z|/2 + z (1/2 - y) + log(1 + exp(-|z|)).
        """
        z, scratch = self._Z[self._L], self._scratch[self._L]
        size = np.abs(z)
        np.subtract(0.5, Y, out=scratch)
        linear = 0.5 * float(np.sum(size)) + float(np.vdot(z, scratch))
        np.negative(size, out=size)
        np.exp(size, out=size)
        np.log1p(size, out=size)
        return (linear + float(np.sum(size))) / self._m
