"""Many networks of one shape, trained together in stacked matrices."""

from collections.abc import Mapping, Sequence

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine.inputs import Inputs
from dnn_core.engine.networks import Networks
from dnn_core.engine.passes import cross_entropy

SHARED_FIELDS = ("layer_dims", "activation", "optimizer", "batch_size", "precision")


class BatchedEngine(Networks):
    """Trains K networks that differ in seed, initialization, learning rate or L2.

    Each gets the numbers it would get alone, up to rounding.

    Parameters
    ----------
    inputs : the examples all share; X: (n_x, m).
    configs : K of them, alike in SHARED_FIELDS.
    parameters : initial parameters of each; drawn from each seed if None.
    form : "gram" or "direct" for layer 1; None chooses the cheaper one.

    Raises
    ------
    ValueError : no configs, or configs that are not alike.
    """

    def __init__(
        self,
        inputs: Inputs,
        configs: Sequence[TrainConfig],
        *,
        parameters: Sequence[Mapping[str, Array]] | None = None,
        form: str | None = None,
    ) -> None:
        if not configs:
            raise ValueError("There are no networks to train; give at least 1 config.")
        for name in SHARED_FIELDS:
            values = {getattr(config, name) for config in configs}
            if len(values) > 1:
                raise ValueError(
                    f"{name} takes the values {', '.join(sorted(map(str, values)))}; "
                    "networks trained together must share it."
                )
        super().__init__(inputs, configs, (len(configs),), parameters, form)

    def set_rates(self, learning_rates: Sequence[float], l2s: Sequence[float]) -> None:
        """Another alpha and lambda for each network, from this iteration on."""
        self._set_rates(learning_rates, l2s)

    def costs(self) -> Array:
        """(K,): cross-entropy of the whole training set, without the L2 terms."""
        return cross_entropy(self.logits_of("train"), self._inputs.targets)[:, 0]
