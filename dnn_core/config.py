"""The settings of one experiment: frozen, validated, every default typed once."""

import dataclasses
import sys
from collections.abc import Mapping
from typing import Any

from dnn_core.activations import ACTIVATIONS
from dnn_core.initialization import INITIALIZATIONS
from dnn_core.quoting import shown

OPTIMIZER_NAMES = ("gradient descent", "momentum", "adam")
PRECISIONS = ("float64", "float32")
# Fields that may change while a run goes on; any other change is another run.
LIVE_FIELDS = ("learning_rate", "l2", "num_iterations")
LARGEST = sys.float_info.max


@dataclasses.dataclass(frozen=True)
class TrainConfig:
    """What to train and how.

    Attributes
    ----------
    layer_dims : units of each layer, input first; the output is 1 unit.
    learning_rate : alpha of equation (16), > 0.
    num_iterations : parameter updates (a mini-batch is one), at least 1.
    initialization : a name of INITIALIZATIONS.
    activation : of the hidden layers, a name of ACTIVATIONS.
    optimizer : "gradient descent", "momentum" or "adam".
    l2 : lambda of the L2 term, >= 0.
    batch_size : examples an update uses; None is the full training set.
    seed : of the initial weights and of the mini-batch order.
    precision : "float64" or "float32", of all numbers while training.

    Raises
    ------
    ValueError : naming the value, the limit and the remedy.
    """

    layer_dims: tuple[int, ...] = (12288, 20, 7, 5, 1)
    learning_rate: float = 0.0075
    num_iterations: int = 2500
    initialization: str = "1/sqrt(n)"
    activation: str = "relu"
    optimizer: str = "gradient descent"
    l2: float = 0.0
    batch_size: int | None = None
    seed: int = 1
    precision: str = "float64"

    def __post_init__(self) -> None:
        object.__setattr__(self, "layer_dims", _layer_dims(self.layer_dims))
        _positive("learning rate", self.learning_rate)
        _whole("number of iterations", self.num_iterations, low=1, high=10**9)
        _whole("seed", self.seed, low=0, high=2**32 - 1)
        if self.batch_size is not None:
            _whole("batch size", self.batch_size, low=1, high=10**9)
        if not (_is_number(self.l2) and self.l2 >= 0):
            raise ValueError(
                f"L2 is {shown(self.l2)}; it must be 0 (none) or a number > 0."
            )
        _known("initialization", self.initialization, INITIALIZATIONS)
        _known("activation", self.activation, ACTIVATIONS)
        _known("optimizer", self.optimizer, OPTIMIZER_NAMES)
        _known("precision", self.precision, PRECISIONS)

    @property
    def num_layers(self) -> int:
        """L: hidden layers and output layer; the input is not counted."""
        return len(self.layer_dims) - 1

    @property
    def num_parameters(self) -> int:
        """Entries of all W and b together."""
        dims = self.layer_dims
        return sum(dims[l] * (dims[l - 1] + 1) for l in range(1, len(dims)))

    def replace(self, **changes: Any) -> "TrainConfig":
        """The same settings with some changed, validated again."""
        return dataclasses.replace(self, **changes)

    def needs_restart(self, other: "TrainConfig") -> bool:
        """Whether going from self to `other` is another run, not a live change."""
        live = {name: getattr(other, name) for name in LIVE_FIELDS}
        return self.replace(**live) != other

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for addresses and files."""
        values = dataclasses.asdict(self)
        return values | {"layer_dims": list(self.layer_dims)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "TrainConfig":
        """The inverse of `to_dict`; missing fields take their defaults.

        Raises
        ------
        ValueError : an unknown field, or a value out of its limits.
        """
        known = [field.name for field in dataclasses.fields(cls)]
        for name in values:
            if name not in known:
                raise ValueError(
                    f"unknown setting {shown(name)}, expected some of: "
                    f"{', '.join(known)}."
                )
        return cls(**values)


def _layer_dims(value: Any) -> tuple[int, ...]:
    try:
        dims = tuple(value)
    except TypeError:
        raise ValueError(
            f"layer_dims is {shown(value)}; give a list such as [12288, 20, 7, 5, 1]."
        ) from None
    if len(dims) < 2:
        raise ValueError(
            f"layer_dims is {shown(list(dims))}; it needs at least the input size and "
            "the output size, such as [2, 4, 1]."
        )
    for n in dims:
        _whole("number of units in a layer", n, low=1, high=10**7)
    if dims[-1] != 1:
        raise ValueError(
            f"The last layer has {dims[-1]} units; it must have 1, because the "
            "sigmoid output is one probability."
        )
    return tuple(int(n) for n in dims)


def _is_number(value: Any) -> bool:
    """A finite one, which arrays can hold: whole numbers may be larger than that."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return False
    return abs(value) <= LARGEST


def _positive(what: str, value: Any) -> None:
    if not (_is_number(value) and value > 0):
        raise ValueError(f"The {what} is {shown(value)}; it must be a number above 0.")


def _whole(what: str, value: Any, *, low: int, high: int) -> None:
    ok = isinstance(value, int) and not isinstance(value, bool)
    if not ok or not low <= value <= high:
        raise ValueError(
            f"The {what} is {shown(value)}; it must be a whole number from {low:,} to "
            f"{high:,}."
        )


def _known(what: str, value: Any, names: Any) -> None:
    if not isinstance(value, str) or value not in names:
        raise ValueError(
            f"unknown {what} {shown(value)}, expected one of: {', '.join(names)}."
        )
