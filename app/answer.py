"""What a network says about a picture, in numbers and in words."""

import math
from dataclasses import dataclass

from app import text
from app.asked import Asked
from app.images import Picture, network_input

CLOSE = 0.1  # nearer than this to one half is called undecided


@dataclass(frozen=True)
class Answer:
    """A network's answer to one picture.

    Attributes
    ----------
    probability : of the positive class, 0 to 1; None if the numbers overflowed.
    verdict : a few words.
    """

    probability: float | None
    verdict: str


def verdict(probability: float, names: tuple[str, str]) -> str:
    """Words for a probability.

    >>> verdict(0.97, ("non-cat", "cat")), verdict(0.45, ("non-cat", "cat"))
    ('Cat', 'Undecided, leaning to non-cat')
    """
    name = names[probability > 0.5]
    if abs(probability - 0.5) < CLOSE:
        return f"Undecided, leaning to {name}"
    return name[:1].upper() + name[1:]


def side(probability: float, names: tuple[str, str]) -> tuple[str, float]:
    """The class that is said, and how probable it is called.

    >>> side(0.25, ("non-cat", "cat"))
    ('non-cat', 0.75)
    """
    positive = probability > 0.5
    return names[positive], probability if positive else 1 - probability


def answer(asked: Asked, picture: Picture) -> Answer:
    """What the network says about the picture."""
    probability = float(asked.probabilities(network_input(picture.seen))[0, 0])
    if not math.isfinite(probability):
        return Answer(None, text.OVERFLOW)
    return Answer(probability, verdict(probability, asked.class_names))
