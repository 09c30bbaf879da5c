"""Pictures: an upload, and what the camera sends, which comes the same way."""

from collections.abc import Sequence
from random import Random

import numpy as np
from PIL import Image, PngImagePlugin

from app.images import ImageError, Picture, read_picture
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance
from tests.picture_files import (
    RGB,
    bmp,
    chunk,
    flat,
    gif_declaring,
    noise,
    oriented,
    png,
    saved,
)
from tests.test_images_fuzz import samples, with_true_checksums

LARGE = 2000  # pixels on a side, all alike: a few kilobytes


def enter(data: bytes) -> Sequence[str]:
    """As the Predict page does."""
    picture = read_picture(data)
    assert isinstance(picture, Picture)
    assert picture.seen.shape == (64, 64, 3)
    assert max(picture.original.shape) <= 640
    return picture.notes


def hostile() -> list[bytes]:
    """Bombs, files that are two things at once, and metadata made to do harm."""
    rgb = Image.fromarray(noise(12, 12))
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "x" * 2_000_000, zip=True)
    long_profile = {"icc_profile": bytes(100_000)}
    return [
        png(noise(1, 1), RGB, size=(50_000, 50_000)),
        png(noise(1, 1), RGB, size=(5000, 5000)),
        png(noise(1, 1), RGB, size=(2**31 - 1, 1)),
        png(noise(4, 4), RGB, before=chunk(b"iCCP", b"x\0\0" + bytes(50))),
        png(noise(4, 4), RGB, before=chunk(b"eXIf", bytes(30))),
        png(noise(4, 4), RGB, before=chunk(b"acTL", b"\xff" * 8)),
        gif_declaring(65_535, 65_535),
        bmp(noise(4, 4))[:18] + b"\xff\xff\xff\x7f" * 2 + bmp(noise(4, 4))[26:],
        saved(Image.new("L", (LARGE, LARGE), 9), "JPEG", progressive=True),
        saved(Image.new("1", (LARGE, LARGE)), "PNG"),
        saved(rgb, "PNG", pnginfo=text),
        saved(rgb, "JPEG", exif=oriented(65_535), **long_profile),
        saved(rgb, "JPEG", comment=b"x" * 60_000),
        saved(Image.fromarray(np.zeros((9, 9), np.uint16)), "PNG"),
        saved(flat((1, 2, 3), 8), "GIF") + saved(rgb, "JPEG"),
        saved(rgb, "TIFF"),
        saved(rgb, "ICO"),
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ]


def damage(given: Sequence[bytes], rng: Random) -> bytes:
    """Spoilt bytes; of a PNG often with true checksums, so that they are read."""
    data = damaged(given, rng)
    if data.startswith(b"\x89PNG") and rng.random() < 0.6:
        return with_true_checksums(data)
    return data


PICTURES = Entrance(
    "pictures", lambda: list(samples())[:3] + list(samples())[4:], enter,
    (ImageError,), damage, hostile,
)  # fmt: skip
