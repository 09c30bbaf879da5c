"""The data set: read-only, in the shapes the network expects, with its baseline."""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from dnn_core.data import DataError, Dataset


def toy(X: np.ndarray, Y: np.ndarray) -> Dataset:
    return Dataset("toy", "Toy", X, Y, np.zeros((len(X), 0)), np.zeros((1, 0)))


def test_sizes():
    data = toy(np.zeros((3, 5)), np.zeros((1, 5)))
    assert (data.n_x, data.m_train, data.m_test) == (3, 5, 0)
    assert data.X("test").shape == (3, 0)
    assert data.images("train") is None


@pytest.mark.parametrize(
    ("labels", "share"), [([1, 1, 1, 0], 0.75), ([0, 0, 1], 2 / 3), ([1, 0], 0.5)]
)
def test_baseline_is_the_share_of_the_commoner_class(labels: list[int], share: float):
    data = toy(np.zeros((2, len(labels))), np.array([labels], dtype=float))
    assert data.baseline("train") == pytest.approx(share)
    assert math.isnan(data.baseline("test"))


def test_arrays_cannot_be_written_to():
    data = toy(np.zeros((2, 3)), np.zeros((1, 3)))
    with pytest.raises(ValueError, match="read-only"):
        data.X_train[0, 0] = 1
    with pytest.raises(FrozenInstanceError):
        data.X_train = np.ones((2, 3))  # pyright: ignore[reportAttributeAccessIssue]


def test_what_the_caller_does_later_changes_nothing():
    mine = np.zeros((2, 3))
    data = toy(mine, np.zeros((1, 3)))
    mine[:] = 7
    assert data.X_train.sum() == 0


def test_a_read_only_array_is_shared_not_copied():
    mine = np.zeros((2, 3))
    mine.flags.writeable = False
    assert toy(mine, np.zeros((1, 3))).X_train is mine


def test_arrays_become_contiguous_float64():
    data = toy(np.arange(6).reshape(3, 2).T, np.array([[0, 1, 1]]))
    assert data.X_train.dtype == data.Y_train.dtype == np.float64
    assert data.X_train.flags.c_contiguous
    assert data.X_train.tolist() == [[0, 2, 4], [1, 3, 5]]


@pytest.mark.parametrize("shape", [(3,), (1, 2), (3, 1)])
def test_labels_must_fit_the_examples(shape: tuple[int, ...]):
    with pytest.raises(DataError, match=r"do not fit together: expected \(2, m\)"):
        toy(np.zeros((2, 3)), np.zeros(shape))
