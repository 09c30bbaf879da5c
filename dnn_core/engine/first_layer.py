"""Layer 1, the only one that sees X, in two forms.

Both own a stretch of the flat vector theta and of its gradient; the rest of the
engine neither knows nor cares which one it has.

**Direct**: the stretch is W1 and b1.

**Gram**: every gradient of W1 is dZ1 X^T / m, a combination of training examples, so
after any number of steps W1 = c W1(0) + C X^T. The stretch is

    Z    (n1, m)   the running W1 X
    C    (n1, m)   coefficients, from zero
    c    (1,)      from one; only L2 moves it
    b1   (n1, 1)

and their gradients are dZ1 G / m, dZ1 / m, 0 and sum(dZ1) / m with G = X^T X. L2
adds (lambda / m) times the value to the first three. Any rule that is linear in the
gradient (gradient descent, momentum) may then be applied to these coordinates as if
they were parameters: W1 follows exactly. One product of (n1, m) by (m, m) replaces
two of (n1, n_x) by (n_x, m), and X is not touched again.
"""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine.inputs import Inputs

GRAM_BYTES = 256e6  # the most that G and X^T X_test may take together

Columns = npt.NDArray[np.intp]


class FirstLayer(Protocol):
    """What the engine asks of layer 1. `columns` are the examples of a mini-batch."""

    size: int
    decayed: int  # the first so many entries of the stretch are decayed by L2

    def attach(self, theta: Array, gradient: Array) -> None:
        """Use these stretches, and write the initial values into theta."""
        ...

    def forward(self, Z1: Array, columns: Columns | None) -> None:
        """Write W1 X + b1 of all training examples, or of some, into Z1."""
        ...

    def forward_test(self, Z1: Array) -> None:
        """Write W1 X_test + b1 into Z1."""
        ...

    def backward(self, dZ1: Array, columns: Columns | None) -> None:
        """Write the gradient of the stretch, without the L2 term."""
        ...

    def squared_norm(self) -> float:
        """||dW1||^2, the L2 term included."""
        ...

    def W(self) -> Array:
        """W1: (n1, n_x), a copy."""
        ...

    def b(self) -> Array:
        """b1: (n1, 1), a copy."""
        ...

    def squared_weights(self) -> float:
        """||W1||^2."""
        ...


class DirectFirstLayer:
    """W1 and b1 as they are, bias folded in as the last row of V = [W1 b1]^T."""

    def __init__(self, inputs: Inputs, W1: Array, b1: Array) -> None:
        self._inputs = inputs
        self._initial = np.vstack([W1.T, b1.T])
        self.size = self._initial.size
        self.decayed = W1.size

    def attach(self, theta: Array, gradient: Array) -> None:
        """Use these stretches, and write the initial values into theta."""
        self._V = theta.reshape(self._initial.shape)
        self._dV = gradient.reshape(self._initial.shape)
        self._V[:] = self._initial
        del self._initial

    def forward(self, Z1: Array, columns: Columns | None) -> None:
        """Write W1 X + b1 of all training examples, or of some, into Z1."""
        self._batch = self._inputs.X1
        if columns is not None:
            self._batch = self._batch.take(columns, axis=1)
        np.dot(self._V.T, self._batch, out=Z1)

    def forward_test(self, Z1: Array) -> None:
        """Write W1 X_test + b1 into Z1."""
        np.dot(self._V.T, self._inputs.X1_test, out=Z1)

    def backward(self, dZ1: Array, columns: Columns | None) -> None:
        """Write the gradient of V, without the L2 term."""
        np.dot(self._batch, dZ1.T, out=self._dV)

    def squared_norm(self) -> float:
        """||dW1||^2, the L2 term included."""
        dW = self._dV[:-1].ravel()
        return float(np.dot(dW, dW))

    def W(self) -> Array:
        """W1: (n1, n_x), a copy."""
        return self._V[:-1].T.copy()

    def b(self) -> Array:
        """b1: (n1, 1), a copy."""
        return self._V[-1:].T.copy()

    def squared_weights(self) -> float:
        """||W1||^2."""
        W = self._V[:-1].ravel()
        return float(np.dot(W, W))


