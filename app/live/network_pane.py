"""Packs the network as a drawing: units, weights, biases, and what each responds to."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from app.live.blobs import AnyArray, as_f4, as_signed, as_u1
from app.live.payload import Middle
from app.live.pictures_pane import first_layer
from app.live.shown import Shown
from app.live.steady import Steady
from app.pane import Pane
from dnn_core.plane import plane_around
from dnn_core.snapshot import LayerSnapshot
from dnn_core.space import activations

MOST: Final = 20
"""Units of a layer that are drawn; the others are counted."""
MANY: Final = 60
"""Maps above which each is sent coarser."""
MAP_SIDE, COARSE_SIDE, THUMBNAIL_SIDE = 24, 16, 16


def network_pane(shown: Shown, pane: Pane, steady: Steady) -> Middle:
    """The first units of each layer, with the weights between them."""
    layers, parameters = shown.snapshot.layers, shown.parameters
    units = shown.config.layer_dims
    bundled = units[0] > MOST
    blobs: dict[str, AnyArray] = {}
    for l in range(1, len(units)):
        W, b = (parameters[f"{name}{l}"][:MOST] for name in ("W", "b"))
        if bundled and l == 1:  # too many to draw: one line a unit, as thick as its row
            W = np.linalg.norm(W, axis=1, keepdims=True)
        blobs[f"W{l}"], blobs[f"b{l}"] = as_f4(W[:, :MOST]), as_f4(b[:, 0])
    kind, maps = _maps(shown, pane, steady)
    if kind is not None:
        blobs["maps"] = maps
    header: dict[str, Any] = {
        "units": units,
        "bundled": bundled,
        "scales": [
            steady.scale(f"W{layer.layer}", _largest(layer, blobs, bundled))
            for layer in layers
        ],
        "biasScale": steady.scale(
            "b", max(float(np.abs(parameters[f"b{l.layer}"]).max()) for l in layers)
        ),
        "maps": kind,
        "asIs": pane.as_is,
    }
    return Middle("network", header, blobs)


def _largest(
    layer: LayerSnapshot, blobs: Mapping[str, AnyArray], bundled: bool
) -> float:
    """What the thickest line to a layer should be enough for."""
    if bundled and layer.layer == 1:
        return float(blobs["W1"].max())
    return max(-layer.minimum, layer.maximum)


def _maps(shown: Shown, pane: Pane, steady: Steady) -> tuple[str | None, AnyArray]:
    """What the drawn units respond to: (k, side, side), inputs first, and its kind."""
    dataset = shown.dataset
    if dataset.n_x == 2:
        count = sum(min(n, MOST) for n in shown.config.layer_dims)
        side = MAP_SIDE if count <= MANY else COARSE_SIDE
        X = plane_around(dataset.X_train, side).X
        *A, AL = activations(X, shown.parameters, activation=shown.config.activation)
        maps = np.concatenate([*(_over_own_largest(a[:MOST]) for a in A), as_u1(AL)])
        return "plane", maps.reshape(-1, side, side)
    if dataset.image_shape is not None:
        pictures, _ = first_layer(
            shown, steady, side=THUMBNAIL_SIDE, most=MOST, as_is=pane.as_is
        )
        return "pictures", as_signed(pictures[:, 0])
    return None, np.empty(0)


def _over_own_largest(A: AnyArray) -> AnyArray:
    """(k, points) activations, each unit over its own largest, 0 in the middle."""
    known: AnyArray = np.nan_to_num(A, posinf=0.0, neginf=0.0)
    largest = np.abs(known).max(axis=1, keepdims=True)
    return as_signed(known / np.where(largest > 0, largest, 1.0))
