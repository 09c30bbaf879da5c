"""What a page shows of an RGB array."""

import base64

import numpy as np
import pytest

from app.images import read_picture
from app.pictures import (
    as_pixels,
    as_png,
    as_url,
    diverging,
    enlarged,
    overlaid,
    strength,
    symmetric_limit,
)
from app.theme import INK, NEGATIVE, NEUTRAL, POSITIVE, THEMES
from tests.picture_files import noise


def test_a_file_and_an_address_lose_nothing():
    pixels = noise(64, 64)
    np.testing.assert_array_equal(read_picture(as_png(pixels)).seen, pixels)
    kind, _, content = as_url(pixels).partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(content) == as_png(pixels)


def test_enlarged_makes_a_square_of_every_pixel():
    big = enlarged(np.arange(12, dtype=np.uint8).reshape(2, 2, 3), times=3)
    assert big.shape == (6, 6, 3)
    np.testing.assert_array_equal(big[:3, 3:], np.full((3, 3, 3), [3, 4, 5]))


def hexadecimal(pixel):
    return "#" + "".join(f"{value:02x}" for value in pixel)


def test_values_become_the_nearest_bytes():
    assert as_pixels(np.array([0.0, 0.4999, 1.0])).tolist() == [0, 127, 255]


@pytest.mark.parametrize("theme", THEMES)
def test_colours_mean_what_the_scale_says(theme):
    values = np.array([[-2.0, 0.0, 2.0, 9.0, -9.0]])
    expected = [NEGATIVE, NEUTRAL, POSITIVE, POSITIVE, NEGATIVE]
    row = diverging(values, 2.0, theme)[0]
    assert [hexadecimal(pixel) for pixel in row] == [name[theme] for name in expected]
    row = strength(np.array([[0.0, 3.0]]), 3.0, theme)[0]
    assert [hexadecimal(pixel) for pixel in row] == [NEUTRAL[theme], INK[theme]]


def test_half_the_limit_is_half_way_to_the_colour():
    half = diverging(np.array([[1.0]]), 2.0, "light")[0, 0]
    ends = diverging(np.array([[0.0, 2.0]]), 2.0, "light")[0].astype(float)
    np.testing.assert_allclose(half, ends.mean(axis=0), atol=0.5)


def test_on_a_picture_zero_is_see_through_and_colours_say_the_sign():
    seen = noise(1, 3)
    seen[:] = seen[:, :1]  # three times the same pixel
    left, middle, right = overlaid(seen, np.array([[-1.0, 0.0, 1.0]]), 1.0, "light")[0]
    spread = np.ptp(middle.astype(int) - seen[0, 0].mean().astype(int))
    assert spread <= 2  # as grey as the page's own neutral
    assert left[0] > left[2] + 100  # orange
    assert right[2] > right[0] + 100  # blue


@pytest.mark.parametrize(
    ("values", "limit"), [([[-0.31, 0.2]], 0.5), ([[0.0]], 1.0), ([[]], 1.0)]
)
def test_a_scale_is_round_and_covers_all(values, limit):
    assert symmetric_limit(np.array(values)) == limit
