"""What the rules look at: the numbers of one moment of a run."""

import math
from dataclasses import dataclass
from functools import cached_property

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.diagnosis.trend import Trend
from dnn_core.snapshot import State

SHORTEST_START, LONGEST_START = 50, 200  # iterations a run takes to settle
FEWEST_EPOCHS = 5
REST = 0.01  # share of the cost gained or lost: below it, a run is at rest
FAR_FROM_ZERO = 0.5  # of what guessing costs: above it, much is left to learn


@dataclass(frozen=True)
class LayerEvidence:
    """One layer of the network at the moment looked at.

    Attributes
    ----------
    layer, units, inputs : l, n[l] and n[l-1].
    norm : Frobenius norm of W.
    first_norm : the norm that the initialization gives W, on average.
    gradient_norm : Frobenius norm of dW, the median of the recent past.
    silent : ReLU units that are 0 on every training example; 0 for others.
    saturated : share of outputs of tanh or sigmoid that sit at an end, in [0, 1].
    same : whether all units, two or more, have the same weights.
    """

    layer: int
    units: int
    inputs: int
    norm: float
    first_norm: float
    gradient_norm: float
    silent: int = 0
    saturated: float = 0.0
    same: bool = False

    @property
    def gradient_size(self) -> float:
        """Root mean square of the entries of dW: layers of any shape compare."""
        return self.gradient_norm / math.sqrt(self.units * self.inputs)

    @property
    def scale(self) -> float:
        """Size of the weights in units of 1/sqrt(n[l-1]), which suits any layer."""
        return self.norm / math.sqrt(self.units)

    @property
    def first_scale(self) -> float:
        """The same of the initialization."""
        return self.first_norm / math.sqrt(self.units)


@dataclass(frozen=True, eq=False)
class Evidence:
    """All that `diagnose` needs to know.

    Attributes
    ----------
    config, state, iteration : settings, state and moment.
    since : iteration of the last change of a setting; what was before counts less.
    m, m_test : training and test examples.
    positive_share : share of label 1 in the training set.
    mean_square : mean of ||x||^2 over the training examples.
    spread : standard deviation of AL over the training examples.
    layers : of layer 1 .. L.
    first_cost : training cost at iteration 0.
    trend : the cost since `since`.
    gradient_share : the recent gradient of all layers over the largest so far.
    test_iterations, test_costs : (j,) where the test set was looked at.
    train_accuracy, test_accuracy : the last recorded, NaN if there is none.
    """

    config: TrainConfig
    state: State
    iteration: int
    since: int
    m: int
    m_test: int
    positive_share: float
    mean_square: float
    spread: float
    layers: tuple[LayerEvidence, ...]
    first_cost: float
    trend: Trend
    gradient_share: float
    test_iterations: Array
    test_costs: Array
    train_accuracy: float
    test_accuracy: float

    @cached_property
    def guessing(self) -> float:
        """Cost of the best constant answer: the entropy of the class share."""
        p = self.positive_share
        return -sum(q * math.log(q) for q in (p, 1 - p) if q > 0)

    @property
    def settling(self) -> int:
        """Iterations before a run, or what a change made of it, is judged."""
        few = min(LONGEST_START, max(SHORTEST_START, self.config.num_iterations // 50))
        if not self.noisy:
            return few
        epoch = math.ceil(self.m / (self.config.batch_size or self.m))
        return max(few, FEWEST_EPOCHS * epoch)

    @property
    def early(self) -> bool:
        """Whether it is too early to judge."""
        return self.iteration - self.since < self.settling

    @property
    def age(self) -> float:
        """Share of all iterations done since the start, or since the last change."""
        return (self.iteration - self.since) / self.config.num_iterations

    @property
    def noisy(self) -> bool:
        """Whether updates see mini-batches, each with a gradient of its own."""
        return self.config.batch_size is not None and self.config.batch_size < self.m

    @property
    def resting(self) -> bool:
        """Whether the cost stands still, far from 0, and has had its time."""
        far = self.trend.level > FAR_FROM_ZERO * self.guessing
        still = abs(self.trend.gain) < REST and self.trend.swing < 10 * REST
        return far and still and self.age > 0.4

    @property
    def hidden(self) -> tuple[LayerEvidence, ...]:
        """The hidden layers."""
        return self.layers[:-1]

    @cached_property
    def update_ratio(self) -> float:
        """By how much of its size an update moves W, in the layer that moves most.

        alpha ||dW|| / ||W|| for gradient descent, and for momentum, whose velocity
        averages dW. Adam moves every entry by about alpha, whatever its gradient.
        """
        alpha, adam = self.config.learning_rate, self.config.optimizer == "adam"
        ratios = [
            alpha
            * (math.sqrt(layer.units * layer.inputs) if adam else layer.gradient_norm)
            / layer.norm
            for layer in self.layers
            if layer.norm > 0
        ]
        return max(ratios, default=0.0)

    @property
    def gradient_ratio(self) -> float:
        """Size of layer 1's gradient over that of layer L; NaN if that is 0."""
        first, last = self.layers[0].gradient_size, self.layers[-1].gradient_size
        return first / last if last > 0 else math.nan
