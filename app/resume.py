"""What a run is saved as, so that it goes on after its server stopped as it was.

A workspace, and in its view some words more: how each run trained, what it is counted
as, and which lesson was open.
"""

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from app import workspaces
from app.look import Look
from app.pane import Pane
from app.run_records import Wish
from app.runs import Run
from dnn_core.workspace import (
    Member,
    Workspace,
    WorkspaceError,
    members_of,
    packed,
)
from dnn_core.workspace.fields import Fields

STATES_MB = 1.0  # of kept states; the newest are there in any case
ASIDE = "aside"
MOST_RUNS = 10_000
MAX_CODE = 16_100  # letters of a lesson's code
LONGEST_S, FASTEST = 1e9, 1e6  # of training; iterations a second

Files = dict[str, bytes]
Makers = dict[str, Callable[[], bytes]]


class View(NamedTuple):
    """What a tab looks at beside its run.

    Attributes
    ----------
    lesson : the code of the open one; empty without one.
    """

    look: Look
    pane: Pane
    lesson: str = ""


def to_save(run: Run, kept: list[Run], view: View) -> tuple[Files, Makers]:
    """The members of a save, and what makes the own data they need.

    kept : the runs that go into it, the one looked at among them.
    """
    look, pane, lesson = view
    workspace = workspaces.workspace_of(
        run, kept, look, pane, states_mb=STATES_MB, own=False
    )
    aside = {"lesson": lesson, "runs": list(map(_told, kept))}
    whole = replace(workspace, view={**workspace.view, ASIDE: aside})
    return members_of(whole), workspaces.own_files(kept)


def _told(run: Run) -> dict[str, Any]:
    seconds, wish = run.trained_s, run.wish
    return {
        "number": run.number,
        "lesson": run.lesson,
        "trained_s": seconds if math.isfinite(seconds) else None,
        "wish": None if wish is None else list(wish),
    }


def as_file(members: Files) -> bytes:
    """A save as the file that `read_workspace` reads."""
    return packed(members)


def lesson_of(workspace: Workspace) -> str:
    """The code of the lesson that was open."""
    code = _aside(workspace).get("lesson")
    return code if isinstance(code, str) else ""


def go_on(runs: list[Run], workspace: Workspace) -> None:
    """Give the opened runs of a save back what a workspace does not tell."""
    told = _aside(workspace).get("runs")
    told = told if isinstance(told, list) else []
    for run, one, member in zip(runs, told, workspace.members, strict=False):
        with suppress(WorkspaceError):  # what is told wrongly is left as it is
            fields = Fields(one)
            run.number = fields.whole("number", 0, MOST_RUNS)
            run.lesson = fields.text("lesson", MAX_CODE)
            if not fields.missing("trained_s"):
                run.trained_s = fields.number("trained_s", 0.0, LONGEST_S)
            if not fields.missing("wish"):
                wish = _wish(fields.many("wish", 2))
                _play(run, wish, member)


def _wish(told: list[Any]) -> Wish:
    fields = Fields(dict(zip(Wish._fields, told, strict=False)))
    speed = None if fields.missing("speed") else fields.number("speed", 0.1, FASTEST)
    until = None if fields.missing("until") else fields.whole("until", 0, 10**9)
    return Wish(speed, until)


def _play(run: Run, wish: Wish, member: Member) -> None:
    steps = None
    if wish.until is not None:
        steps = max(0, wish.until - member.run.iteration)
    run.play(speed=wish.speed, steps=steps)
    run.look(member.shown)


def _aside(workspace: Workspace) -> dict[str, Any]:
    aside = workspace.view.get(ASIDE)
    return aside if isinstance(aside, dict) else {}
