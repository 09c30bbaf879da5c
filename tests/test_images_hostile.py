"""Pictures from outside: files that are broken, or made to do harm."""

import struct
import time
import warnings

import numpy as np
import pytest
from PIL import Image, ImageFile

from dnn_core.pictures import ImageError, _jpeg_scans, read_picture
from tests.picture_files import (
    BLUE,
    RED,
    RGB,
    bmp,
    flat,
    gif_declaring,
    noise,
    png,
    saved,
)


def refusal(data):
    with pytest.raises(ImageError) as caught:
        read_picture(data)
    error = caught.value
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None
    sentence = str(error)
    assert sentence.endswith(".")
    for foreign in ("<", "_io", "0x", "/", "PIL", "Image", "Error", "DOS"):
        assert foreign not in sentence
    return sentence


def test_empty():
    assert "0 bytes" in refusal(b"")


def test_too_many_bytes():
    assert "20.1 megabytes; the limit is 20" in refusal(bytes(20_100_000))


@pytest.mark.parametrize(
    "data",
    [
        b"a cat",
        b"<!doctype html><img src=cat.png>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"RIFF\0\0\0\0WAVEfmt ",
        b"\0\0\0\x18ftypheic",
        b"\n" + png(noise(2, 2), RGB),
        saved(noise(8, 8), "TIFF"),
        saved(noise(16, 16), "ICO"),
        saved(noise(8, 8), "TGA"),
        saved(noise(8, 8), "PPM"),
        saved(noise(8, 8), "EPS"),
    ],
)
def test_not_a_picture_of_the_five_formats(data):
    assert "not a PNG, JPEG, WebP, GIF or BMP picture" in refusal(data)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"GIF89a=1;<script>alert(1)</script>", "GIF"),
        (b"BM, a text about cats and dogs", "BMP"),
        (b"\xff\xd8\xff<html>", "JPEG"),
        (b"\x89PNG\r\n\x1a\n" + saved(noise(8, 8), "TIFF"), "PNG"),
        (b"RIFF\0\0\0\0WEBP" + saved(noise(16, 16), "ICO"), "WEBP"),
    ],
)
def test_polyglots_are_broken_pictures(data, form):
    assert f"begins like a {form} picture" in refusal(data)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_truncated(form, kept):
    data = saved(noise(50, 50), form)
    assert "broken or incomplete" in refusal(data[: int(kept * len(data))])


def test_an_animation_cut_anywhere():
    frames = [Image.fromarray(flat(colour, 4)) for colour in (RED, BLUE)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    for kept in range(1, len(data)):
        try:
            picture = read_picture(data[:kept])
        except ImageError:
            continue
        assert (picture.seen == RED).all()


def test_what_follows_a_picture_is_ignored():
    data = png(noise(64, 64), RGB)
    page = read_picture(data + b"<html><script>alert(1)</script>")
    np.testing.assert_array_equal(page.seen, noise(64, 64))


def jpeg_declaring(width, height):
    data = saved(flat(RED), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def webp_declaring(width, height):
    """Only an animation may have a canvas larger than its frames."""
    frames = [Image.fromarray(flat(colour, 4)) for colour in (RED, BLUE)]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return data[:24] + sizes + data[30:]


def bmp_declaring(width, height):
    data = bmp(noise(4, 4))
    return data[:18] + struct.pack("<ii", width, height) + data[26:]


BOMBS = {
    "PNG": png(noise(1, 1), RGB, size=(50000, 50000)),
    "PNG just above": png(noise(1, 1), RGB, size=(5001, 5000)),
    "JPEG": jpeg_declaring(50000, 50000),
    "GIF": gif_declaring(50000, 50000),
    "WEBP": webp_declaring(10000, 10000),
    "BMP": bmp_declaring(50000, 50000),
}


@pytest.mark.parametrize("name", list(BOMBS))
def test_bombs_are_refused_before_anything_is_decoded(name, monkeypatch):
    def load(_):
        raise AssertionError("decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    start = time.perf_counter()
    sentence = refusal(BOMBS[name])
    assert time.perf_counter() - start < 0.5
    assert f"the limit for {name.split()[0]} is" in sentence
    assert "000 pixels" in sentence
    if name in ("PNG", "JPEG", "GIF", "BMP"):
        assert "50000 by 50000 pixels, 2500.0 megapixels" in sentence


def test_a_canvas_beyond_the_limit_of_pillow():
    assert "the limit is 25" in refusal(webp_declaring(60000, 60000))


def test_a_jpeg_of_many_scans():
    data = saved(Image.new("L", (4000, 4000), 99), "JPEG", progressive=True)
    assert (read_picture(data).seen == 99).all()
    last = data[data.rindex(b"\xff\xda") : -2]
    start = time.perf_counter()
    sentence = refusal(data[:-2] + 1000 * last + data[-2:])
    assert time.perf_counter() - start < 0.5
    assert "scans of 16.0 megapixels; the limit is 1000" in sentence


def test_scans_are_counted_as_the_decoder_does():
    rgb, grey = noise(40, 40), noise(40, 40)[:, :, 0]
    plain = saved(rgb, "JPEG")
    thumbnail = b"\xff\xe1" + struct.pack(">H", 2 + len(plain)) + plain
    film = b"\0\0" + b"\xff\xda\0\2" * 9  # phones append one
    progressive = saved(rgb, "JPEG", progressive=True)
    assert _jpeg_scans(plain) == 1
    assert _jpeg_scans(progressive) == 10  # so says libjpeg's jcparam.c
    assert _jpeg_scans(saved(grey, "JPEG", progressive=True)) == 6
    assert _jpeg_scans(progressive[:2] + thumbnail + progressive[2:]) == 10
    assert _jpeg_scans(plain + film) == 1


def test_a_compressed_bmp():
    header = struct.pack("<IiiHHIIiiII", 40, 5000, 5000, 1, 8, 1, 0, 0, 0, 1, 0)
    data = b"BM" + struct.pack("<IHHI", 70, 0, 0, 58) + header + bytes(4 + 12)
    assert "run-length" in refusal(data)


def test_memory_that_runs_out_is_a_refusal(monkeypatch):
    def load(_):
        raise MemoryError

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    assert "cannot be decoded" in refusal(png(noise(8, 8), RGB))


# Harm done on purpose or by chance


def test_the_state_of_the_process_is_left_alone():
    before = list(warnings.filters), Image.MAX_IMAGE_PIXELS
    read_picture(png(noise(9, 9), RGB))
    refusal(BOMBS["GIF"])
    assert (list(warnings.filters), Image.MAX_IMAGE_PIXELS) == before
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
