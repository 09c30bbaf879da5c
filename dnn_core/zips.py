"""How large a zip file's list of contents is, before anybody reads it.

Python's `zipfile` makes an object of each entry when it opens a file: of a list of a
hundred megabytes it makes a gigabyte.
"""

import struct
from typing import Final

END: Final = b"PK\x05\x06"
LOCATOR_64: Final = b"PK\x06\x07"
END_BYTES, LOCATOR_BYTES, COMMENT_BYTES = 22, 20, 65_535
A_FILE: Final = 400  # bytes of an entry: a name, its folder, times


def lists_at_most(data: bytes, files: int) -> bool:
    """Whether the list of contents is no longer than that of so many files.

    False too for what has no list, or one in the format for files above 4 GB.

    >>> lists_at_most(b"no zip", 10)
    False
    """
    tail = data[-(END_BYTES + COMMENT_BYTES) :]
    at = tail.rfind(END)
    if at < 0 or at + END_BYTES > len(tail):
        return False
    start = len(data) - len(tail) + at
    if data[max(0, start - LOCATOR_BYTES) : start].startswith(LOCATOR_64):
        return False
    (size,) = struct.unpack_from("<I", tail, at + 12)
    return size <= files * A_FILE
