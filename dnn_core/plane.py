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
    grid_1, grid_2 = np.meshgrid(x1, x2)
    extent = float(low[0]), float(high[0]), float(low[1]), float(high[1])
    return Plane(np.stack([grid_1.ravel(), grid_2.ravel()]), extent, n)
