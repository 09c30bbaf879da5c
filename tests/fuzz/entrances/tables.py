"""A CSV table of one's own."""

from collections.abc import Sequence
from random import Random

import numpy as np

from dnn_core.data import DataError, load_own
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance

ROWS = 10


def sound() -> list[bytes]:
    """The separators and headers there are."""
    rows = [(i / 10, -i * i, i % 2) for i in range(ROWS)]
    lines = ["\t".join(map(str, row)) for row in rows]
    plain = "\n".join(lines)
    named = "size\tweight\tlabel\n" + plain
    decimal = named.replace(".", ",").replace("\t", ";")
    quoted = '"a, b",c,y\n' + "\n".join(f'"{a}",{b},{y}' for a, b, y in rows)
    texts = plain, named.replace("\t", ","), decimal, quoted, "\ufeff" + named
    return [text.encode() for text in texts]


def hostile() -> list[bytes]:
    """Rows without an end, names that are more than names."""
    rows = b"\n".join(b"%d,%d,%d" % (i, i * i, i % 2) for i in range(ROWS))
    names = [text.encode("utf-8", "replace") for text in values.TEXTS]
    return [
        *(b'x,"' + name.replace(b'"', b'""') + b'",y\n' + rows for name in names),
        *(b"a,b,y\n" + rows + b"\n1," + name + b",0" for name in names),
        b"1," * 300_000 + b"\n" + rows,
        b"\n" * 1_000_000 + rows,
        b'"' + b"x" * 200_000 + b'",b,y\n' + rows,
        b'a,b,y\n"1,2,0\n' + rows,
        b"a,b,y\n" + b"1e99,1,0\n-1e99,2,1\n" * 10,
        b"a,b,y\n" + b"1e-320,1,0\n1e-319,2,1\n" * 10,
        b"a,b,y\n" + b"1_0,1,0\n\xd9\xa1,2,1\n" * 10,
        ("a,b,y\n" + "1,2,0\n2,3,1\n" * 5).encode("utf-16"),
        b"\x89PNG\r\n\x1a\n" + bytes(50),
    ]


def damage(given: Sequence[bytes], rng: Random) -> bytes:
    """Spoilt bytes, or other words in the cells."""
    if rng.random() < 0.5:
        return damaged(given, rng)
    lines = rng.choice(given)[:5000].split(b"\n")
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.randrange(len(lines))
        separator = rng.choice((b",", b";", b"\t"))
        words = lines[at].split(separator)
        word = str(rng.choice((*values.TEXTS, *values.NUMBERS[:-2])))
        words[rng.randrange(len(words))] = word.encode("utf-8", "surrogatepass")
        lines[at] = separator.join(words)
    return b"\n".join(lines)


def enter(data: bytes) -> Sequence[str]:
    """As an upload is read."""
    dataset = load_own(data)
    assert np.isfinite(dataset.X_train).all() and np.isfinite(dataset.X_test).all()
    return [dataset.note]


TABLES = Entrance("tables", sound, enter, (DataError,), damage, hostile)
