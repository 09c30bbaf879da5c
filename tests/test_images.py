"""Pictures from outside: pixels known beforehand, and files made to do harm."""

import io
import random
import struct
import threading
import time
import warnings
import zlib

import numpy as np
import pytest
from PIL import Image, ImageFile

from app.images import (
    ImageError,
    Picture,
    _jpeg_scans,
    network_input,
    read_picture,
)

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6  # PNG colour types
WHITE_NOTE = "Transparent parts were put on white."
GREY_NOTE = "Grey picture: the same value for red, green and blue."
TURN_NOTE = "Turned upright, as its EXIF data ask."


def chunk(name, body):
    return (
        struct.pack(">I", len(body))
        + name
        + body
        + struct.pack(">I", zlib.crc32(name + body))
    )


def png(values, colour, *, depth=8, size=None, before=b""):
    """A PNG by the book; values: (h, w, channels), packed already if depth < 8."""
    values = np.asarray(values, ">u2" if depth == 16 else np.uint8)
    width, height = size or (values.shape[1], values.shape[0])
    lines = b"".join(b"\0" + line.tobytes() for line in values)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            before,
            chunk(b"IDAT", zlib.compress(lines)),
            chunk(b"IEND", b""),
        ]
    )


def bmp(rgb):
    height, width, _ = rgb.shape
    pixels = rgb[::-1, :, ::-1].tobytes()  # bottom up, blue first; width % 4 == 0
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(pixels), 0, 0, 54) + header + pixels


def saved(array_or_image, form, **options):
    image = array_or_image
    if isinstance(image, np.ndarray):
        image = Image.fromarray(image)
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def noise(height, width, channels=3, seed=0):
    random = np.random.RandomState(seed)
    return random.randint(0, 256, (height, width, channels)).astype(np.uint8)


def flat(colour, side=64):
    return np.full((side, side, 3), colour, np.uint8)


def quarters(side=64):
    """Red, green above; blue, white below: no two orientations look alike."""
    half = side // 2
    picture = flat(RED, side)
    picture[:half, half:] = GREEN
    picture[half:, :half] = BLUE
    picture[half:, half:] = WHITE
    return picture


def oriented(value):
    exif = Image.Exif()
    exif[0x0112] = value
    return exif


# Formats


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


# Refusals


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


def gif_declaring(width, height):
    data = saved(flat(RED), "GIF")
    return data[:6] + struct.pack("<HH", width, height) + data[10:]


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


def samples():
    rgb = Image.fromarray(noise(20, 30))
    frames = {"save_all": True, "append_images": [rgb.rotate(180)]}
    exif = oriented(6)
    deep = png(np.full((9, 9), 999), GREY, depth=16, before=chunk(b"tRNS", b"\3\xe7"))
    yield from (png(noise(9, 9), RGB), bmp(noise(8, 8)), deep, gif_declaring(64, 64))
    yield from (saved(rgb, f) for f in ("PNG", "JPEG", "WEBP", "GIF", "BMP"))
    yield from (saved(rgb, f, exif=exif) for f in ("PNG", "JPEG", "WEBP"))
    yield from (saved(rgb, f, **frames) for f in ("PNG", "WEBP", "GIF"))
    yield from (saved(rgb.convert("1"), f) for f in ("PNG", "BMP", "GIF"))
    yield from (saved(rgb.convert("RGBA"), f) for f in ("PNG", "BMP"))
    yield saved(rgb.quantize(16), "PNG", transparency=bytes(range(16)))
    yield saved(rgb, "JPEG", progressive=True)
    yield saved(rgb.convert("CMYK"), "JPEG")


def broken(data, chance):
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(min(len(data), chance.choice([60, 200, 10**9])))
        kind = chance.random()
        if kind < 0.6:
            data[at] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        elif kind < 0.7:
            del data[at + 1 :]
        elif kind < 0.85:
            del data[at : at + chance.randint(1, 4)]
        else:
            data[at:at] = chance.randbytes(chance.randint(1, 4))
        if not data:
            break
    return bytes(data)


def with_true_checksums(data):
    """So that damage inside a PNG's chunks reaches what reads them."""
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        parts.append(chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return b"".join(parts)


def test_any_damage_gives_a_picture_or_an_image_error():
    chance = random.Random(1)
    read = refused = 0
    start = time.perf_counter()
    for data in samples():
        for turn in range(60):
            damaged = broken(data, chance)
            if turn % 2 and damaged.startswith(b"\x89PNG"):
                damaged = with_true_checksums(damaged)
            try:
                picture = read_picture(damaged)
            except ImageError:
                refused += 1
            else:
                assert isinstance(picture, Picture)
                assert picture.seen.shape == (64, 64, 3)
                assert max(picture.original.shape) <= 640
                read += 1
    assert read > 100
    assert refused > 500
    assert time.perf_counter() - start < 20


def test_the_state_of_the_process_is_left_alone():
    before = list(warnings.filters), Image.MAX_IMAGE_PIXELS
    read_picture(png(noise(9, 9), RGB))
    refusal(BOMBS["GIF"])
    assert (list(warnings.filters), Image.MAX_IMAGE_PIXELS) == before
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_many_students_at_once(monkeypatch):
    data = [png(noise(300, 300, seed=seed), RGB) for seed in range(8)]
    expected = [read_picture(one).seen for one in data]
    before = list(warnings.filters)
    load = ImageFile.ImageFile.load
    inside, most, seen = 0, 0, {}

    def slow_load(image):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1
        return load(image)

    def upload(index):
        seen[index] = read_picture(data[index]).seen

    monkeypatch.setattr(ImageFile.ImageFile, "load", slow_load)
    threads = [threading.Thread(target=upload, args=(i,)) for i in range(len(data))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for index, array in enumerate(expected):
        np.testing.assert_array_equal(seen[index], array)
    assert most == 1  # memory for one picture, whatever the class does
    assert list(warnings.filters) == before
