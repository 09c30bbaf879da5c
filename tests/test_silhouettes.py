"""The embedded silhouettes: their sizes, and an honest test set."""

import numpy as np
import pytest

from dnn_core.data import Dataset, load_silhouettes


@pytest.fixture(scope="module")
def silhouettes() -> Dataset:
    return load_silhouettes()


def shapes(images: np.ndarray | None) -> np.ndarray:
    """The dark animal on each light picture: (m, 64, 64) of truth values."""
    assert images is not None
    grey = images.mean(axis=3)
    middle = (grey.min(axis=(1, 2)) + grey.max(axis=(1, 2))) / 2
    return grey < middle[:, None, None]


def overlap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union, every shape of `a` with every shape of `b`."""
    flat_a, flat_b = (x.reshape(len(x), -1).astype(np.float64) for x in (a, b))
    both = flat_a @ flat_b.T
    return both / (flat_a.sum(1)[:, None] + flat_b.sum(1) - both)


def test_sizes_and_balance(silhouettes: Dataset):
    assert silhouettes.n_x == 64 * 64 * 3
    assert (silhouettes.m_train, silhouettes.m_test) == (400, 100)
    assert silhouettes.class_names == ("non-cat", "cat")
    assert silhouettes.baseline("train") == silhouettes.baseline("test") == 0.5
    assert silhouettes.X_train.min() >= 0 and silhouettes.X_train.max() <= 1


def test_columns_are_the_flattened_pictures(silhouettes: Dataset):
    assert silhouettes.images_test is not None
    column = silhouettes.X_test[:, 7]
    assert np.array_equal(column.reshape(64, 64, 3) * 255, silhouettes.images_test[7])


def test_no_test_picture_has_a_twin_in_the_training_set(silhouettes: Dataset):
    train, test = shapes(silhouettes.images_train), shapes(silhouettes.images_test)
    assert overlap(test, train).max() < 0.85
    assert overlap(test, train[:, :, ::-1]).max() < 0.85
