"""Layer 1 in the coordinates of the training examples.

Every gradient of W1 is dZ1 X^T / m, a combination of training examples, so after any
number of steps W1 = c W1(0) + C X^T. The stretches are

    Z    (n1, m)   the running Z1 = W1 X + b1
    C    (n1, m)   coefficients, from zero
    c    (1, 1)    from one; only L2 moves it
    b1   (n1, 1)

and their gradients dZ1 (G + 1) / m, dZ1 / m, 0 and sum(dZ1) / m with G = X^T X, the
1 being the bias's part of Z. L2 adds (lambda / m) times W1 X, C and c to the first
three. Any rule that is linear in the gradient (gradient descent, momentum) may then
be applied to these coordinates as if they were parameters: W1 follows exactly. One
product of (n1, m) by (m, m) replaces two of (n1, n_x) by (n_x, m), and X is not
touched again.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.inputs import Inputs
from dnn_core.engine.layout import Layout
from dnn_core.engine.passes import Pass
from dnn_core.engine.program import Call, Calls, Columns, Stack, dot, inner
from dnn_core.engine.start import Start

ALL = slice(None)


class GramFirstLayer:
    """W1 = c W1(0) + C X^T, kept as c, C and the running product with X."""

    def __init__(
        self, stack: Stack, inputs: Inputs, layout: Layout, *, shuffled: bool
    ) -> None:
        self._stack, self._inputs = stack, inputs
        lead, n1, m = stack.lead, stack.layer_dims[1], inputs.m
        shapes = ((n1, m), (n1, m), (1, 1), (n1, 1))
        self._stretches = [layout.reserve(*lead, *shape) for shape in shapes]
        self._ones = np.ones((m, 1), stack.dtype)
        self._sum = stack.zeros(n1, 1)
        self._shuffled = stack.zeros(m, m) if shuffled else stack.zeros(0, 0)

    def attach(self, theta: Array, gradient: Array, start: Start) -> None:
        """Use these flat vectors, and write the initial values into theta."""
        self._Z, self._C, self._c, self._b = self.parts(theta)
        self._dZ, self._dC, self._dc, self._db = self.parts(gradient)
        self._start = start
        b0 = np.stack([others["b1"] for others in start.others])
        self._b[...] = b0.reshape(self._b.shape)
        self._Z[...], self._c[...] = start.Z + self._b, 1.0

    def parts(self, flat: Array) -> list[Array]:
        """Z, C, c and b1, with the shapes above behind `lead`."""
        return [stretch.of(flat) for stretch in self._stretches]

    def decayed(self, flat: Array) -> list[Array]:
        """All but b1; what Z holds of it is made good in `decay`."""
        return self.parts(flat)[:3]

    def shuffle(self, order: Columns) -> None:
        """Lay the rows of G + 1 out in this order, so that a batch is one block."""
        self._order = order
        for kept, columns in zip(
            self._stack.each(self._shuffled), self._stack.each(order), strict=True
        ):
            self._inputs.G1.take(columns, axis=0, out=kept, mode="clip")

    def forward(self, work: Pass, batch: slice | None) -> tuple[Array, Calls]:
        """Of all examples Z1 is there already; of a batch it is picked out."""
        if batch is None:
            return self._Z, []
        each = self._stack.each
        take = [
            partial(Z.take, order[batch], 1, Z1, "clip")
            for Z, order, Z1 in zip(
                each(self._Z), each(self._order), each(work.Z1), strict=True
            )
        ]
        return work.Z1, take

    def forward_test(self, work: Pass) -> tuple[Array, Calls]:
        """W1 X_test + b1, by way of X^T X_test."""
        return work.Z1, [partial(self._write_test, work.Z1)]

    def _write_test(self, Z1: Array) -> None:
        np.matmul(self._C, self._inputs.G_test, out=Z1)
        Z1 += self._c * self._start.Z_test + self._b

    def backward(self, work: Pass, batch: slice | None) -> tuple[Array, Calls]:
        """dZ1 is the gradient of C; the others follow from it."""
        m = self._inputs.m
        if batch is None:
            dC, dZ = self._dC.reshape(-1, m), self._dZ.reshape(-1, m)
            product = dot(dC, self._inputs.G1, dZ)
            biases = dot(dC, self._ones, self._db.reshape(-1, 1))
            return self._dC, [product, biases]
        dZ1, G = work.dZ1, self._shuffled[..., batch, :]
        flat = dZ1.reshape(-1, dZ1.shape[-1])
        ones, db = self._ones[: dZ1.shape[-1]], self._db.reshape(-1, 1)
        return dZ1, [
            self._stack.product(dZ1, G, self._dZ),
            dot(flat, ones, db),
            partial(self._dC.fill, 0.0),
            *self._scatter(dZ1, batch),
        ]

    def _scatter(self, dZ1: Array, batch: slice) -> list[Call]:
        each = self._stack.each
        return [
            partial(dC.__setitem__, (slice(None), order[batch]), dZ)
            for dC, order, dZ in zip(
                each(self._dC), each(self._order), each(dZ1), strict=True
            )
        ]

    def decay(self, rate: Array) -> Calls:
        """Take the bias's part of Z out of what decays. rate: (*lead, 1, 1).

        Only L2 moves c, so its gradient starts afresh here.
        """
        return [
            partial(self._dc.fill, 0.0),
            partial(np.multiply, self._b, rate, self._sum),
            partial(np.subtract, self._dZ, self._sum, self._dZ),
        ]

    def squared_norm(self, out: Array, *, decays: bool) -> Calls:
        """||dW1||^2 into out: (*lead,); dW1 = dc W1(0) + dC X^T.

        <dC, dZ> is ||dC X^T||^2 and dc <dC, Z0>, beside <dC 1, db> of the bias.
        """
        stack, part = self._stack, np.empty_like(out)
        yield inner(stack, self._dC, self._dZ, out)
        if not decays:  # dC 1 is db
            yield inner(stack, self._db, self._db, part)
            yield partial(np.subtract, out, part, out)
            return
        dC, sums = self._dC.reshape(-1, self._inputs.m), self._sum.reshape(-1, 1)
        yield dot(dC, self._ones, sums)
        yield inner(stack, self._sum, self._db, part)
        yield partial(np.subtract, out, part, out)
        yield inner(stack, self._dC, self._start.Z, part)
        dc = self._dc.reshape(out.shape)
        yield partial(np.multiply, part, dc, part)
        yield partial(np.add, out, part, out)
        yield partial(np.multiply, dc, dc, part)
        yield partial(np.multiply, part, self._start.squared, part)
        yield partial(np.add, out, part, out)

    def squared_weights(self) -> Array:
        """(*lead,): ||W1||^2, without forming W1."""
        c = self._c[..., 0, 0]
        with_X = np.sum(
            self._C * (self._Z - self._b + c[..., None, None] * self._start.Z), (-2, -1)
        )
        return np.maximum(with_X + c * c * self._start.squared, 0.0)

    def read(self, flat: Array, k: int) -> tuple[Array, Array]:
        """W1 = c W1(0) + C X^T: (n1, n_x) of network k, formed on request; b1, a copy.

        A velocity follows the same recursion, so it is read in the same way.
        """
        _, C, c, b = (self._stack.each(part)[k] for part in self.parts(flat))
        W0 = self._stack.each(self._start.W1)[k]
        W = C @ self._inputs.X_rows
        W += W0 if c[0, 0] == 1.0 else c * W0
        return W, b.copy()

    @property
    def nbytes(self) -> int:
        """Memory of the shuffled copy from which mini-batches are taken."""
        return self._shuffled.nbytes

    def b(self, k: int) -> Array:
        """b1: (n1, 1) of network k, a copy."""
        return self._stack.each(self._b)[k].copy()

    def W_to_draw(self, k: int) -> Callable[[], Array]:
        """What forms the present W1 later, in single precision.

        In double where single cannot hold it.
        """
        inputs = self._inputs
        return self._to_draw(k, ALL, self._start.W1_single, inputs.X_rows_single)

    def W_sample(self, k: int) -> Callable[[], Array]:
        """The same of some columns."""
        columns = self._start.columns
        X_rows = self._inputs.X_rows_sample(columns)
        return self._to_draw(k, columns, self._start.W1_sample, X_rows)

    def _to_draw(
        self, k: int, columns: slice, W0_single: Array, X_rows_single: Array
    ) -> Callable[[], Array]:
        """W0_single and X_rows_single: only those columns."""
        W0, C, c = (self._stack.each(a)[k] for a in (self._start.W1, self._C, self._c))
        C, c, W0_single = C.copy(), c.copy(), self._stack.each(W0_single)[k]

        def form() -> Array:
            W = W0_single
            if C.any() or c != 1.0:  # else it has not moved yet
                W = C.astype(np.float32) @ X_rows_single
                W += W0_single if c == 1.0 else c.astype(np.float32) * W0_single
            if np.isfinite(W.sum()):
                return W
            return C @ self._inputs.X_rows[:, columns] + c * W0[:, columns]

        return form
