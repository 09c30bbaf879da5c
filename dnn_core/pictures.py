"""Bytes -> RGB: a picture from outside, made into what the network sees.

The course squashes the whole picture to 64 x 64 with Pillow's own resize; so do we.
The bytes may come from anybody, so the work is bounded: one decoder, chosen by the
first bytes, runs; what a file declares is checked before anything is decoded. Whatever
is wrong with a file becomes an `ImageError`.
"""

import io
import re
import struct
import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

Pixels = npt.NDArray[np.uint8]

SIDE: Final = 64  # of the course's pictures
SHAPE: Final = (SIDE, SIDE, 3)
DISPLAY_SIDE: Final = 640

MAX_MEGABYTES: Final = 20
# A JPEG is decoded at a fraction of its size and phones make 50 megapixels; the
# others cost up to 16 bytes a pixel.
MAX_MEGAPIXELS: Final = 25
MAX_JPEG_MEGAPIXELS: Final = 50
# A progressive JPEG is decoded once a scan: ten are usual, thousands fit in 100 kB.
MAX_JPEG_SCAN_MEGAPIXELS: Final = 1000

SQUARE_ENOUGH: Final = 1.2  # longer side / shorter side

_READERS: Final[tuple[tuple[bytes, type[ImageFile]], ...]] = (
    (rb"\x89PNG\r\n\x1a\n", PngImageFile),
    (rb"\xff\xd8\xff", JpegImageFile),
    (rb"(?s)RIFF....WEBP", WebPImageFile),
    (rb"GIF8[79]a", GifImageFile),
    (rb"BM", BmpImageFile),
)

# Pillow decodes these in Python: 70 bytes can keep it busy for many seconds.
_BMP_RUN_LENGTHS: Final = (1, 2)  # biCompression: BI_RLE8, BI_RLE4

_JPEG_SEGMENT = re.compile(rb"\xff[\xc0-\xcf\xd9-\xfe]")
_START_OF_SCAN = b"\xff\xda"
_END_OF_IMAGE = b"\xff\xd9"

# What the EXIF orientation asks for; 1 is upright.
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# All that Pillow raises on broken files, found by breaking files.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    IndexError,
    struct.error,
    MemoryError,
)


class ImageError(ValueError):
    """Why a file cannot be used, in a sentence for the student."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture, for the student and for the network. The arrays are read-only.

    original: (h, w, 3) uint8, upright, at most 640 on the longer side.
    seen: (64, 64, 3) uint8, what the network sees.
    notes: what was done to it, a sentence each.
    """

    original: Pixels
    seen: Pixels
    notes: tuple[str, ...]


