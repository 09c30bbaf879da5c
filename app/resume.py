"""What a run is saved as, so that it goes on after its server stopped as it was.

A workspace, and in its view some words more: how each run trained, what it is counted
as, and which lesson was open.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from app import workspaces
from app.look import Look
from app.pane import Pane
from app.runs import Run
from dnn_core.workspace import Workspace, members_of, packed

STATES_MB = 1.0  # of kept states; the newest are there in any case
ASIDE = "aside"

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


def to_save(run: Run, view: View) -> tuple[Files, Makers]:
    """The members of a save, and what makes the own data they need."""
    look, pane, lesson = view
    workspace = workspaces.workspace_of(run, look, pane, states_mb=STATES_MB, own=False)
    aside = {"lesson": lesson, "runs": list(map(_told, workspaces.kept_with(run)))}
    whole = replace(workspace, view={**workspace.view, ASIDE: aside})
    return members_of(whole), workspaces.own_files(run)


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
    return str(_aside(workspace).get("lesson", ""))


def go_on(runs: list[Run], workspace: Workspace) -> None:
    """Give the opened runs of a save back what a workspace does not tell."""
    told = _aside(workspace).get("runs", [])
    for run, one, member in zip(runs, told, workspace.members, strict=False):
        run.number, run.lesson = one.get("number", 0), one.get("lesson", "")
        run.trained_s = one.get("trained_s") or math.nan
        if one.get("wish") is not None:
            speed, until = one["wish"]
            steps = None if until is None else max(0, until - member.run.iteration)
            run.play(speed=speed, steps=steps)
            run.look(member.shown)


def _aside(workspace: Workspace) -> dict[str, Any]:
    return workspace.view.get(ASIDE, {})
