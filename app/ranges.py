"""What a student typed for a sweep, read: text to the values of a setting."""

import re
from collections.abc import Generator
from contextlib import contextmanager

from app.entries import hidden_layers, layers_title
from dnn_core.quoting import quoted
from dnn_core.sweep import Axis, Choices, Range

STEPS = 5
LOG_FROM = 10.0  # a range that spans such a factor takes equal factors by itself
RANGE = re.compile(
    r"(?P<low>\S+)\s*(?:to|…|\.\.)\s*(?P<high>[^\s,;]+)(?P<rest>.*)", re.IGNORECASE
)
COUNT = re.compile(r"(\d{1,4})(?:\s*(?:steps?|values?))?", re.IGNORECASE)
NONE = ("none", "-", "[]", "()")


def numbers(name: str, text: str, what: str) -> Axis:
    """A range (`0.001 to 1, 6 steps, log`) or a list (`0.001, 0.01, 0.1`).

    Without a number of steps a range has five. Without `log` or `linear` it takes equal
    factors where it spans a factor of ten or more.

    Raises
    ------
    ValueError : naming what was not understood, and the remedy.

    >>> numbers("learning_rate", "0.001 to 1, 4 steps, log", "learning rate").grid()
    (0.001, 0.01, 0.1, 1.0)
    >>> numbers("l2", "0; 0.5", "L2 λ").grid()
    (0.0, 0.5)
    """
    found = RANGE.fullmatch(text.strip())
    if found:
        return _range(name, found["low"], found["high"], found["rest"], what)
    words = [word for word in re.split(r"[\s,;]+", text.strip()) if word]
    if not words:
        raise ValueError(f"Type values of the {what}, such as {_example(name)}.")
    values = tuple(_number(word, name, what) for word in words)
    with called(name, what):
        return Choices(name, values)


def networks(text: str, n_x: int) -> Choices:
    """Hidden layers of each network, separated by semicolons: `none; 7; 20, 7, 5`.

    Raises
    ------
    ValueError : as for `hidden_layers`; a network is there twice.

    >>> networks("none; 20, 7", n_x=2).values
    ((2, 1), (2, 20, 7, 1))
    """
    parts = [part.strip() for part in re.split(r"[;\n|]+", text) if part.strip()]
    if not parts:
        raise ValueError(
            "Type the hidden layers of some networks, with semicolons between them, "
            "such as none; 7; 20, 7, 5."
        )
    hidden = [
        () if part.lower() in NONE else hidden_layers(part, n_x) for part in parts
    ]
    nets = tuple((n_x, *units, 1) for units in hidden)
    for dims in nets:
        if nets.count(dims) > 1:
            raise ValueError(
                f"The network {layers_title(dims)} is listed twice. Leave one out."
            )
    return Choices("layer_dims", nets)


@contextmanager
def called(name: str, what: str) -> Generator[None]:
    """Where the core complains of a setting by its name in code, `what` it is called on
    the page."""
    try:
        yield
    except ValueError as error:
        raise ValueError(str(error).replace(name, what, 1)) from None


def _range(name: str, low: str, high: str, rest: str, what: str) -> Range:
    start, end = _number(low, name, what), _number(high, name, what)
    steps, log = STEPS, start > 0 and end / start >= LOG_FROM
    for word in re.split(r"[,;]+", rest):
        word = word.strip().lower()
        count = COUNT.fullmatch(word)
        if count:
            steps = int(count[1])
        elif word.startswith("log"):
            log = True
        elif word.startswith("lin"):
            log = False
        elif word:
            raise ValueError(
                f"“{quoted(word, 20)}” was not understood. A range is typed like "
                f"{_example(name)}."
            )
    with called(name, what):
        return Range(name, start, end, steps, log)


def _number(word: str, name: str, what: str) -> float:
    try:
        value = float(word)
    except ValueError:
        raise ValueError(
            f"“{quoted(word, 20)}” is not a number. Type values of the {what} like "
            f"{_example(name)}, or one by one with commas."
        ) from None
    low = "0 or above" if name == "l2" else "above 0"
    if not (0 <= value < float("inf")) or (value == 0 and name != "l2"):
        raise ValueError(f"The {what} cannot be {quoted(word, 20)}; it must be {low}.")
    return value


def _example(name: str) -> str:
    return "0 to 1, 5 steps" if name == "l2" else "0.001 to 1, 6 steps, log"
