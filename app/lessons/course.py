"""The lessons that come with the app, in their order."""

from pathlib import Path
from typing import Final

from dnn_core.lessons import Lesson, read

FILES: Final = Path(__file__).parent / "files"


def _course() -> dict[str, Lesson]:
    """By name; the number in front of a file's name says its place."""
    paths = sorted(FILES.glob("*.toml"))
    return {path.stem.partition("-")[2]: read(path.read_bytes()) for path in paths}


COURSE: Final = _course()


def number_of(name: str) -> int:
    """The place of a lesson, from 1; 0 if it is none of these."""
    return [*COURSE].index(name) + 1 if name in COURSE else 0


def following(name: str) -> str:
    """The name of the lesson after one; empty after the last, and after others."""
    number = number_of(name)
    return [*COURSE][number] if 0 < number < len(COURSE) else ""
