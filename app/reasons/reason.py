"""What a reason is made of: pictures, and numbers in words."""

from dataclasses import dataclass

import numpy as np

from app.images import Pixels
from dnn_core.activations import Array, sigmoid

LARGE, SMALL = 240, 144  # pixels on the page, with the gap


@dataclass(frozen=True, eq=False)
class Tile:
    """A picture and the words under it; `alt` is for those who cannot see it."""

    pixels: Pixels
    caption: str
    alt: str


@dataclass(frozen=True, eq=False)
class Reason:
    """One way to look at an answer.

    Attributes
    ----------
    title, about : what is seen, what it means, and what it does not.
    tiles : the pictures; width : of each, on the page.
    scale : what the colours mean, as HTML; or empty.
    says : the same in a sentence; or empty.
    """

    title: str
    about: str
    tiles: tuple[Tile, ...] = ()
    width: int = SMALL
    scale: str = ""
    says: str = ""


def signed(value: float) -> str:
    """A number with its sign; what is left over by rounding is 0.

    >>> signed(-2.5), signed(0.00034), signed(-1e-16)
    ('−2.50', '+0.00034', '0')
    """
    if abs(value) < 1e-9:
        return "0"
    digits = f"{value:+.2f}" if abs(value) >= 0.1 else f"{value:+.2g}"
    return digits.replace("-", "−")


def logit_words(ZL: float) -> dict[str, str | float]:
    """A logit as the sentences name it, with its probability."""
    return {"Z": signed(ZL), "probability": float(sigmoid(np.array([[ZL]]))[0][0, 0])}


def place(values: Array, index: int) -> str:
    """Where an entry of a map lies, in words."""
    row, column = divmod(index, values.shape[1])
    vertical = ("upper", "middle", "lower")[3 * row // values.shape[0]]
    horizontal = ("left", "centre", "right")[3 * column // values.shape[1]]
    words = f"{vertical} {horizontal}"
    return "centre" if words == "middle centre" else words
