"""The planar sets have the shapes they are named after."""

from typing import Any

import numpy as np
import pytest

from dnn_core.data import PLANAR, Dataset, make_planar


def line_accuracy(data: Dataset) -> float:
    """Training accuracy of the best line in the sense of least squares."""
    A = np.vstack([data.X_train, np.ones(data.m_train)]).T
    target = 2 * data.Y_train[0] - 1
    line = np.linalg.lstsq(A, target, rcond=None)[0]
    return float(np.mean((A @ line > 0) == (target > 0)))


@pytest.mark.parametrize("name", PLANAR)
@pytest.mark.parametrize("m", [20, 401])
def test_sizes_labels_and_range(name: str, m: int):
    data = make_planar(name, m=m)
    assert data.X_train.shape == (2, m)
    assert data.X_test.shape == (2, m // 4)
    assert data.Y_train.sum() == m - m // 2
    assert set(np.unique(data.Y_test)) == {0.0, 1.0}
    assert 0.8 < np.abs(data.X_train).max() < 2.5


@pytest.mark.parametrize("name", PLANAR)
def test_the_seed_decides_the_points(name: str):
    first, again, other = (make_planar(name, seed=seed) for seed in (5, 5, 6))
    assert np.array_equal(first.X_train, again.X_train)
    assert np.array_equal(first.X_test, again.X_test)
    assert not np.isin(first.X_train, other.X_train).any()
    assert not np.isin(first.X_train, first.X_test).any()


@pytest.mark.parametrize("name", PLANAR)
def test_noise_blurs_the_classes(name: str):
    """The label of a point's nearest neighbour tells its own less often."""

    def agreement(noise: float) -> float:
        data = make_planar(name, noise=noise)
        x1, x2 = data.X_train
        distance = (x1[:, None] - x1) ** 2 + (x2[:, None] - x2) ** 2
        np.fill_diagonal(distance, np.inf)
        return float(np.mean(data.Y_train[0] == data.Y_train[0][distance.argmin(1)]))

    assert agreement(0.0) > 0.8
    assert agreement(1.0) < agreement(0.0) - 0.05


def test_a_line_separates_the_blobs_and_nothing_wound_or_nested():
    assert line_accuracy(make_planar("blobs")) > 0.98
    for name in ("circles", "xor", "spirals"):
        assert line_accuracy(make_planar(name)) < 0.7


def test_xor_labels_points_whose_signs_differ():
    data = make_planar("xor", noise=0.0)
    assert np.array_equal(data.X_train[0] * data.X_train[1] < 0, data.Y_train[0] == 1)


def test_circles_have_two_radii():
    data = make_planar("circles", noise=0.0)
    radius = np.hypot(*data.X_train)
    assert np.allclose(radius, np.where(data.Y_train[0] == 1, 0.5, 1.2))


def test_flower_is_the_course_flower():
    """Against `load_planar_dataset` of the course's week 3, written as it stands."""
    R = np.random.RandomState(1)
    m = 400
    N = int(m / 2)
    D = 2
    X = np.zeros((m, D))
    a = 4
    for j in range(2):
        ix = range(N * j, N * (j + 1))
        t = np.linspace(j * 3.12, (j + 1) * 3.12, N) + R.randn(N) * 0.2
        r = a * np.sin(4 * t) + R.randn(N) * 0.2
        X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
    data = make_planar("flower", m=400, noise=0.1, seed=1)
    assert np.allclose(4 * data.X_train, X.T, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": "moon"}, "unknown planar set 'moon', expected one of: moons"),
        ({"m": 19}, "m, the number of points, is 19; .* from 20 to 5000"),
        ({"m": 5001}, "is 5001"),
        ({"m": 40.0}, "is 40.0; choose a whole number"),
        ({"m": True}, "is True"),
        ({"noise": -0.1}, "noise is -0.1; choose a number from 0"),
        ({"noise": 1.1}, "noise is 1.1"),
        ({"noise": float("nan")}, "noise is nan"),
        ({"noise": "0.1"}, "noise is '0.1'"),
        ({"seed": -1}, "seed is -1"),
        ({"seed": 2**32}, "from 0 to 4294967295"),
    ],
)
def test_bad_arguments_are_named(arguments: dict[str, Any], sentence: str):
    arguments.setdefault("name", "moons")
    with pytest.raises(ValueError, match=sentence):
        make_planar(**arguments)
