"""What an iteration starts from, and one step of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dnn_core.activations import Array
from dnn_core.optimizers import Memory

Kind = Literal[
    "linear_forward",
    "activation_forward",
    "cost",
    "cost_backward",
    "activation_backward",
    "dW",
    "db",
    "dA_prev",
    "update",
]


@dataclass(frozen=True, eq=False)
class Iteration:
    """What one iteration starts from.

    Attributes
    ----------
    parameters : W1, b1, ..., WL, bL.
    X, Y : (n_x, m) and (1, m), the examples it uses: all, or a mini-batch.
    m_train : examples of the whole training set, which the L2 term divides by.
    activation : of the hidden layers, a name of ACTIVATIONS.
    optimizer : a name of OPTIMIZERS; memory is what it remembers.
    learning_rate, l2 : alpha and lambda.
    """

    parameters: Mapping[str, Array]
    X: Array
    Y: Array
    m_train: int
    activation: str = "relu"
    optimizer: str = "gradient descent"
    learning_rate: float = 0.0075
    l2: float = 0.0
    memory: Memory = field(default_factory=dict[str, Array])

    @property
    def L(self) -> int:
        """Layers, the input not counted."""
        return len(self.parameters) // 2

    @property
    def m(self) -> int:
        """Examples of this iteration."""
        return self.X.shape[1]

    @property
    def l2_of_batch(self) -> float:
        """The lambda that gives lambda / m_train where it is divided by m."""
        return self.l2 * self.m / self.m_train

    def activation_of(self, l: int) -> str:
        """g of layer l; the last layer is a sigmoid."""
        return "sigmoid" if l == self.L else self.activation


@dataclass(frozen=True, eq=False)
class Step:
    """One equation of an iteration, with its numbers.

    Attributes
    ----------
    kind : which equation.
    layer : l; the cost and its gradient belong to layer L.
    operands : the matrices on the right of the equation, by their course names.
    name : of the result: Z1, A1, ..., J, dA2, dZ2, dW2, db2, ..., W1, b1, ...
    shape : of the result; the cost is (1, 1).
    iteration : what all steps start from.
    remembered : of an update, what its rule remembers afterwards.
    """

    kind: Kind
    layer: int
    operands: Mapping[str, Array]
    name: str
    shape: tuple[int, int]
    iteration: Iteration
    find: Callable[[], Array] = field(repr=False)
    remembered: Mapping[str, Array] = field(default_factory=dict[str, Array])

    @property
    def result(self) -> Array:
        """The matrix on the left; dA0, as large as X, is computed when asked for."""
        return self.find()

    @property
    def decays(self) -> bool:
        """Whether the L2 term is part of it."""
        return self.iteration.l2 > 0 and self.kind in ("cost", "dW")
