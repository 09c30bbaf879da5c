"""Points in the plane: small data sets drawn from a seed, where the boundary shows.

Every shape fills about -1.5 to 1.5 in both directions before the noise, so that one
learning rate suits them all. Half of the points have label 0, half label 1.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from dnn_core.data.dataset import Array, Dataset

M_RANGE = (20, 5000)
NOISE_RANGE = (0.0, 1.0)

Seed = int | Sequence[int]
# (points of class 0, points of class 1, noise, seed) -> X (2, n0 + n1), class 0 first
Draw = Callable[[int, int, float, Seed], Array]


class Planar(NamedTuple):
    """A planar data set: what it is called, what it asks of a network, its points."""

    title: str
    note: str
    draw: Draw


def _jitter(points: Array, noise: float, rng: np.random.Generator) -> Array:
    """Move every point (2, m) by Gaussian noise of that standard deviation."""
    return points + noise * rng.standard_normal(points.shape)


def moons(n0: int, n1: int, noise: float, seed: Seed) -> Array:
    """Two half circles, each reaching into the other."""
    rng = np.random.default_rng(seed)
    t0, t1 = rng.uniform(0, np.pi, n0), rng.uniform(0, np.pi, n1)
    upper = np.stack([np.cos(t0) - 0.5, np.sin(t0) - 0.25])
    lower = np.stack([0.5 - np.cos(t1), 0.25 - np.sin(t1)])
    return _jitter(np.hstack([upper, lower]), noise, rng)


def circles(n0: int, n1: int, noise: float, seed: Seed) -> Array:
    """A circle of radius 1.2 around one of radius 0.5."""
    rng = np.random.default_rng(seed)
    angle = rng.uniform(0, 2 * np.pi, n0 + n1)
    radius = np.repeat([1.2, 0.5], [n0, n1])
    return _jitter(radius * np.stack([np.cos(angle), np.sin(angle)]), noise, rng)


def spirals(n0: int, n1: int, noise: float, seed: Seed) -> Array:
    """Two arms of one and a half turns; the noise counts half, the arms being close."""
    rng = np.random.default_rng(seed)
    along = np.sqrt(rng.uniform(0.01, 1, n0 + n1))
    angle = 3 * np.pi * along + np.repeat([0.0, np.pi], [n0, n1])
    points = 1.5 * along * np.stack([np.cos(angle), np.sin(angle)])
    return _jitter(points, noise / 2, rng)


def xor(n0: int, n1: int, noise: float, seed: Seed) -> Array:
    """Four squares like a chessboard: class 1 where the signs of x1 and x2 differ."""
    rng = np.random.default_rng(seed)
    x1, x2 = rng.uniform(0.1, 1.5, (2, n0 + n1))
    side = rng.choice([-1.0, 1.0], n0 + n1)
    differs = np.repeat([1.0, -1.0], [n0, n1])
    return _jitter(np.stack([side * x1, side * differs * x2]), noise, rng)


def blobs(n0: int, n1: int, noise: float, seed: Seed) -> Array:
    """Two round clouds, around (-0.8, -0.8) and (0.8, 0.8), of spread 0.3."""
    rng = np.random.default_rng(seed)
    centre = np.repeat([-0.8, 0.8], [n0, n1])
    points = centre + 0.3 * rng.standard_normal((2, n0 + n1))
    return _jitter(points, noise, rng)


def flower(n0: int, n1: int, noise: float, seed: Seed) -> Array:
    """The flower of the course's third week, divided by 4.

    At noise 0.1 the points are the course's own (seed 1, 400 points), which come from
    numpy's older random stream, here a local one.
    """
    rng = np.random.RandomState(seed)
    petals: list[Array] = []
    for j, n in enumerate((n0, n1)):
        angle = np.linspace(j * 3.12, (j + 1) * 3.12, n) + 2 * noise * rng.randn(n)
        radius = np.sin(4 * angle) + noise / 2 * rng.randn(n)
        petals.append(np.stack([radius * np.sin(angle), radius * np.cos(angle)]))
    return np.hstack(petals)


PLANAR: dict[str, Planar] = {
    "moons": Planar("Moons", "Two half moons that reach into each other.", moons),
    "circles": Planar("Circles", "A ring around a smaller ring.", circles),
    "spirals": Planar("Spirals", "Two arms wound around each other.", spirals),
    "xor": Planar("XOR", "Class 1 where the signs of the inputs differ.", xor),
    "blobs": Planar("Blobs", "Two clouds that one straight line separates.", blobs),
    "flower": Planar("Flower", "The flower of the course's third week.", flower),
}


def make_planar(
    name: str, *, m: int = 400, noise: float = 0.1, seed: int = 1
) -> Dataset:
    """Draw a planar data set: m training points and m // 4 independent test points.

    Parameters
    ----------
    name : a key of `PLANAR`.
    m : number of training points, 20 to 5000.
    noise : 0 to 1; standard deviation by which points are moved (spirals: half of it).
    seed : 0 to 2**32 - 1. Same arguments, same points.

    Raises
    ------
    ValueError
        If an argument is out of range; the sentence says which and how to mend it.

    >>> data = make_planar("xor", m=40)
    >>> data.X_train.shape, data.m_test, float(data.Y_train.mean())
    ((2, 40), 10, 0.5)
    """
    if name not in PLANAR:
        known = ", ".join(PLANAR)
        raise ValueError(f"unknown planar set {name!r}, expected one of: {known}")
    _check_whole(m, "m, the number of points,", *M_RANGE)
    _check_whole(seed, "seed", 0, 2**32 - 1)
    _check_noise(noise)
    title, note, draw = PLANAR[name]
    return Dataset(
        name,
        title,
        *draw_points(draw, m, noise, seed),
        *draw_points(draw, m // 4, noise, [seed, 1]),
        class_names=("orange", "blue"),
        note=f"{note} Drawn from a seed, with noise {noise:g}.",
    )


def draw_points(draw: Draw, m: int, noise: float, seed: Seed) -> tuple[Array, Array]:
    """m points of a planar set, class 0 first: X (2, m), Y (1, m)."""
    n0 = m // 2
    Y = np.repeat([[0.0, 1.0]], [n0, m - n0], axis=1)
    return draw(n0, m - n0, noise, seed), Y


def _check_whole(value: Any, what: str, low: int, high: int) -> None:
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if not whole or not low <= value <= high:
        raise ValueError(
            f"{what} is {value!r}; choose a whole number from {low} to {high}"
        )


def _check_noise(value: Any) -> None:
    low, high = NOISE_RANGE
    number = isinstance(value, (int, float, np.floating)) and value is not True
    if not number or not low <= value <= high:
        raise ValueError(
            f"noise is {value!r}; choose a number from {low:g} to {high:g}"
        )
