"""What a page shows of an RGB array."""

import base64

import numpy as np

from app.images import read_picture
from app.pictures import as_png, as_url, enlarged
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
