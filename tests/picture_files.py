"""Pictures whose every pixel is known, as files of the five formats."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6  # PNG colour types


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


def gif_declaring(width, height):
    data = saved(flat(RED), "GIF")
    return data[:6] + struct.pack("<HH", width, height) + data[10:]
