"""Whether a person may be told this: a sentence, and nothing of our computer."""

import re
from typing import Final

LONGEST: Final = 500
FOREIGN: Final = {
    "a path": re.compile(
        r"/(?:tmp|home|usr|root|var|proc|opt|etc)\b|\w\.py\b|[A-Z]:\\"
    ),
    "a traceback": re.compile(r"Traceback|\bline \d+, in\b|site-packages"),
    "an object": re.compile(r"<[a-z_]+[ .][^>]*>|\b0x[0-9a-f]{4,}"),
    "a library": re.compile(r"\b(?:[Ee]rrno|codec|PIL|numpy|zlib|expected str)\b"),
    "a link": re.compile(r"\]\(|://|www\.|\w@\w"),
}


def fault_of(sentence: str) -> str:
    """What is wrong with it; empty if nothing.

    >>> fault_of("It has 3 rows; it needs 10."), fault_of("/tmp/x is broken.")
    ('', 'tells a path')
    """
    if not sentence.strip():
        return "is empty"
    if len(sentence) > LONGEST:
        return f"has {len(sentence)} characters"
    if sentence.rstrip()[-1] not in ".)?!":
        return "is no sentence"
    if not sentence.isprintable():
        return "holds what cannot be shown"
    found = [what for what, form in FOREIGN.items() if form.search(sentence)]
    return f"tells {found[0]}" if found else ""
