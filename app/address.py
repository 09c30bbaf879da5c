"""Every setting in the address of the page, written and read in one place.

    ?v=1&data=moons&m=400&noise=0.1&draw=1&layers=8,4&alpha=0.3&iterations=5000&...

All settings are written, defaults too: an address means the same experiment after the
defaults have changed. What cannot be read is told and left at its default; an address
is never an error. View options (`&log=1`) are written only when they are on: they
belong to a tab, not to the experiment that is shared.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from app.entries import (
    EXAMPLES_RANGE,
    NOISE_RANGE,
    UPLOADED,
    DataChoice,
    hidden_layers,
    positive_number,
)
from app.experiment import SPEEDS, Setup, defaults
from app.look import Look
from app.settings import SETTINGS
from dnn_core import ACTIVATIONS, INITIALIZATIONS, TrainConfig
from dnn_core.config import OPTIMIZER_NAMES
from dnn_core.data import PLANAR, dataset_names, missing_photos
from dnn_core.quoting import quoted

VERSION = "1"
UNKNOWN_TOLD = 3
LESSON = "lesson"  # the lesson that is open; its settings follow as any others
Reader = Callable[[str], Any]


class Field(NamedTuple):
    """One setting: where it belongs in a config or choice, and how it is read."""

    attribute: str
    read: Reader
    write: Callable[[Any], str] = str


def write(setup: Setup) -> dict[str, str]:
    """The parameters of the address, in a fixed order."""
    config, choice, speed = setup
    found = {"v": VERSION, "data": choice.name}
    if choice.name in PLANAR:
        found |= _written(CHOICE, choice)
    found["layers"] = ",".join(map(str, config.layer_dims[1:-1])) or "none"
    found |= _written(CONFIG, config)
    found["speed"] = "max" if speed is None else f"{speed:g}"
    return found


def read(params: Mapping[str, str]) -> tuple[Setup, list[str]]:
    """The settings of an address, and a sentence for each thing ignored."""
    given = {k: params[k] for k in params if k not in (*LOOK, LESSON)}
    notes = list[str]()
    if given.pop("v", VERSION) != VERSION:
        notes.append(
            f"The address was made by another version of this page (v="
            f"{quoted(params['v'], 9)}); what both versions know was used."
        )
    name = _value(given, "data", _data, notes)
    name = name or "silhouettes"
    base = defaults(name)
    n_x = base.layer_dims[0]
    hidden = _value(given, "layers", lambda text: _hidden(text, n_x), notes)
    changes = _values(given, CONFIG, notes)
    if hidden is not None:
        changes["layer_dims"] = (n_x, *hidden, 1)
    choice = DataChoice(name, **_values(given, CHOICE, notes))
    setup = Setup(base.replace(**changes), choice)
    speed = _value(given, "speed", _speed, notes)
    if speed is not None:
        setup = setup._replace(speed=SPEEDS[speed])
    return setup, [*notes, *_unknown(list(given))]


def _unknown(keys: list[str]) -> list[str]:
    """A sentence on each key that is no setting, for the first ones."""
    first = [f"The address says “{quoted(k, 20)}”, which is no setting."
             for k in keys[:UNKNOWN_TOLD]]  # fmt: skip
    more = len(keys) - len(first)
    if more:
        first.append(f"{more:,} more names in the address are no settings either.")
    return first


def write_look(look: Look) -> dict[str, str]:
    """The view options that are on."""
    return {key: "1" for key, name in LOOK.items() if getattr(look, name)}


def read_look(params: Mapping[str, str]) -> Look:
    """The view options of an address; whatever is not 1 is off."""
    return Look(**{name: params.get(key) == "1" for key, name in LOOK.items()})


def _written(
    fields: Mapping[str, Field], owner: TrainConfig | DataChoice
) -> dict[str, str]:
    return {
        key: field.write(getattr(owner, field.attribute))
        for key, field in fields.items()
    }


def _values(
    given: dict[str, str], fields: Mapping[str, Field], notes: list[str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, field in fields.items():
        present = key in given
        complaints = len(notes)
        value = _value(given, key, field.read, notes)
        if present and len(notes) == complaints:
            values[field.attribute] = value
    return values


def _value(given: dict[str, str], key: str, read: Reader, notes: list[str]) -> Any:
    """Take a parameter out and read it; None if it is missing or wrong."""
    if key not in given:
        return None
    text = given.pop(key)
    try:
        return read(text)
    except ValueError as error:
        notes.append(f"{key}={quoted(text, 20)} in the address was ignored. {error}")
        return None


def _one_of(names: Sequence[str]) -> Reader:
    def read_name(text: str) -> str:
        if text not in names:
            raise ValueError(f"It takes {', '.join(names)}.")
        return text

    return read_name


def _data(text: str) -> str:
    if text == "photos" and missing_photos():
        raise ValueError(
            "The photos are not here yet: choose “Course photos” under Data to fetch "
            "them, then open the address again."
        )
    return _one_of([*dataset_names(), UPLOADED])(text)


def _number(low: float, high: float, *, whole: bool = False) -> Reader:
    def read_number(text: str) -> float | int:
        try:
            value = int(text[:32]) if whole else float(text[:32])
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            kind = "a whole number" if whole else "a number"
            raise ValueError(f"It takes {kind} from {low:,} to {high:,}.")
        return value

    return read_number


def _hidden(text: str, n_x: int) -> tuple[int, ...]:
    return hidden_layers("" if text == "none" else text, n_x)


def _batch(text: str) -> int | None:
    return _number(0, 10**6, whole=True)(text) or None


def _speed(text: str) -> str:
    for title, speed in SPEEDS.items():
        if text == ("max" if speed is None else f"{speed:g}"):
            return title
    raise ValueError("It takes one of the speeds offered on the page.")


CONFIG = {
    "alpha": Field(
        "learning_rate",
        lambda text: positive_number(text, "learning rate", "0.0075"),
        repr,
    ),
    "iterations": Field(
        "num_iterations", _number(1, SETTINGS.max_iterations, whole=True)
    ),
    "init": Field("initialization", _one_of(list(INITIALIZATIONS))),
    "activation": Field("activation", _one_of(list(ACTIVATIONS))),
    "optimizer": Field("optimizer", _one_of(list(OPTIMIZER_NAMES))),
    "batch": Field("batch_size", _batch, lambda size: str(size or 0)),
    "l2": Field("l2", _number(0, 1e6), repr),
    "seed": Field("seed", _number(0, 2**32 - 1, whole=True)),
}
LOOK = {
    "log": "log_cost",
    "range": "one_range",
    "calm": "calm",
    "projector": "projector",
}
CHOICE = {
    "m": Field("m", _number(*EXAMPLES_RANGE, whole=True)),
    "noise": Field("noise", _number(*NOISE_RANGE), repr),
    "draw": Field("seed", _number(0, 10_000, whole=True)),
}
