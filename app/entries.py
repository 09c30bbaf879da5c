"""What a student typed, read: text to values, or a sentence that helps."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.settings import SETTINGS
from dnn_core.quoting import quoted

UPLOADED = "uploaded"
EXAMPLES_RANGE = 20, 2000
NOISE_RANGE = 0.0, 1.0

Kind = Literal["images", "plane"]


@dataclass(frozen=True)
class DataChoice:
    """Which data to train on; for planar sets also how they are drawn."""

    name: str
    m: int = 400
    noise: float = 0.1
    seed: int = 1


def hidden_layers(text: str, n_x: int) -> tuple[int, ...]:
    """The units of the hidden layers from what was typed.

    Accepts the hidden layers alone (`20, 7, 5`), the course's full list
    (`[12288, 20, 7, 5, 1]`, recognised by n_x at its start and 1 at its end), or
    nothing, which is logistic regression.

    Raises
    ------
    ValueError : naming the value, the limit and the remedy.

    >>> hidden_layers("[12288, 20, 7, 5, 1]", n_x=12288)
    (20, 7, 5)
    """
    words = [word for word in re.split(r"[\s,;]+", text.strip().strip("[]()")) if word]
    units: list[int] = []
    for word in words:
        if not (word.isascii() and word.isdigit()):
            raise ValueError(
                f"“{quoted(word, 20)}” is not a whole number. Type the units of each "
                "hidden layer, such as 20, 7, 5."
            )
        units.append(int(word[:12]))
    if len(units) >= 2 and units[0] == n_x and units[-1] == 1:
        units = units[1:-1]
    if len(units) > SETTINGS.max_hidden_layers:
        raise ValueError(
            f"These are {len(units)} hidden layers; up to "
            f"{SETTINGS.max_hidden_layers} are possible on this server. Leave some out."
        )
    for n in units:
        if not 1 <= n <= SETTINGS.max_units:
            raise ValueError(
                f"A layer of {n:,} units is not possible here: each hidden layer has "
                f"1 to {SETTINGS.max_units} units, so that a class can share the "
                "server."
            )
    return tuple(units)


def layers_title(dims: Sequence[int]) -> str:
    """The hidden layers of a network, as `hidden_layers` reads them.

    >>> layers_title((2, 20, 7, 1)), layers_title((2, 1))
    ('20, 7', 'none')
    """
    return ", ".join(map(str, dims[1:-1])) or "none"


def in_limits(hidden: Sequence[int]) -> bool:
    """Whether this server trains hidden layers of so many units."""
    widest = max(hidden, default=1)
    return len(hidden) <= SETTINGS.max_hidden_layers and widest <= SETTINGS.max_units


def plain_number(value: float) -> str:
    """A number as one would type it, to the last digit.

    >>> plain_number(0.0075), plain_number(0.1 + 0.2)
    ('0.0075', '0.30000000000000004')
    """
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def positive_number(text: str, what: str, example: str) -> float:
    """A number above 0.

    Raises
    ------
    ValueError : naming the value and the remedy.

    >>> positive_number("7.5e-3", "learning rate", "0.0075")
    0.0075
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise ValueError(
            f"“{quoted(text, 20)}” is not a number. Type the {what} like {example}."
        ) from None
    if not (math.isfinite(value) and value > 0):
        raise ValueError(
            f"The {what} is {quoted(text, 20)}; it must be above 0, such as {example}."
        )
    return value
