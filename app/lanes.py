"""What a student wishes to race: text to settings, or a sentence that helps."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from app.entries import hidden_layers, layers_title, positive_number
from app.naming import lane_name
from app.settings import SETTINGS
from app.text import compare as say
from dnn_core import ACTIVATIONS, INITIALIZATIONS, TrainConfig
from dnn_core.comparison import differing, layers_alike
from dnn_core.config import OPTIMIZER_NAMES
from dnn_core.quoting import quoted
from dnn_core.race import Clock

FEWEST, MOST = 2, 4
NAMED: Final = {
    "initialization": tuple(INITIALIZATIONS),
    "activation": tuple(ACTIVATIONS),
    "optimizer": OPTIMIZER_NAMES,
}
"""Settings that take a name."""
TYPED: Final = ("learning_rate", "layer_dims", "l2", "batch_size")
"""Settings whose values are typed."""
FIELDS: Final = ("learning_rate", "layer_dims", *NAMED, "l2", "batch_size")


class Lanes(NamedTuple):
    """The settings that race, and what they are called."""

    configs: tuple[TrainConfig, ...]
    names: tuple[str, ...]


def suggestion(base: TrainConfig, field: str) -> str:
    """Values to start from, as one would type them."""
    if field == "learning_rate":
        alpha = base.learning_rate
        return "; ".join(f"{alpha * factor:g}" for factor in (0.2, 1, 5))
    if field == "layer_dims":
        present = layers_title(base.layer_dims)
        return f"{present}; {'none' if present == '8' else '8'}"
    return "0; 0.1; 1" if field == "l2" else "0; 64; 16"


def suggested_names(base: TrainConfig, field: str) -> list[str]:
    """Two names to start from, the present one first."""
    present = getattr(base, field)
    return [present, next(name for name in NAMED[field] if name != present)]


def of_values(base: TrainConfig, field: str, values: Sequence[Any]) -> Lanes:
    """A lane for each value of one setting.

    Raises
    ------
    ValueError : too few or too many different values, or one out of its limits.
    """
    unique = list(dict.fromkeys(values))
    if not FEWEST <= len(unique) <= MOST:
        raise ValueError(say.TOO_FEW.format(count=len(unique)))
    configs = tuple(base.replace(**{field: value}) for value in unique)
    return Lanes(configs, tuple(lane_name(field, value) for value in unique))


def read(text: str, base: TrainConfig, field: str, m: int) -> list[Any]:
    """The values typed for a setting, with ; between them.

    m : training examples; a batch of as many or more is all of them.

    Raises
    ------
    ValueError : naming the value and the remedy.
    """
    words = [word.strip() for word in text.split(";") if word.strip()]
    if field == "layer_dims":
        n_x = base.layer_dims[0]
        lists = ["" if word == "none" else word for word in words]
        return [(n_x, *hidden_layers(units, n_x), 1) for units in lists]
    if field == "learning_rate":
        return [positive_number(word, "learning rate", "0.0075") for word in words]
    values = [_from_zero(word, field) for word in words]
    if field == "batch_size":
        return [None if v == 0 or v >= m else int(v) for v in values]
    return values


def _from_zero(word: str, field: str) -> float:
    """Zero or more; whole, if it is a batch size."""
    what, example = ("L2 λ", "0.1") if field == "l2" else ("batch size", "64")
    if word.strip("0.,") == "":
        return 0.0
    value = positive_number(word, what, example)
    if field == "batch_size" and value != int(value):
        raise ValueError(
            f"A batch of {quoted(word, 20)} examples is not possible; type 64."
        )
    return value


def check_length(lanes: Lanes, iterations: int, seeds: int) -> None:
    """Whether a race is short enough for a server that a class shares.

    Raises
    ------
    ValueError : it is not.
    """
    total = iterations * seeds * len(lanes.configs)
    if total > SETTINGS.max_race_iterations:
        most = SETTINGS.max_race_iterations
        raise ValueError(say.TOO_LONG.format(total=total, most=most))


def fairness(configs: Sequence[TrainConfig], seed: int, clock: Clock) -> list[str]:
    """How alike the lanes start, in sentences."""
    notes: list[str] = []
    if len({config.seed for config in configs}) > 1:
        notes.append(say.OWN_SEEDS.format(seed=seed))
    alike = [config.replace(seed=seed) for config in configs]
    names = differing(alike)
    if "layer_dims" in names:
        common = min(layers_alike(alike[0], other) for other in alike[1:])
        part = say.PART_START.format(alike=common)
        notes.append(part if common else say.OWN_START)
    else:
        scaled = "initialization" in names
        notes.append(say.SCALED_START if scaled else say.SAME_START)
    if "batch_size" in names and clock == "iterations":
        notes.append(say.BATCHES)
    return notes
