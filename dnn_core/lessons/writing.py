"""Writes a lesson as the TOML file that `read` reads."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from dnn_core.lessons.lesson import Lesson
from dnn_core.lessons.targets import Target


def write(lesson: Lesson) -> str:
    """The text of a lesson's file; what is default is left out."""
    lines = [
        *_fields(
            title=lesson.title,
            about=lesson.about,
            minutes=lesson.minutes,
            where=lesson.where if lesson.where != "train" else "",
            shown=list(lesson.shown),
            panels=list(lesson.panels),
            pane=lesson.pane if lesson.pane != "histograms" else "",
            text=lesson.text,
            hint=lesson.hint,
            after=lesson.after,
        ),
        *_table("settings", lesson.settings),
        *_table("solution", lesson.solution),
        *_table("target", _target(lesson.target)),
    ]
    if lesson.question is not None:
        lines += _table("question", {"text": lesson.question.text})
        for option in lesson.question.options:
            lines += _table("[question.options]", vars(option))
    for wrong in lesson.wrongs:
        lines += _table("[wrongs]", vars(wrong))
    for fact in lesson.facts:
        lines += _table("[facts]", vars(fact))
    return "\n".join(lines) + "\n"


def _target(target: Target) -> dict[str, Any]:
    values: dict[str, Any] = {bound.measure: bound.limit for bound in target.bounds}
    if target.within:
        values["within"] = target.within
    if target.since:
        values["since"] = target.since
    if target.picture:
        values["probability"] = target.probability
    return values | {
        "finding": target.finding,
        "diverges": target.diverges,
        "picture": target.picture,
    }


def _table(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    fields = list(_fields(**values))
    if fields:
        yield ""
        yield f"[{name}]"
        yield from fields


def _fields(**values: Any) -> Iterator[str]:
    """Lines of a table; empty texts and what is false or None are left out."""
    for name, value in values.items():
        if value is not None and value is not False and value not in ("", {}):
            yield f"{name} = {_written(value)}"


def _written(value: Any) -> str:
    """A value as TOML writes it.

    >>> _written("a “b”"), _written(0.5), _written(["x"]), _written({"l2": "1"})
    ('"a “b”"', '0.5', '["x"]', '{l2 = "1"}')
    """
    if isinstance(value, str):  # JSON's escapes are TOML's, but for DEL
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        pairs = (f"{name} = {_written(each)}" for name, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_written(each) for each in value)}]"
    return repr(value)
