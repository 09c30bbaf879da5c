"""One network, trained fast."""

from collections.abc import Callable, Mapping

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine.inputs import Inputs
from dnn_core.engine.networks import Networks
from dnn_core.engine.passes import cross_entropy
from dnn_core.engine.program import Columns
from dnn_core.initialization import Parameters
from dnn_core.optimizers import Memory


class Engine(Networks):
    """Trains one network on one data set.

    Parameters
    ----------
    inputs : the examples; X: (n_x, m).
    config : layer_dims[0] must be n_x.
    parameters : initial W1, b1, ..., WL, bL; drawn from the config's seed if None.
    form : "gram" or "direct" for layer 1; None chooses the cheaper one.
    """

    def __init__(
        self,
        inputs: Inputs,
        config: TrainConfig,
        *,
        parameters: Mapping[str, Array] | None = None,
        form: str | None = None,
    ) -> None:
        given = None if parameters is None else [parameters]
        super().__init__(inputs, [config], (), given, form)

    def set_rates(self, learning_rate: float, l2: float) -> None:
        """Another alpha and lambda from this iteration on."""
        self._set_rates([learning_rate], [l2])

    def cost(self) -> float:
        """Cross-entropy of the whole training set, without the L2 term."""
        return float(cross_entropy(self.logits_of("train"), self._inputs.targets)[0])

    def train(self) -> tuple[float, Array]:
        """Cost and AL: (1, m) of the whole training set."""
        cost, AL = self.outcome("train")
        return float(cost), AL

    def test(self) -> tuple[float, Array]:
        """Cost and AL: (1, m_test) of the test set, which must not be empty."""
        cost, AL = self.outcome("test")
        return float(cost), AL

    def l2_cost(self) -> float:
        """The L2 term lambda / (2 m) sum ||W||^2."""
        return float(self.l2_costs())

    def weights(self) -> list[Callable[[], Array]]:
        """What gives each of this iteration's W1 .. WL, also when training has gone on.

        To seven digits: to be looked at, at half the price of `parameters`.
        """
        return self.weights_to_draw(0)

    def W1_sample(self) -> Callable[[], Array]:
        """What gives some columns of W1, as `weights` gives all of it."""
        return self.W1_sample_of(0)

    def biases(self) -> list[Array]:
        """b1 .. bL, copies."""
        return self.biases_of(0)

    def parameters(self) -> Parameters:
        """W1, b1, ..., WL, bL, copies."""
        return self.parameters_of(0)

    def memory(self) -> Memory:
        """What the update rule remembers, as `dnn_core.optimizers` has it; copies."""
        return self.memory_of(0)

    def batch(self) -> Columns | None:
        """(batch,): the columns of X in the next iteration; None for all of them."""
        return self.batch_of(0)
