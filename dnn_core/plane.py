"""Points of the plane, to ask a network with two inputs what it says everywhere."""

from dataclasses import dataclass

import numpy as np

from dnn_core.activations import Array

MARGIN = 0.15  # of the data's width, added on each side


@dataclass(frozen=True, eq=False)
class Plane:
    """A grid over the data.

    Attributes
    ----------
    X : (2, n * n) grid points, row by row from the lowest x2, x1 running fastest.
    extent : x1 min, x1 max, x2 min, x2 max.
    n : points along each axis.
    """

    X: Array
    extent: tuple[float, float, float, float]
    n: int


def plane_around(X: Array, n: int = 60) -> Plane:
    """A grid of n by n points that covers the examples X: (2, m), with a margin."""
    low, high = X.min(axis=1), X.max(axis=1)
    margin = MARGIN * np.maximum(high - low, 1e-9)
    low, high = low - margin, high + margin
    x1, x2 = (np.linspace(low[k], high[k], n) for k in (0, 1))
    extent = float(low[0]), float(high[0]), float(low[1]), float(high[1])
    return Plane(_pairs(x1, x2), extent, n)


def cell_middles(extent: tuple[float, float, float, float], n: int) -> Array:
    """(2, n * n) middles of n by n equal cells, in the order of `Plane.X`.

    >>> cell_middles((0.0, 4.0, 0.0, 1.0), 2).tolist()
    [[1.0, 3.0, 1.0, 3.0], [0.25, 0.25, 0.75, 0.75]]
    """
    steps = (np.arange(n) + 0.5) / n
    x1, x2 = (extent[k] + steps * (extent[k + 1] - extent[k]) for k in (0, 2))
    return _pairs(x1, x2)


def _pairs(x1: Array, x2: Array) -> Array:
    grid_1, grid_2 = np.meshgrid(x1, x2)
    return np.stack([grid_1.ravel(), grid_2.ravel()])
