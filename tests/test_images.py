"""Pictures from outside: pixels known beforehand."""

import io

import numpy as np
import pytest
from PIL import Image

from dnn_core.pictures import network_input, read_picture
from tests.picture_files import (
    BLUE,
    GREEN,
    GREY,
    GREY_ALPHA,
    PALETTE,
    RED,
    RGB,
    RGB_ALPHA,
    WHITE,
    bmp,
    chunk,
    flat,
    noise,
    oriented,
    png,
    quarters,
    saved,
)

WHITE_NOTE = "Transparent parts were put on white."
GREY_NOTE = "Grey picture: the same value for red, green and blue."
TURN_NOTE = "Turned upright, as its EXIF data ask."


@pytest.mark.parametrize(
    "data",
    [
        png(noise(64, 64), RGB),
        bmp(noise(64, 64)),
        saved(noise(64, 64), "WEBP", lossless=True),
    ],
    ids=["png", "bmp", "webp"],
)
def test_a_picture_of_64_by_64_reaches_the_network_unchanged(data):
    picture = read_picture(data)
    np.testing.assert_array_equal(picture.seen, noise(64, 64))
    np.testing.assert_array_equal(picture.original, noise(64, 64))
    assert picture.seen.dtype == picture.original.dtype == np.uint8
    assert picture.notes == ()


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "GIF"])
def test_lossy_formats_keep_the_colours(form):
    seen = read_picture(saved(quarters(), form)).seen.astype(int)
    for row, column, colour in [(16, 16, RED), (16, 48, GREEN), (48, 16, BLUE)]:
        assert np.abs(seen[row, column] - colour).max() <= 4
    assert np.abs(seen[48, 48] - WHITE).max() <= 4


@pytest.mark.parametrize("shape", [(209, 257), (64, 300), (30, 20), (500, 700)])
def test_the_network_sees_what_the_course_sees(shape):
    data = png(noise(*shape), RGB)
    course = np.array(Image.open(io.BytesIO(data)).resize((64, 64)))
    np.testing.assert_array_equal(read_picture(data).seen, course)


def test_a_large_jpeg_is_close_to_its_full_decoding():
    smooth = Image.fromarray(noise(30, 40)).resize((4000, 3000), 2)
    data = saved(smooth, "JPEG", quality=95)
    course = np.array(Image.open(io.BytesIO(data)).resize((64, 64))).astype(int)
    picture = read_picture(data)
    assert np.abs(picture.seen - course).max() <= 4
    assert picture.original.shape == (480, 640, 3)


def test_palette_and_one_bit():
    colours = chunk(b"PLTE", bytes(RED + GREEN))
    seen = read_picture(png([[0, 1]] * 2, PALETTE, before=colours), size=2).seen
    assert seen.tolist() == [[[*RED], [*GREEN]]] * 2
    bits = png([[0b0100_0000]], GREY, depth=1, size=(2, 1))
    picture = read_picture(bits, size=2)
    assert picture.seen.tolist() == [[[0] * 3, [255] * 3]] * 2
    assert GREY_NOTE in picture.notes


def test_grey():
    picture = read_picture(png(np.full((64, 64), 77), GREY))
    assert (picture.seen == 77).all()
    assert picture.seen.shape == (64, 64, 3)
    assert picture.notes == (GREY_NOTE,)


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (255, 0), (32768, 128), (65535, 255)]
)
def test_grey_of_16_bits_is_scaled(value, expected):
    seen = read_picture(png(np.full((64, 64), value), GREY, depth=16)).seen
    assert (seen == expected).all()


def test_colour_of_16_bits_is_scaled():
    pixels = np.full((64, 64, 3), (0, 32768, 65535))
    assert (read_picture(png(pixels, RGB, depth=16)).seen == (0, 128, 255)).all()


def test_cmyk():
    ink = np.zeros((64, 64, 4), np.uint8)
    ink[:, :, 0] = 255  # all cyan: no red
    picture = read_picture(saved(Image.fromarray(ink, "CMYK"), "JPEG", quality=95))
    assert np.abs(picture.seen.astype(int) - (0, 255, 255)).max() <= 4
    assert picture.notes == (
        "Print colours (CMYK) were turned into red, green and blue.",
    )


# Transparency


def test_transparent_corner_is_white():
    pixels = np.full((64, 64, 4), (*BLUE, 255))
    pixels[:8, :8] = 0  # black, were it not transparent
    pixels[40:, 40:, 3] = 51  # a fifth of blue on white
    picture = read_picture(png(pixels, RGB_ALPHA))
    assert picture.seen[0, 0].tolist() == [*WHITE]
    assert picture.seen[20, 20].tolist() == [*BLUE]
    assert picture.seen[63, 63].tolist() == [204, 204, 255]
    assert picture.notes == (WHITE_NOTE,)


def test_opaque_alpha_is_not_worth_a_note():
    assert read_picture(png(np.full((64, 64, 4), (1, 2, 3, 255)), RGB_ALPHA)).notes == (
        ()
    )


