"""Layer 1 as it is written: W1 and b1, and two products with X a step."""

from collections.abc import Callable

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.inputs import Inputs, sample
from dnn_core.engine.layout import Layout
from dnn_core.engine.passes import Pass
from dnn_core.engine.program import Calls, Columns, Stack, dot, inner, transpose
from dnn_core.engine.start import Start


class DirectFirstLayer:
    """V = [W1 b1]^T of all networks side by side, (n_x + 1, K n1).

    So one product with the X they share serves them all. In mini-batches each has
    examples of its own, and a product of its own.
    """

    def __init__(
        self, stack: Stack, inputs: Inputs, layout: Layout, *, shuffled: bool
    ) -> None:
        self._stack, self._inputs = stack, inputs
        self._stretch = layout.reserve(inputs.n_x + 1, *stack.lead, stack.layer_dims[1])
        shape = (inputs.m, inputs.n_x + 1) if shuffled else (0, 0)
        self._shuffled = stack.zeros(*shape)

    def attach(self, theta: Array, gradient: Array, start: Start) -> None:
        """Use these flat vectors, and write the initial values into theta."""
        rows = self._inputs.n_x + 1
        self._side_by_side, self._d_side_by_side = (
            self._stretch.of(flat).reshape(rows, -1) for flat in (theta, gradient)
        )
        (self._V,), (self._dV,) = self.parts(theta), self.parts(gradient)
        each = self._stack.each
        for V, W1, others in zip(
            each(self._V), each(start.W1), start.others, strict=True
        ):
            V[:-1], V[-1:] = W1.T, others["b1"].T

    def parts(self, flat: Array) -> list[Array]:
        """[(*lead, n_x + 1, n1)]."""
        view = self._stretch.of(flat)
        return [view.swapaxes(0, 1) if self._stack.lead else view]

    def decayed(self, flat: Array) -> list[Array]:
        """[(*lead, n_x, n1)], the weights without the biases."""
        return [part[..., :-1, :] for part in self.parts(flat)]

    def shuffle(self, order: Columns) -> None:
        """Lay the examples out in this order, so that a batch is one block."""
        rows = self._inputs.X1_rows
        for kept, columns in zip(
            self._stack.each(self._shuffled), self._stack.each(order), strict=True
        ):
            rows.take(columns, axis=0, out=kept, mode="clip")

    def forward(self, work: Pass, batch: slice | None) -> tuple[Array, Calls]:
        """Where Z1 will stand, and the call."""
        if batch is None:
            return self._forward_all(work, self._inputs.X1)
        X = transpose(self._shuffled[..., batch, :])
        return work.Z1, [self._stack.product(transpose(self._V), X, work.Z1)]

    def forward_test(self, work: Pass) -> tuple[Array, Calls]:
        """The same of the test set."""
        return self._forward_all(work, self._inputs.X1_test)

    def _forward_all(self, work: Pass, X1: Array) -> tuple[Array, Calls]:
        Z1 = work.Z1.reshape(-1, X1.shape[1])
        return work.Z1, [dot(self._side_by_side.T, X1, Z1)]

    def backward(self, work: Pass, batch: slice | None) -> tuple[Array, Calls]:
        """dZ1 is left where it is; dV = X1 dZ1^T."""
        if batch is None:
            dZ1 = work.dZ1.reshape(-1, self._inputs.m)
            product = dot(self._inputs.X1, dZ1.T, self._d_side_by_side)
        else:
            X, dZ1 = transpose(self._shuffled[..., batch, :]), transpose(work.dZ1)
            product = self._stack.product(X, dZ1, self._dV)
        return work.dZ1, [product]

    def decay(self, rate: Array) -> Calls:
        """Nothing more."""
        return []

    def squared_norm(self, out: Array, *, decays: bool) -> Calls:
        """||dW1||^2 into out: (*lead,)."""
        dW = self._dV[..., :-1, :]
        return [inner(self._stack, dW, dW, out)]

    def squared_weights(self) -> Array:
        """(*lead,): ||W1||^2."""
        return np.sum(np.square(self._V[..., :-1, :]), axis=(-2, -1))

    def read(self, flat: Array, k: int) -> tuple[Array, Array]:
        """W1: (n1, n_x) and b1: (n1, 1) of network k, copies."""
        V = self._stack.each(self.parts(flat)[0])[k]
        return V[:-1].T.copy(), V[-1:].T.copy()

    @property
    def nbytes(self) -> int:
        """Memory of the shuffled copy from which mini-batches are taken."""
        return self._shuffled.nbytes

    def b(self, k: int) -> Array:
        """b1: (n1, 1) of network k, a copy."""
        return self._stack.each(self._V)[k][-1:].T.copy()

    def W_to_draw(self, k: int) -> Callable[[], Array]:
        """What gives the present W1 later; it is copied now."""
        W = self._stack.each(self._V)[k][:-1].copy().T
        return lambda: W

    def W_sample(self, k: int) -> Callable[[], Array]:
        """The same of some columns."""
        V = self._stack.each(self._V)[k][:-1]
        W = V[sample(V.T.shape)].copy().T
        return lambda: W
