"""Packs the space of a hidden layer: points, the bent grid, and who answers what."""

from typing import Any, Final

import numpy as np

from app.live.blobs import AnyArray, as_f4, as_u1, finite
from app.live.payload import Middle
from app.live.shown import Shown
from app.live.steady import Steady
from app.pane import Pane
from dnn_core.plane import cell_middles, plane_around
from dnn_core.space import activations, answers_from, principal_axes, unit_axes

LATTICE: Final = 25
"""Points along each side of the grid that shows how the plane is bent."""
SLICE: Final = 40
MARGIN: Final = 0.08  # of an axis, left free around the points
LARGEST: Final = 1e150  # of an activation that can still be drawn
MOST: Final = 40
"""Units whose part in the axes is listed."""

Frame = tuple[float, float, float, float]


def space_pane(shown: Shown, pane: Pane, steady: Steady) -> Middle:
    """A hidden layer's space, seen along two units or two principal components."""
    dataset, parameters = shown.dataset, shown.parameters
    activation = shown.config.activation
    L = len(parameters) // 2
    sizes = [len(parameters[f"W{l}"]) for l in range(1, L)]
    header: dict[str, Any] = {"sizes": sizes, "layer": 0}
    if not sizes:
        return Middle("space", header, {})
    layer = pane.layer if 1 <= pane.layer < L else L - 1
    n = sizes[layer - 1]
    across, up = min(pane.across, n), min(pane.up, n)
    lattice = plane_around(dataset.X_train, LATTICE).X
    places = [
        activations(X, parameters, activation=activation)[layer]
        for X in (dataset.X_train, dataset.X_test, lattice)
    ]
    by_units = across > 0 and up > 0
    header |= {"layer": layer, "across": across, "up": up}
    if not all((np.abs(A) < LARGEST).all() for A in places):
        return Middle("space", {**header, "frame": None}, {})
    axes = (
        unit_axes(places[0], across - 1, up - 1)
        if by_units
        else principal_axes(places[0])
    )
    seen = [axes.project(A) for A in places]
    frame = _frame(seen[0], f"{layer} {across} {up}", steady, square=not by_units)
    uv = cell_middles(frame, SLICE)
    AL = answers_from(axes.lift(uv), layer, parameters, activation=activation)
    blobs = {
        "spaceTrain": as_f4(seen[0]),
        "spaceTest": as_f4(seen[1]),
        "lattice": as_f4(seen[2].reshape(2, LATTICE, LATTICE)),
        "slice": as_u1(AL).reshape(SLICE, SLICE),
        "origin": as_f4(places[0].mean(axis=1)[:MOST]),
        "directions": as_f4(axes.directions[:MOST]),
    }
    line = None
    if layer == L - 1:
        line = [*map(finite, axes.line(parameters[f"W{L}"], parameters[f"b{L}"]))]
    header |= {"frame": frame, "shares": axes.shares, "line": line, "flat": n <= 2}
    return Middle("space", header, blobs)


def _frame(points: AnyArray, name: str, steady: Steady, *, square: bool) -> Frame:
    """Where the axes end: round numbers, and a margin; equally long if `square`."""
    ends: list[list[float]] = []
    for axis, u in zip("uv", points, strict=True):
        reach = {"-": -float(u.min()), "+": float(u.max())}
        low, high = (
            steady.scale(f"space {name} {axis}{side}", far) if far > 0 else 0.0
            for side, far in reach.items()
        )
        ends.append([-low, high] if low + high > 0 else [-1.0, 1.0])
    longest = max(high - low for low, high in ends)
    frame: list[float] = []
    for low, high in ends:
        more = (longest - (high - low)) / 2 if square else 0.0
        margin = MARGIN * (high - low + 2 * more) + more
        frame += [low - margin, high + margin]
    return frame[0], frame[1], frame[2], frame[3]
