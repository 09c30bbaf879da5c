"""Lessons: their files, and whole ones in an address."""

import base64
import json
import tomllib
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from app import lessons
from app.lessons.course import FILES as FOLDER
from dnn_core.lessons import Lesson, LessonError, read, write
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance

FILES = sorted(FOLDER.glob("*.toml"))
LETTERS = b"AZaz09-_=~+/ %\xff"


@cache
def sound() -> tuple[bytes, ...]:
    """The lessons of the course."""
    return tuple(path.read_bytes() for path in FILES)


def packed() -> list[bytes]:
    """The same as they stand in an address, and names."""
    codes = [lessons.pack(read(file)) for file in sound()]
    return [code.encode() for code in (*codes, *lessons.COURSE)]


def hostile() -> list[bytes]:
    """Nested, endless, with what TOML alone knows."""
    return [
        b"a = " + b"[" * 5000,
        b"a = " + b"{a = " * 3000,
        b"a." * 5000 + b"b = 1",
        b"a" * 11_999,
        b'"' * 11_999,
        b"a . " * 49 + b" " * 11_000,
        b"title = 1979-05-27T07:32:00Z\ntext = 07:32:00",
        b'title = "\\ud800"',
        b"minutes = " + b"9" * 5000,
        b"minutes = nan\n[target]\ncost = -inf",
        b"\xff\xfe",
        b'"![](//a.b)" = "/usr/lib/x"',
        b'[target]\n"/home/x/y" = 1\n"\\u202e" = 2',
        b'shown = ["/usr/x", "\\u202e"]\n[[wrongs]]\n[[wrongs]]',
    ]


def written(value: Any) -> str:
    """A value as TOML, whatever it is."""
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(str(k))} = {written(v)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if value is None:
        return '""'
    return json.dumps(value) if isinstance(value, bool) else repr(value)


@cache
def _parsed(data: bytes) -> dict[str, Any] | None:
    try:
        found = tomllib.loads(data.decode())
        written(found)  # not nested deeper than it can be written
        return found
    except (ValueError, RecursionError):
        return None


def in_toml(given: Sequence[bytes], rng: Random) -> bytes:
    """A lesson with fields changed, or spoilt as any bytes are."""
    found = _parsed(rng.choice(given))
    if found is None or rng.random() < 0.3:
        return damaged(given, rng)
    changed: Any = found
    for _ in range(rng.choice((1, 1, 2))):
        changed = values.changed(changed, rng)
    if not isinstance(changed, Mapping):
        return written(changed).encode("utf-8", "surrogatepass")
    lines = (f"{json.dumps(str(key))} = {written(v)}" for key, v in changed.items())
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def in_address(given: Sequence[bytes], rng: Random) -> bytes:
    """Letters changed, or another file in them, or a bomb."""
    kind = rng.random()
    if kind < 0.4:
        return damaged(given, rng)
    if kind < 0.5:
        return bytes(rng.choice(LETTERS) for _ in range(rng.randrange(60)))
    if kind < 0.52:
        return b"~" + base64.urlsafe_b64encode(zlib.compress(bytes(10_000_000), 1))
    data = in_toml(sound(), rng)
    return b"~" + base64.urlsafe_b64encode(zlib.compress(data, 1)).rstrip(b"=")


def enter_file(data: bytes) -> Sequence[str]:
    """As the Learn page opens a file: packed, and its settings looked at."""
    lesson = read(data)
    again = lessons.unpack(lessons.pack(lesson))
    assert again.title == lesson.title
    return _shown(lesson)


def enter_address(data: bytes) -> Sequence[str]:
    """As the page is opened with it."""
    return _shown(lessons.opened_at(data.decode("utf-8", "replace")).lesson)


def _shown(lesson: Lesson) -> Sequence[str]:
    setting = lessons.setup_of(lesson, {"alpha": "0.1", "seed": "x"})
    lessons.belongs(lesson, setting.setup)
    lessons.what_to_try(lesson, setting.setup)
    assert len(write(lesson)) > 0
    return setting.notes


LESSONS = Entrance("lessons", sound, enter_file, (LessonError,), in_toml, hostile)
PACKED_LESSONS = Entrance(
    "packed lessons", packed, enter_address, (LessonError,), in_address
)