class GramFirstLayer:
    """W1 = c W1(0) + C X^T, kept as c, C and the running product with X."""

    def __init__(self, inputs: Inputs, W1: Array, b1: Array) -> None:
        self._inputs = inputs
        self._W0, self._b0 = W1.copy(), b1.copy()
        self._Z0 = W1 @ inputs.X
        self._Z0_test = W1 @ inputs.X_test
        self._W0_squared = float(np.vdot(W1, W1))
        n = self._Z0.size
        self.size = 2 * n + 1 + b1.size
        self.decayed = 2 * n + 1

    def attach(self, theta: Array, gradient: Array) -> None:
        """Use these stretches, and write the initial values into theta."""
        shape, n = self._Z0.shape, self._Z0.size
        self._Z, self._dZ = (v[:n].reshape(shape) for v in (theta, gradient))
        self._C, self._dC = (v[n : 2 * n].reshape(shape) for v in (theta, gradient))
        self._c, self._dc = (v[2 * n : 2 * n + 1] for v in (theta, gradient))
        self._b, self._db = (v[2 * n + 1 :, np.newaxis] for v in (theta, gradient))
        self._Z[:], self._C[:], self._c[:], self._b[:] = self._Z0, 0.0, 1.0, self._b0

    def forward(self, Z1: Array, columns: Columns | None) -> None:
        """Write W1 X + b1 of all training examples, or of some, into Z1."""
        if columns is None:
            np.add(self._Z, self._b, out=Z1)
        else:
            np.take(self._Z, columns, axis=1, out=Z1, mode="clip")
            np.add(Z1, self._b, out=Z1)

    def forward_test(self, Z1: Array) -> None:
        """Write W1 X_test + b1 into Z1."""
        np.dot(self._C, self._inputs.G_test, out=Z1)
        Z1 += self._c * self._Z0_test + self._b

    def backward(self, dZ1: Array, columns: Columns | None) -> None:
        """Write the gradients of Z, C, c and b, without the L2 term."""
        if columns is None:
            self._dC[:] = dZ1
            np.dot(dZ1, self._inputs.G, out=self._dZ)
        else:
            self._dC[:] = 0.0
            self._dC[:, columns] = dZ1
            np.dot(dZ1, self._inputs.G[columns], out=self._dZ)
        self._dc[:] = 0.0
        np.sum(dZ1, axis=1, keepdims=True, out=self._db)

    def squared_norm(self) -> float:
        """||dW1||^2 with dW1 = dc W1(0) + dC X^T, the L2 term included."""
        dC, dc = self._dC.ravel(), float(self._dc[0])
        square = float(np.dot(dC, self._dZ.ravel()))
        if dc != 0.0:
            square += dc * float(np.dot(dC, self._Z0.ravel()))
            square += dc * dc * self._W0_squared
        return max(square, 0.0)

    def W(self) -> Array:
        """W1: (n1, n_x), formed on request."""
        return self._c * self._W0 + self._C @ self._inputs.X.T

    def b(self) -> Array:
        """b1: (n1, 1), a copy."""
        return self._b.copy()

    def squared_weights(self) -> float:
        """||W1||^2, without forming W1."""
        C, c = self._C.ravel(), float(self._c[0])
        square = float(np.dot(C, self._Z.ravel()))
        square += c * float(np.dot(C, self._Z0.ravel())) + c * c * self._W0_squared
        return max(square, 0.0)


def gram_is_cheaper(inputs: Inputs, config: TrainConfig) -> bool:
    """Choose the form by counted multiplications and memory.

    Gram needs a rule linear in the gradient, G (m, m) in memory, and its set-up
    (G, and W1(0) X) to be earned back by cheaper steps.
    """
    n_x, m, n1 = inputs.n_x, inputs.m, config.layer_dims[1]
    if config.optimizer == "adam" or 8 * m * (m + inputs.m_test) > GRAM_BYTES:
        return False
    batch = min(config.batch_size or m, m)
    direct_step, gram_step = 2 * n1 * n_x * batch, n1 * batch * m
    set_up = n_x * m * (m + inputs.m_test) + n1 * n_x * m
    saved = config.num_iterations * (direct_step - gram_step)
    return saved > set_up
