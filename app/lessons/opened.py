"""A lesson that somebody opened, and how it is called in an address."""

from typing import NamedTuple

from app.lessons.course import COURSE
from app.lessons.packing import MARK, unpack
from dnn_core.lessons import Lesson, LessonError
from dnn_core.quoting import quoted


class Opened(NamedTuple):
    """A lesson and its code: its name, or for one from elsewhere the whole of it."""

    code: str
    lesson: Lesson


def opened_at(code: str) -> Opened:
    """The lesson of a code.

    Raises
    ------
    LessonError : there is none of that name, or it cannot be read.
    """
    if code.startswith(MARK):
        return Opened(code, unpack(code))
    if code not in COURSE:
        raise LessonError(
            f"There is no lesson called “{quoted(code)}”. The Learn page lists them "
            "all."
        )
    return Opened(code, COURSE[code])
