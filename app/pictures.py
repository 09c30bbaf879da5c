"""RGB arrays -> what a page shows: files, addresses, numbers as colours."""

import base64
import io
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from app.images import Pixels
from app.theme import INK, NEGATIVE, NEUTRAL, POSITIVE, Theme
from dnn_core.activations import Array
from dnn_core.statistics import coarse_range

TINT: Final = 0.85  # how much of a picture the strongest colour hides
FADE: Final = 0.55  # how far the picture below fades towards the page


def as_png(pixels: Pixels) -> bytes:
    """The file of a picture, without loss. pixels: (h, w, 3) uint8."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


@cache
def icon() -> str:
    """The app's own, as an address; read once, since every page shows it twice."""
    svg = Path(__file__).with_name("icon.svg").read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


def as_url(pixels: Pixels) -> str:
    """The picture itself as an address, so that the browser asks the server for none.

    A page that shows many and soon shows others would take their files away while
    the browser still fetches them.
    """
    return f"data:image/png;base64,{base64.b64encode(as_png(pixels)).decode()}"


def enlarged(seen: Pixels, times: int = 6) -> Pixels:
    """Every pixel as a square, for display. (h, w, 3) -> (h * times, w * times, 3)."""
    return seen.repeat(times, axis=0).repeat(times, axis=1)


def as_pixels(image: Array) -> Pixels:
    """Values from 0 to 1 as bytes, rounded."""
    return np.rint(image * 255).astype(np.uint8)


def symmetric_limit(values: Array) -> float:
    """A round number that no value exceeds in size, for a scale around 0."""
    return coarse_range(float(np.abs(values).max(initial=0.0)))


def diverging(values: Array, limit: float, theme: Theme) -> Pixels:
    """Numbers as colours: negative, 0, positive. (h, w) -> (h, w, 3)."""
    strength = np.clip(np.abs(values) / limit, 0.0, 1.0)[:, :, None]
    return _bytes(
        _rgb(NEUTRAL[theme]) * (1 - strength) + _hue(values, theme) * strength
    )


def strength(values: Array, limit: float, theme: Theme) -> Pixels:
    """Numbers from 0 as colours, from the neutral one to ink. (h, w) -> (h, w, 3)."""
    share = np.clip(values / limit, 0.0, 1.0)[:, :, None]
    return _bytes(_rgb(NEUTRAL[theme]) * (1 - share) + _rgb(INK[theme]) * share)


def overlaid(seen: Pixels, values: Array, limit: float, theme: Theme) -> Pixels:
    """Numbers as colours over a faded grey picture; 0 is see-through.

    seen: (h, w, 3), values: (h, w). Returns (h, w, 3).
    """
    grey = seen.mean(axis=2, keepdims=True) * np.ones(3)
    faded = grey * (1 - FADE) + _rgb(NEUTRAL[theme]) * FADE
    opacity = TINT * np.clip(np.abs(values) / limit, 0.0, 1.0)[:, :, None]
    return _bytes(faded * (1 - opacity) + _hue(values, theme) * opacity)


def _hue(values: Array, theme: Theme) -> Array:
    positive = (values > 0)[:, :, None]
    return np.where(positive, _rgb(POSITIVE[theme]), _rgb(NEGATIVE[theme]))


def _rgb(colour: str) -> Array:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)


def _bytes(values: Array) -> Pixels:
    return np.rint(values).astype(np.uint8)
