"""Rows of W1 folded back into pictures."""

import numpy as np
import pytest

from dnn_core.weight_pictures import weight_pictures

SHAPE = (8, 8, 3)


def rows(n=3, shape=SHAPE, seed=4):
    return np.random.default_rng(seed).normal(size=(n, int(np.prod(shape))))


def test_one_weight_stands_at_its_pixel():
    W = np.zeros((2, 8 * 8 * 3))
    W[1, (5 * 8 + 2) * 3 + 1] = 4.0  # row 5, column 2, green
    pictures = weight_pictures(W, SHAPE, side=8)
    assert pictures.shape == (2, 1, 8, 8)
    assert pictures[1, 0, 5, 2] == 4.0 and np.count_nonzero(pictures) == 1
    colour = weight_pictures(W, SHAPE, side=8, colour=True)
    assert colour[1, 1, 5, 2] == 4.0 and np.count_nonzero(colour) == 1


def test_the_channels_add_up_to_the_sum():
    colour = weight_pictures(rows(), SHAPE, side=8, colour=True)
    assert colour.shape == (3, 3, 8, 8)
    np.testing.assert_allclose(
        colour.sum(axis=1, keepdims=True), weight_pictures(rows(), SHAPE, side=8)
    )


def test_half_the_side_means_four_pixels():
    whole = weight_pictures(rows(), SHAPE, side=8)
    half = weight_pictures(rows(), SHAPE, side=4)
    np.testing.assert_allclose(half[2, 0, 1, 3], whole[2, 0, 2:4, 6:8].mean())


@pytest.mark.parametrize("side", [1, 3, 5, 7])
def test_no_weight_is_lost_or_counted_twice(side):
    for colour in (False, True):
        small = weight_pictures(rows(), SHAPE, side=side, colour=colour)
        whole = weight_pictures(rows(), SHAPE, side=8, colour=colour)
        assert small.shape[2:] == (side, side)
        np.testing.assert_allclose(small.mean(axis=(2, 3)), whole.mean(axis=(2, 3)))


def test_pictures_are_never_enlarged_and_keep_their_shape():
    W = rows(1, (4, 8, 3))
    assert weight_pictures(W, (4, 8, 3), side=64).shape == (1, 1, 4, 8)
    assert weight_pictures(W, (4, 8, 3), side=4).shape == (1, 1, 2, 4)
