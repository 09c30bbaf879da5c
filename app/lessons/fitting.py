"""A lesson and a run: which settings it asks for, and whether the run has them."""

from collections.abc import Mapping
from typing import NamedTuple

from app import address
from app.experiment import Setup
from dnn_core.lessons import Lesson

DRAWN = ("m", "noise", "draw")  # settings of the data: they are free if the data are
FREE = ("v", "speed")


class Setting(NamedTuple):
    """The settings of a lesson, and a sentence for each that was ignored."""

    setup: Setup
    notes: list[str]


def setup_of(lesson: Lesson, changes: Mapping[str, str] | None = None) -> Setting:
    """The settings of a lesson; `changes` count where it leaves the choice."""
    free = _free(lesson)
    changed = {key: v for key, v in (changes or {}).items() if key in free}
    return Setting(*address.read({**lesson.settings, **changed}))


def belongs(lesson: Lesson, setup: Setup) -> bool:
    """Whether settings are those of the lesson, where it leaves no choice."""
    free = _free(lesson)
    own, others = address.write(setup_of(lesson).setup), address.write(setup)
    locked = (own.keys() | others.keys()) - free
    return all(own.get(key) == others.get(key) for key in locked)


def what_to_try(lesson: Lesson, setup: Setup) -> str:
    """What to tell whoever missed the target with these settings."""
    chosen = address.write(setup)
    for wrong in lesson.wrongs:
        known = address.write(address.read({**lesson.settings, **wrong.settings})[0])
        if all(chosen.get(key) == known.get(key) for key in wrong.settings):
            return wrong.leads_to
    return lesson.hint


def _free(lesson: Lesson) -> set[str]:
    """Keys that the student may change."""
    data = DRAWN if "data" in lesson.shown else ()
    return {*lesson.shown, *data, *FREE}