def read_picture(data: bytes, *, size: int = SIDE) -> Picture:
    """The picture in a PNG, JPEG, WebP, GIF or BMP file.

    Returns `original`: (h, w, 3) and `seen`: (size, size, 3).
    Raises ImageError, and nothing else, for any `data` that is not such a picture. One
    thread at a time: `catch_warnings` belongs to the whole process.
    """
    reader = _reader(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata, large sizes: judged here
        try:
            with reader(io.BytesIO(data)) as image:
                _check_declared(image, data)
                return _picture(image, size)
        except ImageError:
            raise
        except Image.DecompressionBombError:
            raise ImageError(
                "The picture declares hundreds of megapixels; the limit is "
                f"{MAX_MEGAPIXELS}. Make it smaller: {DISPLAY_SIDE} pixels on the "
                "longer side are plenty."
            ) from None
        except _BROKEN:
            raise ImageError(
                f"The file begins like a {reader.format} picture but cannot be "
                "decoded: it is broken or incomplete. Save it again as PNG or JPEG."
            ) from None


def network_input(seen: Pixels) -> npt.NDArray[np.float64]:
    """One example for the network, in the course's order.

    seen: (64, 64, 3) uint8. Returns (12288, 1), from 0 to 1.
    """
    return seen.reshape(1, -1).T / 255.0


def _reader(data: bytes) -> type[ImageFile]:
    if not data:
        raise ImageError(
            "The file is empty: 0 bytes. Choose a PNG, JPEG, WebP, GIF or BMP picture."
        )
    if len(data) > MAX_MEGABYTES * 1_000_000:
        raise ImageError(
            f"The file has {len(data) / 1e6:.1f} megabytes; the limit is "
            f"{MAX_MEGABYTES}. Make the picture smaller: {DISPLAY_SIDE} pixels on the "
            "longer side are plenty."
        )
    for beginning, reader in _READERS:
        if re.match(beginning, data):
            return reader
    raise ImageError(
        "The file is not a PNG, JPEG, WebP, GIF or BMP picture, whatever its name "
        "says. Open it in an image viewer and save it as PNG or JPEG."
    )


def _check_declared(image: ImageFile, data: bytes) -> None:
    """Raise ImageError if decoding would cost too much; nothing is decoded yet."""
    jpeg = isinstance(image, JpegImageFile)
    limit = MAX_JPEG_MEGAPIXELS if jpeg else MAX_MEGAPIXELS
    megapixels = image.width * image.height / 1e6
    if megapixels > limit:
        raise ImageError(
            f"The picture declares {image.width} by {image.height} pixels, "
            f"{megapixels:.1f} megapixels; the limit for {image.format} is {limit}. "
            f"Make it smaller: {DISPLAY_SIDE} pixels on the longer side are plenty."
        )
    if image.info.get("compression") in _BMP_RUN_LENGTHS:
        raise ImageError(
            "The BMP is stored with run-length compression, which is not read here. "
            "Open it in an image viewer and save it as PNG."
        )
    scans = _jpeg_scans(data) if jpeg else 1
    if megapixels * scans > MAX_JPEG_SCAN_MEGAPIXELS:
        raise ImageError(
            f"The JPEG is stored in {scans} scans of {megapixels:.1f} megapixels; the "
            f"limit is {MAX_JPEG_SCAN_MEGAPIXELS} megapixels in all. Save it again, "
            "not progressive."
        )


def _jpeg_scans(data: bytes) -> int:
    """How often the decoder will go over the picture."""
    scans, position = 0, 0
    while found := _JPEG_SEGMENT.search(data, position):
        if found[0] == _END_OF_IMAGE:
            break
        scans += found[0] == _START_OF_SCAN
        length = int.from_bytes(data[found.end() : found.end() + 2])
        position = found.end() + length
    return scans


def _picture(image: ImageFile, size: int) -> Picture:
    notes: list[str] = []
    if getattr(image, "is_animated", False):
        notes.append("First frame of an animation.")
    width, height = image.size
    if isinstance(image, JpegImageFile):
        fitted = _fitted(width, height)
        image.draft(None, (2 * max(fitted[0], size), 2 * max(fitted[1], size)))
    image.load()
    turn = _turn(image)
    rgb = _to_rgb(image, notes)
    if turn is not None:
        rgb = rgb.transpose(turn)
        notes.append("Turned upright, as its EXIF data ask.")
        if rgb.size != image.size:
            width, height = height, width
    original = np.asarray(rgb.resize(_fitted(*rgb.size), Image.Resampling.BICUBIC))
    seen = np.asarray(rgb.resize((size, size), Image.Resampling.BICUBIC))
    if (seen == seen[:, :, :1]).all():
        notes.append("Grey picture: the same value for red, green and blue.")
    if max(width, height) > SQUARE_ENOUGH * min(width, height):
        notes.append(
            f"Not square ({width} by {height}): the whole picture was squashed to "
            f"{size} by {size}, as in the course."
        )
    if min(width, height) < size:
        notes.append(f"Small ({width} by {height}): stretched to {size} by {size}.")
    return Picture(original, seen, tuple(notes))


def _fitted(width: int, height: int) -> tuple[int, int]:
    """The size at which a picture is displayed: never larger than it is."""
    scale = min(1.0, DISPLAY_SIDE / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _turn(image: ImageFile) -> Image.Transpose | None:
    """What makes the picture upright; broken EXIF data ask for nothing."""
    try:
        return _UPRIGHT.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _BROKEN:
        return None


def _to_rgb(image: ImageFile, notes: list[str]) -> Image.Image:
    """The pixels as RGB, on white; appends to `notes`."""
    if image.mode == "CMYK":
        notes.append("Print colours (CMYK) were turned into red, green and blue.")
    if image.mode == "I;16":
        return _from_16_bits(image, notes)
    if not image.has_transparency_data:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    alpha = rgba.getchannel("A")
    if alpha.histogram()[255] < alpha.width * alpha.height:
        notes.append("Transparent parts were put on white.")
    rgb = Image.new("RGB", rgba.size, "white")
    rgb.paste(rgba, mask=alpha)
    return rgb


def _from_16_bits(image: ImageFile, notes: list[str]) -> Image.Image:
    """Grey of 65536 levels, which Pillow would clip to the lowest 256."""
    values = np.asarray(image)
    levels = (values >> 8).astype(np.uint8)
    transparent = values == image.info.get("transparency", -1)
    if transparent.any():
        levels[transparent] = 255
        notes.append("Transparent parts were put on white.")
    return Image.fromarray(levels).convert("RGB")
