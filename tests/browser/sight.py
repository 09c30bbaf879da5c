"""What a place on a page looks like, and whether that changed."""

import io
import time
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Locator

SOON_S: Final = 3.0

Pixels = npt.NDArray[np.int16]


def pixels(place: Locator) -> Pixels:
    """(h, w, 3) what a place on the page looks like."""
    image = Image.open(io.BytesIO(place.screenshot())).convert("RGB")
    return np.asarray(image, dtype=np.int16)


def changed_pixels(before: Pixels, after: Pixels) -> int:
    """How many pixels differ clearly."""
    assert before.shape == after.shape, "the place changed its size"
    return int((np.abs(before - after).max(axis=2) > 40).sum())


def changed_at_last(before: Pixels, place: Locator, below: int) -> int:
    """How many pixels differ, as soon as they are fewer; else after a while.

    What fades or is drawn a frame later than it is told has a moment for it.
    """
    until = time.monotonic() + SOON_S
    while True:
        changed = changed_pixels(before, pixels(place))
        if changed < below or time.monotonic() > until:
            return changed
