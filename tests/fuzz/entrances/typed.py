"""What is typed into the fields of the pages: settings of a run, a race, a sweep."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from app import lanes, ranges
from app.entries import hidden_layers, positive_number
from dnn_core import TrainConfig
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance

BASE: Final = TrainConfig((2, 8, 1))
FIELDS: Final[dict[str, Callable[[str], object]]] = {
    "layers": lambda text: hidden_layers(text, 2),
    "alpha": lambda text: positive_number(text, "learning rate", "0.0075"),
    "race_layers": lambda text: _race("layer_dims", text),
    "race_alpha": lambda text: _race("learning_rate", text),
    "race_l2": lambda text: _race("l2", text),
    "race_batch": lambda text: _race("batch_size", text),
    "sweep_layers": lambda text: ranges.networks(text, 2).grid(),
    "sweep_alpha": lambda text: ranges.numbers("learning_rate", text, "α").grid(),
    "sweep_l2": lambda text: ranges.numbers("l2", text, "L2 λ").grid(),
}


def _race(field: str, text: str) -> None:
    lanes.of_values(BASE, field, lanes.read(text, BASE, field, 400))


def sound() -> list[bytes]:
    """A field and what is typed there."""
    typed = [
        "layers=20, 7, 5", "layers=[2, 4, 1]", "alpha=7,5e-3", "race_layers=none; 8",
        "race_alpha=0.1; 0.5", "race_l2=0; 0.1", "race_batch=0; 64; 16",
        "sweep_layers=none; 7; 20, 7", "sweep_alpha=0.001 to 1, 6 steps, log",
        "sweep_alpha=0.1 … 0.5, linear", "sweep_l2=0; 0.5",
    ]  # fmt: skip
    return [text.encode() for text in typed]


def hostile() -> list[bytes]:
    """Long texts: a careless pattern searches them for ever."""
    long = ("to" * 100_000, "1," * 100_000, "." * 200_000, " " * 200_000, ";" * 200_000,
            "9" * 200_000, "1 to 1" * 30_000, "x" * 100_000 + " to 1")  # fmt: skip
    return [f"{field}={text}".encode() for field in FIELDS for text in long]


def damage(given: Sequence[bytes], rng: Random) -> bytes:
    """Other words within; or any bytes spoilt."""
    if rng.random() < 0.4:
        return damaged(given, rng)
    field, _, text = rng.choice(given)[:200].decode("utf-8", "replace").partition("=")
    words = text.split(" ")
    word = str(rng.choice((*values.TEXTS, *values.NUMBERS)))
    words[rng.randrange(len(words))] = word
    field = rng.choice((field, rng.choice(list(FIELDS))))
    return f"{field}={' '.join(words)}".encode("utf-8", "replace")


def enter(data: bytes) -> Sequence[str]:
    """As the pages read it."""
    field, _, text = data.decode("utf-8", "replace").partition("=")
    FIELDS.get(field, FIELDS["layers"])(text)
    return ()


TYPED = Entrance("typed", sound, enter, (ValueError,), damage, hostile)
