"""Packs the first layer as pictures: one for each unit, with its numbers."""

from functools import lru_cache
from typing import Final

import numpy as np

from app.live.blobs import AnyArray, as_f4, as_signed
from app.live.payload import Middle
from app.live.shown import Shown
from app.live.steady import Steady
from app.pane import Pane
from dnn_core import initialize_parameters_deep
from dnn_core.weight_pictures import weight_pictures

MOST: Final = 40
"""Units that are shown; the others are counted."""
LIVE_BYTES: Final = 24_000
"""The most that all pictures of a moment take while the network trains."""
CLIPPED: Final = 3.0  # root mean squares that are full colour


def pictures_pane(shown: Shown, pane: Pane, steady: Steady) -> Middle:
    """A picture of each of the first units, and what else is known of them."""
    assert shown.dataset.image_shape is not None
    parameters, n1 = shown.parameters, shown.config.layer_dims[1]
    largest = max(shown.dataset.image_shape[:2])
    pictures, scale = first_layer(
        shown,
        steady,
        side=_live_side(n1, largest, colour=pane.colour) if shown.moving else largest,
        most=MOST,
        as_is=pane.as_is,
        colour=pane.colour,
    )
    blobs = {
        "pictures": as_signed(pictures.transpose(0, 2, 3, 1)),
        "norms": as_f4(np.linalg.norm(parameters["W1"][:MOST], axis=1)),
        "biases": as_f4(parameters["b1"][:MOST, 0]),
    }
    if "W2" in parameters:
        blobs["outgoing"] = as_f4(parameters["W2"][:MOST, :MOST])
    header = {"units": n1, "scale": scale, "asIs": pane.as_is, "colour": pane.colour}
    return Middle("pictures", header, blobs)


def _live_side(units: int, largest: int, *, colour: bool) -> int:
    """How many pixels wide pictures are sent while the network trains."""
    share = LIVE_BYTES // (min(units, MOST) * (3 if colour else 1))
    return min(largest, int(share**0.5))


def first_layer(
    shown: Shown,
    steady: Steady,
    *,
    side: int,
    most: int,
    as_is: bool,
    colour: bool = False,
) -> tuple[AnyArray, float]:
    """Pictures (k, channels, height, width) of the first `most` units, 1 = full colour.

    `as_is` shows W1, otherwise what training added to it, W1 - W1(0). One scale for
    all of them, returned: what full colour means.
    """
    shape, config = shown.dataset.image_shape, shown.config
    assert shape is not None
    W = shown.parameters["W1"][:most]
    pictures = weight_pictures(W, shape, side=side, colour=colour)
    if not as_is:
        key = (*config.layer_dims[:2], config.seed, config.initialization)
        start = _initial_pictures(*key, shape, side, colour)[:most]
        pictures = pictures - start.astype(W.dtype)
    rms = float(np.sqrt(np.mean(np.square(pictures))))
    scale = steady.scale(f"pictures {as_is} {colour}", CLIPPED * rms)
    return pictures / scale, scale


@lru_cache(maxsize=16)
def _initial_pictures(
    n_x: int,
    n1: int,
    seed: int,
    initialization: str,
    shape: tuple[int, int, int],
    side: int,
    colour: bool,
) -> AnyArray:
    """Of W1 before the first iteration; the later layers do not change its draw."""
    drawn = initialize_parameters_deep(
        (n_x, n1), seed=seed, initialization=initialization
    )
    return weight_pictures(drawn["W1"], shape, side=side, colour=colour)
