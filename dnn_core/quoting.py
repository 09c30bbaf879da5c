"""A stranger's words within a sentence of ours: short, and plain.

What a file holds is quoted to whoever opened it, on a page that takes Markdown or in a
terminal: no link, no path and no control character may come that way.
"""

import re
from typing import Any, Final
from unicodedata import category

SEEN: Final = "LMN"  # letters, their marks, and numbers
SIGNS: Final = " -_.,;+=%'[]<>"
BLANKS: Final = re.compile(r"\s+")
LONGEST: Final = 40
LOOKED_AT: Final = 1_000  # characters
MOST_DIGITS: Final = 18
MANY: Final = 12  # numbers of a list


def quoted(text: str, longest: int = LONGEST) -> str:
    """A text, cut short; what is no letter, digit or plain sign becomes a blank.

    >>> quoted("cats & dogs"), quoted("![](//a.b)"), quoted("x" * 50, 5)
    ('cats dogs', ' [] a.b ', 'xxxx…')
    """
    kept = "".join(c if _plain(c) else " " for c in text[:LOOKED_AT])
    short = BLANKS.sub(" ", kept)
    return short if len(short) <= longest else f"{short[: longest - 1]}…"


def shown(value: Any) -> str:
    """Any value: a text in quotes, a number, a list of a few numbers, or what it is.

    >>> shown("a"), shown(0.5), shown([2, 1]), shown({}), shown(10**30)
    ("'a'", '0.5', '[2, 1]', 'a table', 'a number of more than 18 digits')
    """
    if isinstance(value, str):
        return f"'{quoted(value)}'"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, (list, tuple)):
        few = len(value) <= MANY and all(isinstance(v, (int, float)) for v in value)
        return f"[{', '.join(map(shown, value))}]" if few else "a list"
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return f"a number of more than {MOST_DIGITS} digits"
    return quoted(str(value))


def _plain(c: str) -> bool:
    return c in SIGNS or category(c)[0] in SEEN
