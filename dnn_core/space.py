"""The space that a layer makes of the examples, and a plane to look at it in.

Layer l turns every example into a point with n[l] coordinates, its activations A[l].
`Axes` picks a plane in that space: two units, or the first two principal components.
On this plane the examples are projected, and the rest of the network is asked what
it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dnn_core.activations import Array
from dnn_core.functions import L_model_forward


@dataclass(frozen=True, eq=False)
class Axes:
    """A plane in a space of n dimensions: origin + u first + v second.

    Attributes
    ----------
    origin : (n, 1).
    directions : (n, 2), columns of length 1 at right angles; in a space of one
        dimension the second is 0.
    shares : share of the variance that each direction holds, for principal
        components; else None.
    """

    origin: Array
    directions: Array
    shares: tuple[float, float] | None = None

    def project(self, A: Array) -> Array:
        """(2, m): coordinates u, v of the points A: (n, m)."""
        return self.directions.T @ (A - self.origin)

    def lift(self, uv: Array) -> Array:
        """(n, m): the points of the plane with coordinates uv: (2, m)."""
        return self.origin + self.directions @ uv

    def line(self, W: Array, b: Array) -> tuple[float, float, float]:
        """(p, q, r) of the line p u + q v + r = 0 where a unit's Z is 0 on the plane.

        W: (1, n), b: (1, 1).
        """
        p, q = (W @ self.directions)[0]
        return float(p), float(q), float((W @ self.origin + b)[0, 0])


def activations(
    X: Array, parameters: Mapping[str, Array], *, activation: str = "relu"
) -> list[Array]:
    """A[0] = X, A[1], ..., A[L] of examples X: (n_x, m); A[l]: (n[l], m)."""
    with np.errstate(all="ignore"):
        AL, caches = L_model_forward(X, parameters, activation=activation)
    return [*(linear_cache[0] for linear_cache, _ in caches), AL]


def answers_from(
    A: Array, layer: int, parameters: Mapping[str, Array], *, activation: str = "relu"
) -> Array:
    """AL: (1, m) of the layers behind `layer`; A: (n[layer], m), its activations."""
    L = len(parameters) // 2
    rest = {
        f"{name}{l - layer}": parameters[f"{name}{l}"]
        for l in range(layer + 1, L + 1)
        for name in ("W", "b")
    }
    return activations(A, rest, activation=activation)[-1]


def unit_axes(A: Array, across: int, up: int) -> Axes:
    """The plane of two units, counted from 0; the others rest at their mean over A.

    A: (n, m). Coordinates are the activations of the two units themselves.
    """
    origin = A.mean(axis=1, keepdims=True)
    origin[[across, up]] = 0.0
    directions = np.zeros((len(A), 2))
    directions[across, 0] = 1.0
    if up != across:
        directions[up, 1] = 1.0
    return Axes(origin, directions)


def principal_axes(A: Array) -> Axes:
    """The plane through the mean in which the points A: (n, m) vary most.

    Pearson (1901). Each direction points where its largest entry is positive: the same
    points always give the same picture.
    """
    origin = A.mean(axis=1, keepdims=True)
    centred = A - origin
    largest = float(np.abs(centred).max())
    if largest > 0:  # squares of very large or small numbers would leave the range
        centred = centred / largest
    variances, vectors = np.linalg.eigh(centred @ centred.T)  # in ascending order
    directions = vectors[:, :-3:-1]
    strongest = np.abs(directions).argmax(axis=0)
    signs = np.sign(np.take_along_axis(directions, strongest[None], axis=0))
    directions, top = directions * signs, variances[:-3:-1]
    if len(A) == 1:
        directions = np.hstack([directions, np.zeros((1, 1))])
        top = np.array([top[0], 0.0])
    total = float(variances.sum())
    shares = top / total if total > 0 else np.zeros(2)
    return Axes(origin, directions, (float(shares[0]), float(shares[1])))
