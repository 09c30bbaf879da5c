"""Reads a lesson, whoever wrote it: every field is checked before it is used."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, get_args

from dnn_core.diagnosis import Kind
from dnn_core.lessons.fields import Fields
from dnn_core.lessons.lesson import (
    PANELS,
    PANES,
    SETTINGS,
    SHOWN,
    WHERE,
    Fact,
    Lesson,
    LessonError,
    Option,
    Question,
    Wrong,
)
from dnn_core.lessons.targets import MEASURES, Bound, Target

MAX_BYTES = 12_000
MAX_ITERATIONS = 10**9
LONGEST = {"title": 80, "line": 200, "option": 200, "explanation": 600, "text": 3000}
LINE = re.compile(r"\(at line (\d{1,5}), ")  # as the parser says it
# The parser takes the square of a name's depth; a lesson's have two parts.
NESTED = re.compile(rb"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){50}""")
NOT_TOML = (
    "This is not a lesson file: it cannot be read as TOML{where}. Lessons are made on "
    "the Learn page, under “Make a lesson”."
)


def read(data: bytes) -> Lesson:
    """A lesson from the bytes of its file.

    Raises
    ------
    LessonError : naming the field, its value and the limit.
    """
    if len(data) > MAX_BYTES:
        raise LessonError(
            f"The lesson has {len(data):,} bytes; up to {MAX_BYTES:,} are read. "
            "Shorten its texts."
        )
    if NESTED.search(data):
        raise LessonError(NOT_TOML.format(where=""))
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        line = LINE.search(str(error))
        where = f", from line {line[1]} on" if line else ""
        raise LessonError(NOT_TOML.format(where=where)) from None
    return lesson_from(values)


def lesson_from(values: Mapping[str, Any]) -> Lesson:
    """A lesson from plain values, nested as in its file.

    Raises
    ------
    LessonError : naming the field, its value and the limit.
    """
    fields = Fields(values, "")
    question = fields.table("question")
    lesson = Lesson(
        title=fields.text("title", LONGEST["title"]),
        about=fields.text("about", LONGEST["line"], default=""),
        minutes=fields.whole("minutes", 1, 120, default=5),
        text=fields.text("text", LONGEST["text"]),
        question=None if question is None else _question(question),
        target=_target(fields.needed("target")),
        settings=_settings(fields, "settings"),
        shown=fields.names("shown", SHOWN, default=()),
        panels=fields.names("panels", PANELS, default=()),
        pane=fields.name("pane", PANES, default="histograms"),
        where="predict"
        if fields.name("where", WHERE, "train") == "predict"
        else "train",
        hint=fields.text("hint", LONGEST["explanation"], default=""),
        after=fields.text("after", LONGEST["text"], default=""),
        wrongs=tuple(_wrong(each) for each in fields.tables("wrongs", 0, 8)),
        solution=_settings(fields, "solution"),
        facts=tuple(_fact(each) for each in fields.tables("facts", 0, 30)),
    )
    fields.end()
    _fits_its_page(lesson)
    return lesson


def _fits_its_page(lesson: Lesson) -> None:
    asks = bool(lesson.target.picture)
    if asks != (lesson.where == "predict"):
        page, other = ("predict", "a picture") if asks else ("train", "a run")
        raise LessonError(
            f"The field where is “{lesson.where}”, but its target is of {other}: that "
            f"happens on “{page}”."
        )


def _question(fields: Fields) -> Question:
    options = tuple(_option(each) for each in fields.tables("options", 2, 5))
    question = Question(fields.text("text", LONGEST["explanation"]), options)
    fields.end()
    if not any(option.right for option in options):
        raise LessonError(
            "None of question.options is marked right = true; at least one must be."
        )
    return question


def _option(fields: Fields) -> Option:
    option = Option(
        text=fields.text("text", LONGEST["option"]),
        explanation=fields.text("explanation", LONGEST["explanation"], default=""),
        right=fields.flag("right"),
    )
    fields.end()
    return option


def _target(fields: Fields) -> Target:
    bounds = tuple(
        Bound(name, fields.number(name, 0.0, measure.highest))
        for name, measure in MEASURES.items()
        if name in fields
    )
    finding = fields.name("finding", get_args(Kind), default="")
    diverges = fields.flag("diverges")
    picture = fields.name("picture", ("cat", "non-cat"), default="")
    probability = fields.number("probability", 0.5, 1.0, default=0.5)
    runs = bool(bounds or finding or diverges)
    if runs == bool(picture):
        raise LessonError(
            "The field target holds "
            + ("both a run’s and a picture’s aim" if runs else "nothing to reach")
            + f"; it takes some of {', '.join(MEASURES)}, finding and diverges, or "
            "picture alone."
        )
    within = fields.whole("within", 1, MAX_ITERATIONS) if runs else 0
    since = fields.whole("since", 0, within, default=0)
    fields.end()
    return Target(within, since, bounds, finding, diverges, picture, probability)


def _wrong(fields: Fields) -> Wrong:
    wrong = Wrong(
        settings=_settings(fields, "settings"),
        leads_to=fields.text("leads_to", LONGEST["explanation"]),
        finding=fields.name("finding", get_args(Kind), default=""),
    )
    fields.end()
    return wrong


def _fact(fields: Fields) -> Fact:
    fact = Fact(
        says=fields.text("says", LONGEST["line"]),
        measure=fields.name("measure", tuple(MEASURES)),
        value=fields.number("value", -1e9, 1e9),
        tolerance=fields.number("tolerance", 0.0, 1e9),
        iteration=fields.whole("iteration", 0, MAX_ITERATIONS),
        settings=_settings(fields, "settings"),
    )
    fields.end()
    return fact


def _settings(fields: Fields, name: str) -> dict[str, str]:
    table = fields.table(name)
    if table is None:
        return {}
    settings = {key: table.plain(key) for key in SETTINGS if key in table}
    table.end()
    return settings
