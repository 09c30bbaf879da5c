"""A tab's run: saved while it is looked at, opened again after the server stopped."""

from functools import partial
from typing import NamedTuple

from app import resume
from app.entries import UPLOADED
from app.lessons import opened_at
from app.look import Look
from app.resume import View
from app.runs import Run
from app.state.running import attend, run
from app.state.server import autosave, registry
from app.state.tab import Seat, Sought, seat
from app.state.workspace import seat_runs
from dnn_core.data import Dataset
from dnn_core.lessons import LessonError
from dnn_core.workspace import Workspace, read_data, read_workspace


def keep(look: Look) -> None:
    """Have this tab's run saved from now on, looked at so. At the end of a page."""
    current, place = run(), seat()
    if current is not None and current.origin is not None:
        view = partial(_view, place, look)
        autosave().keep(current, view, left=place.saved)
        place.saved = current.token


def _view(place: Seat, look: Look) -> View:
    lesson = place.lesson
    return View(look, place.pane, "" if lesson is None else lesson.code)


class Restored(NamedTuple):
    """A run that was opened from its save.

    Attributes
    ----------
    workspace : all that was saved with it.
    put_away : the server still runs that saved it, but nobody looked for long.
    """

    run: Run
    workspace: Workspace
    put_away: bool


def seek_run(token: str, *, alone: bool) -> None:
    """Look for a run as soon as this tab has a place.

    alone : the browser says that no other tab of it has the run.
    """
    if token:
        seat().sought = Sought(token, alone)


def sought() -> Sought | None:
    """What is to be looked for: what `seek_run` asked for, else this tab's run if the
    server has forgotten it."""
    place = seat()
    if place.sought is None and place.token and run() is None:
        return Sought(place.token)
    return place.sought


def end_search(*, unreadable: str = "") -> None:
    """It was found, or cannot be.

    unreadable : there is a save of this token, but it cannot be opened.
    """
    place = seat()
    place.sought, place.unreadable = None, unreadable or place.unreadable


def restore(token: str) -> Restored | None:
    """Open the save of a run in place of this tab's; None if there is none to open.

    Raises
    ------
    WorkspaceError : there is one, but it cannot be opened; all stays as it was.
    """
    if registry().get(token) is not None or token == seat().unreadable:
        return None
    found = autosave().find(token)
    if found is None:
        return None
    workspace = read_workspace(found.file, own=UPLOADED)
    opened = seat_runs(workspace, _own, token)
    resume.go_on(opened, workspace)
    _reopen_lesson(resume.lesson_of(workspace))
    attend()
    return Restored(opened[workspace.current], workspace, found.ours)


def _reopen_lesson(code: str) -> None:
    place = seat()
    try:
        place.lesson = opened_at(code) if code else None
    except LessonError:
        place.lesson = None
    place.arrived = True


def _own(fingerprint: str) -> Dataset | None:
    file = autosave().data(fingerprint)
    return None if file is None else read_data(file, own=UPLOADED)
