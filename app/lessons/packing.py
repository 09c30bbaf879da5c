"""A whole lesson in an address: its file, compressed, as letters an address may hold.

Whoever opens such an address may be sent anything, so nothing is unpacked beyond the
size that a lesson may have.
"""

import base64
import binascii
import zlib

from dnn_core.lessons import MAX_BYTES, Lesson, LessonError, read, write

MARK = "~"  # what a packed lesson begins with, and no name does
MAX_LETTERS = 16_100  # those of MAX_BYTES that cannot be compressed
BROKEN = (
    "The lesson in the address cannot be unpacked: a part of the address is missing. "
    "Copy all of it."
)


def pack(lesson: Lesson) -> str:
    """A lesson as letters, digits, - and _ behind a mark.

    Raises
    ------
    LessonError : it is too long for an address.
    """
    data = write(lesson).encode()
    if len(data) > MAX_BYTES:
        raise LessonError(
            f"The lesson has {len(data):,} bytes; an address carries up to "
            f"{MAX_BYTES:,}. Shorten its texts."
        )
    packed = base64.urlsafe_b64encode(zlib.compress(data, 9))
    return MARK + packed.decode().rstrip("=")


def unpack(code: str) -> Lesson:
    """The inverse of `pack`.

    Raises
    ------
    LessonError : it is no packed lesson, or one whose fields cannot be used.
    """
    if len(code) > MAX_LETTERS:
        raise LessonError(
            f"The lesson in the address has {len(code):,} letters; up to "
            f"{MAX_LETTERS:,} are read."
        )
    letters = code.removeprefix(MARK)
    try:
        packed = base64.b64decode(letters + "=" * (-len(letters) % 4), b"-_", True)
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(packed, MAX_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise LessonError(BROKEN) from None
    if not unpacking.eof and len(data) <= MAX_BYTES:
        raise LessonError(BROKEN)
    return read(data)
