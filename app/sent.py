"""What a browser sent by itself, read: anybody may have written it."""

import math
from typing import Final

DIGITS: Final = 18  # of more, the first are beyond all limits too


def iteration(sent: object, most: int) -> int | None:
    """A number as an iteration from 0 to `most`; None for anything else.

    >>> iteration(7.0, 100), iteration(1e300, 100), iteration(float("nan"), 100)
    (7, 100, None)
    """
    if isinstance(sent, bool) or not isinstance(sent, (int, float)):
        return None
    if isinstance(sent, float) and math.isnan(sent):
        return None
    return int(min(max(sent, 0), most))  # limits first: not every number is an int


def digits(sent: str | None, most: int) -> int | None:
    """A number that was written down, as an iteration from 0 to `most`; None for
    anything else.

    >>> digits("7", 100), digits("7000", 100), digits("-7", 100), digits(None, 100)
    (7, 100, None, None)
    """
    if sent is None or not (sent.isascii() and sent.isdecimal()):
        return None
    return min(int(sent[:DIGITS]), most)


def text(sent: object, longest: int) -> str:
    """A text of at most so many characters, all of which can be written down; empty
    for anything else.

    JSON has characters that no text can hold: halves of others.

    >>> text("abc", 3), text("abcd", 3), text(chr(0xD800), 3), text(None, 3)
    ('abc', '', '', '')
    """
    if not isinstance(sent, str) or len(sent) > longest:
        return ""
    return sent if sent.encode(errors="ignore").decode() == sent else ""
