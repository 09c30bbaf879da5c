"""Workspace files, and the runs that a server saved, which have the same form."""

from collections.abc import Sequence
from functools import cache
from random import Random

import numpy as np

from app import lessons, resume, workspaces
from app.experiment import Data
from app.pane import Pane
from app.runs import Run
from dnn_core import TrainConfig
from dnn_core.data import PLANAR, Dataset, load_dataset
from dnn_core.engine import Inputs
from dnn_core.lessons import LessonError
from dnn_core.workspace import (
    Member,
    Named,
    OwnData,
    Workspace,
    WorkspaceError,
    freeze,
    own_data,
    read_workspace,
    write_workspace,
)
from dnn_core.workspace.archive import Archive, packed
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance
from tests.saved_runs import VIEW, a_run, step
from tests.workspace_files import SMALL, SPIRALS, pictures, trained

JSON = "workspace.json"
TINY = TrainConfig((2, 3, 1), learning_rate=0.3, num_iterations=300)
POINTS = 60


def sound() -> list[bytes]:
    """With and without own data, a branch, what adam remembers."""
    one = Member(freeze(trained(TINY), 2000), 0)
    branch = Member(freeze(trained(TINY), 2000), 0, "mine", True, (70, {"l2": 0.1}), 5)
    adam = Member(freeze(trained(SMALL.replace(optimizer="adam")), 3000), 0)
    own = own_data(pictures(), 10**6)
    view = {"pane": str(Pane()), "speed": 200.0, "log_cost": True}
    made = [
        Workspace((SPIRALS,), (one,), 0, view),
        Workspace((SPIRALS, own), (one, branch), 1, view),
        Workspace((SPIRALS,), (adam,), 0, view),
    ]
    return [write_workspace(each) for each in made]


def saves() -> list[bytes]:
    """As a save holds them: one that trains, in a lesson, with a branch."""
    run = a_run()
    step(run, 30)
    run.branch({"learning_rate": 0.1}, 20)
    run.play(speed=50.0, steps=40)
    code = next(iter(lessons.COURSE))
    views = VIEW, VIEW._replace(lesson=code)
    return [resume.as_file(resume.to_save(run, run.family, view)[0]) for view in views]


@cache
def _members(blob: bytes) -> dict[str, bytes]:
    try:
        archive = Archive(blob)
        return {name: archive.read(name) for name in archive.names}
    except WorkspaceError:
        return {}


def inside(given: Sequence[bytes], rng: Random) -> bytes:
    """A member changed, in a zip that is whole; or any bytes spoilt."""
    members = dict(_members(rng.choice(given)))
    if JSON not in members or rng.random() < 0.2:
        return damaged(given, rng)
    arrays = [name for name in members if name != JSON]
    kind = rng.random()
    if kind < 0.7:
        members[JSON] = values.some_json(lambda: members[JSON], rng)
    elif kind < 0.75:
        del members[rng.choice(arrays)]
    elif kind < 0.9:
        name = rng.choice(arrays)
        members[name] = damaged([members[name], members[rng.choice(arrays)]], rng)
    else:
        name = rng.choice(arrays)
        members[name] = members[name][:128] + _numbers(members[name][128:], rng)
    return packed(members)


def _numbers(body: bytes, rng: Random) -> bytes:
    """The numbers of an array, one of them another."""
    found = np.frombuffer(body[: len(body) // 8 * 8], "<f8").copy()
    if len(found):
        number = rng.choice((np.nan, np.inf, 1e300, -1.0, 0.5, 1e-320))
        found[rng.randrange(len(found))] = number
    return found.tobytes() + body[len(body) // 8 * 8 :]


@cache
def _drawn(name: str) -> Data:
    dataset = load_dataset(name, m=POINTS, noise=0.1, seed=1)
    return Data(dataset, Inputs.of(dataset))


def _found(told: Named | OwnData) -> Data:
    """As `app.state.workspace` finds them; a small set stands for a large one."""
    if isinstance(told, OwnData):
        dataset: Dataset | None = told.dataset
        if dataset is None:
            raise WorkspaceError("Its data are not here.")
        return Data(dataset, Inputs.of(dataset))
    workspaces.choice_of(told)
    if told.name not in PLANAR:
        raise WorkspaceError("Its data are not here.")
    return _drawn(told.name)


def opened(data: bytes) -> tuple[list[Run], Workspace]:
    """As `app.state.open_workspace` does it, but for the tab."""
    workspace = read_workspace(data, own="uploaded")
    runs = workspaces.runs_of(workspace, [_found(told) for told in workspace.data])
    workspaces.look_of(workspace.view)
    Pane.read(workspace.view.get("pane"))
    return runs, workspace


def enter_file(data: bytes) -> Sequence[str]:
    """The runs go on."""
    runs, workspace = opened(data)
    _step(runs[workspace.current])
    return ()


def enter_save(data: bytes) -> Sequence[str]:
    """The same with what a save tells beside."""
    runs, workspace = opened(data)
    resume.go_on(runs, workspace)
    code = resume.lesson_of(workspace)
    try:
        if code:
            lessons.opened_at(code)
    except LessonError:
        pass  # the page goes on without it
    run = runs[workspace.current]
    run.train_slice(0.0)
    _step(run)
    assert run.number >= 0
    return ()


def _step(run: Run) -> None:
    with run.turn() as session, np.errstate(all="ignore"):
        if not session.finished:
            session.step(1)
        session.at(0).snapshot()


WORKSPACES = Entrance("workspaces", sound, enter_file, (WorkspaceError,), inside)
SAVES = Entrance("saves", saves, enter_save, (WorkspaceError,), inside)