@pytest.mark.parametrize(
    "data",
    [
        png(np.full((64, 64, 2), (9, 0)), GREY_ALPHA),
        png(np.full((64, 64, 2), (9, 0)), GREY_ALPHA, depth=16),
        png(np.full((64, 64), 9), GREY, before=chunk(b"tRNS", b"\0\x09")),
        png(np.full((64, 64), 999), GREY, depth=16, before=chunk(b"tRNS", b"\3\xe7")),
        png(np.full((64, 64, 3), 9), RGB, before=chunk(b"tRNS", b"\0\x09" * 3)),
        png(
            np.zeros((64, 64)),
            PALETTE,
            before=chunk(b"PLTE", bytes(RED)) + chunk(b"tRNS", b"\0"),
        ),
        saved(Image.new("P", (64, 64), 1), "GIF", transparency=1),
        saved(np.zeros((64, 64, 4), np.uint8), "WEBP", lossless=True),
    ],
    ids=["LA", "LA16", "L", "L16", "RGB", "palette", "gif", "webp"],
)
def test_every_kind_of_transparency_is_white(data):
    picture = read_picture(data)
    assert (picture.seen == 255).all()
    assert WHITE_NOTE in picture.notes


# Orientation: what a camera stores for each EXIF value, from the EXIF standard

STORED = {
    1: lambda upright: upright,
    2: np.fliplr,
    3: lambda upright: np.rot90(upright, 2),
    4: np.flipud,
    5: lambda upright: upright.transpose(1, 0, 2),
    6: lambda upright: np.rot90(upright, 1),
    7: lambda upright: np.rot90(upright, 2).transpose(1, 0, 2),
    8: lambda upright: np.rot90(upright, -1),
}


@pytest.mark.parametrize("value", list(STORED))
@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_every_orientation_is_turned_upright(value, form):
    upright = noise(96, 128)
    stored = np.ascontiguousarray(STORED[value](upright))
    picture = read_picture(
        saved(stored, form, exif=oriented(value), **{"lossless": True})
    )
    twin = read_picture(png(upright, RGB))
    np.testing.assert_array_equal(picture.original, upright)
    np.testing.assert_array_equal(picture.seen, twin.seen)
    assert (TURN_NOTE in picture.notes) == (value != 1)
    assert any("(128 by 96)" in note for note in picture.notes)


def test_a_turned_jpeg_equals_its_upright_twin():
    upright = np.kron(quarters(4), np.ones((320, 480, 1), np.uint8))  # 1280 x 1920
    stored = np.ascontiguousarray(np.rot90(upright, 1))
    picture = read_picture(saved(stored, "JPEG", exif=oriented(6)))
    twin = read_picture(saved(upright, "JPEG"))
    assert picture.original.shape == twin.original.shape == (427, 640, 3)
    assert np.abs(picture.seen.astype(int) - twin.seen).max() <= 4
    assert picture.notes == (TURN_NOTE, *twin.notes)


@pytest.mark.parametrize(
    "exif", [b"", b"II*\0\xff\xff\xff\x7f", b"\xff" * 40, b"II*\0\x08\0\0\0\x09"]
)
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_broken_exif_does_not_cost_the_picture(form, exif):
    picture = read_picture(saved(quarters(), form, exif=b"Exif\0\0" + exif))
    assert picture.notes == ()
    np.testing.assert_array_equal(
        picture.seen, read_picture(saved(quarters(), form)).seen
    )


# Animations, sizes and notes


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_first_frame_of_an_animation(form):
    frames = [Image.fromarray(flat(colour)) for colour in (RED, BLUE, GREEN)]
    options = {"lossless": True} if form == "WEBP" else {}
    data = saved(frames[0], form, save_all=True, append_images=frames[1:], **options)
    picture = read_picture(data)
    assert (picture.seen == RED).all()
    assert picture.notes == ("First frame of an animation.",)


def test_the_whole_picture_is_squashed_and_the_student_is_told():
    wide = np.repeat(quarters(), 3, axis=1)
    picture = read_picture(png(wide, RGB))
    assert picture.seen[0, 0].tolist() == [*RED]
    assert picture.seen[0, 63].tolist() == [*GREEN]
    assert picture.seen[63, 63].tolist() == [*WHITE]
    assert picture.notes == (
        "Not square (192 by 64): the whole picture was squashed to 64 by 64, "
        "as in the course.",
    )
    assert read_picture(png(noise(70, 80), RGB)).notes == ()


@pytest.mark.parametrize(
    ("shape", "displayed"),
    [
        ((1000, 2000), (320, 640)),
        ((2000, 1000), (640, 320)),
        ((3, 5000), (1, 640)),
        ((1, 1), (1, 1)),
        ((640, 640), (640, 640)),
    ],
)
def test_displayed_size(shape, displayed):
    blank = np.zeros((*shape, 3), np.uint8)
    for data in (png(blank, RGB), saved(blank, "JPEG")):
        picture = read_picture(data)
        assert picture.original.shape == (*displayed, 3)
        assert picture.seen.shape == (64, 64, 3)
        assert any(n.startswith("Small") for n in picture.notes) == (min(shape) < 64)


def test_the_arrays_are_read_only():
    picture = read_picture(png(noise(64, 64), RGB))
    for array in (picture.original, picture.seen):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0, 0] = 1


def test_network_input_is_in_the_course_order():
    seen = noise(64, 64)
    x = network_input(seen)
    assert x.shape == (12288, 1)
    assert x.dtype == np.float64
    row, column, channel = 3, 5, 2
    assert x[(row * 64 + column) * 3 + channel, 0] == seen[row, column, channel] / 255
    assert network_input(flat(WHITE)).min() == 1.0
