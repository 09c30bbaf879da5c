"""Where networks begin, shared by all that begin alike on the same examples.

A class opens one page, and a run is started over: the same W1(0), and the same products
of it with all examples, which cost more than a hundred iterations.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary, WeakValueDictionary

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine.inputs import Inputs, sample
from dnn_core.initialization import initialize_parameters_deep


class Start:
    """The first parameters of a stack of networks; nothing of it changes.

    Attributes
    ----------
    W1 : (*lead, n1, n_x), in the precision of the inputs.
    others : b1, W2, b2, ..., WL, bL of each network.
    """

    def __init__(
        self,
        inputs: Inputs,
        lead: tuple[int, ...],
        parameters: Sequence[Mapping[str, Array]],
    ) -> None:
        self._inputs = inputs
        W1 = np.stack([initial["W1"] for initial in parameters])
        W1 = W1.astype(inputs.X.dtype, copy=False)
        self.W1 = _unchanging(W1.reshape(*lead, *W1.shape[1:]))
        self.others = [
            {name: array for name, array in initial.items() if name != "W1"}
            for initial in parameters
        ]

    @cached_property
    def Z(self) -> Array:
        """(*lead, n1, m): W1 X."""
        return self.W1 @ self._inputs.X

    @cached_property
    def Z_test(self) -> Array:
        """(*lead, n1, m_test): W1 X_test."""
        return self.W1 @ self._inputs.X_test

    @cached_property
    def squared(self) -> Array:
        """(*lead,): ||W1||^2."""
        return np.sum(np.square(self.W1), axis=(-2, -1))

    @cached_property
    def W1_single(self) -> Array:
        """W1 in single precision."""
        return _unchanging(self.W1.astype(np.float32))

    @cached_property
    def W1_sample(self) -> Array:
        """W1_single, only the columns that stand for all."""
        return _unchanging(np.ascontiguousarray(self.W1_single[..., self.columns]))

    @property
    def columns(self) -> slice:
        """Those columns."""
        return sample(self.W1.shape[-2:])


def _unchanging(array: Array) -> Array:
    array.flags.writeable = False
    return array


_known: WeakKeyDictionary[Inputs, WeakValueDictionary[object, Start]] = (
    WeakKeyDictionary()
)


def start_of(
    inputs: Inputs,
    lead: tuple[int, ...],
    configs: Sequence[TrainConfig],
    parameters: Sequence[Mapping[str, Array]] | None = None,
) -> Start:
    """Where these networks begin: at given parameters, or as they are configured."""
    if parameters is not None:
        return Start(inputs, lead, parameters)
    known = _known.setdefault(inputs, WeakValueDictionary())
    alike = lead, *((c.layer_dims, c.seed, c.initialization) for c in configs)
    found = known.get(alike)
    if found is None:
        found = Start(inputs, lead, [_initial(config) for config in configs])
        known[alike] = found
    return found


def _initial(config: TrainConfig) -> Mapping[str, Array]:
    return initialize_parameters_deep(
        config.layer_dims, seed=config.seed, initialization=config.initialization
    )
