"""The runs of a student as a workspace file, and a workspace file as runs."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from app.entries import EXAMPLES_RANGE, NOISE_RANGE, UPLOADED, DataChoice
from app.experiment import SPEEDS, Data, Origin
from app.look import Look
from app.pane import Pane
from app.runs import Birth, Run
from app.settings import SETTINGS
from app.text import takehome as say
from dnn_core.workspace import (
    MAX_BYTES,
    Member,
    Named,
    OwnData,
    Workspace,
    WorkspaceError,
    freeze,
    least_bytes,
    own_data,
    thaw,
    write_workspace,
)

MB = 10**6
STATES_MB = 45  # of a file, for kept states; fewer are kept of more runs
OWN_MB = 30  # for own data
MOST_MB = MAX_BYTES // MB
MAX_SEED = 10_000


def workspace_file(run: Run, look: Look, pane: Pane) -> bytes:
    """All runs of a family, its data, and how it is looked at."""
    family = [member for member in run.family if member.origin is not None]
    origins = list(dict.fromkeys(map(_origin, family)))
    share = STATES_MB * MB // len(family)
    members = [
        _member(member, origins.index(_origin(member)), number, share)
        for number, member in enumerate(family)
    ]
    view = asdict(look) | {"pane": str(pane), "speed": run.speed or 0}
    data = tuple(_data(origin) for origin in origins)
    return write_workspace(Workspace(data, tuple(members), family.index(run), view))


def least_megabytes(run: Run) -> float:
    """What the file of its family takes at least."""
    total = 0
    for member in run.family:
        with member.turn() as session:
            total += least_bytes(session)
    return total / MB


def fits(run: Run) -> bool:
    """Whether its family can be a file at all."""
    room = MOST_MB - OWN_MB
    return least_megabytes(run) <= room


def _origin(run: Run) -> Origin:
    assert run.origin is not None
    return run.origin


def _data(origin: Origin) -> Named | OwnData:
    data, choice = origin
    if choice.name == UPLOADED:
        return own_data(data.dataset, OWN_MB * MB)
    return Named(choice.name, choice.m, choice.noise, choice.seed)


def _member(run: Run, data: int, number: int, share: int) -> Member:
    with run.turn() as session:
        saved, shown = freeze(session, share), run.shown(session)
    birth = None if run.birth is None else (run.birth.iteration, run.birth.changes)
    return Member(saved, data, number=number, birth=birth, shown=shown)


def choice_of(data: Named | OwnData) -> DataChoice:
    """How data of a file are chosen on the page.

    Raises
    ------
    WorkspaceError : they cannot be chosen there.
    """
    if isinstance(data, OwnData):
        return DataChoice(UPLOADED)
    name, m, noise, seed = data
    low, high = EXAMPLES_RANGE
    quiet, loud = NOISE_RANGE
    if not (low <= m <= high and quiet <= noise <= loud and seed <= MAX_SEED):
        raise WorkspaceError(say.DRAWN_OTHERWISE.format(m=m, noise=noise, seed=seed))
    return DataChoice(name, m, noise, seed)


def runs_of(workspace: Workspace, data: list[Data]) -> list[Run]:
    """The runs as one family, none of them going; data: as the workspace lists them.

    Raises
    ------
    WorkspaceError : a limit of this server is broken, or something does not fit.
    """
    if len(workspace.members) > SETTINGS.max_family:
        count = len(workspace.members)
        raise WorkspaceError(say.TOO_MANY.format(count=count, most=SETTINGS.max_family))
    for member in workspace.members:
        _check_limits(member)
    origins = [
        Origin(one, choice_of(told))
        for one, told in zip(data, workspace.data, strict=True)
    ]
    speed, family = _speed(workspace.view.get("speed")), list[Run]()
    for member in workspace.members:
        origin = origins[member.data]
        run = Run(thaw(member.run, origin.data.inputs), speed, origin)
        run.birth = None if member.birth is None else Birth(*member.birth)
        run.family = family
        run.look(member.shown)
        family.append(run)
    return family


def _check_limits(member: Member) -> None:
    config = member.run.config
    hidden = config.layer_dims[1:-1]
    widest = max(hidden, default=1)
    if len(hidden) > SETTINGS.max_hidden_layers or widest > SETTINGS.max_units:
        raise WorkspaceError(
            say.TOO_WIDE.format(
                layers=len(hidden),
                units=widest,
                max_layers=SETTINGS.max_hidden_layers,
                max_units=SETTINGS.max_units,
            )
        )
    changes = [dict(event.changes) for event in member.run.events]
    wished = [int(c["num_iterations"]) for c in changes if "num_iterations" in c]
    longest = max(config.num_iterations, *wished, 1)
    if longest > SETTINGS.max_iterations:
        raise WorkspaceError(
            say.TOO_LONG.format(iterations=longest, most=SETTINGS.max_iterations)
        )


def to_lose(run: Run) -> str:
    """What there is of a family, in words; empty if none of its runs has begun."""
    iterations: list[int] = []
    for member in run.family:
        with member.turn() as session:
            iterations.append(session.iteration)
    longest = max(iterations)
    if not longest:
        return ""
    if len(iterations) == 1:
        return say.ONE_RUN.format(iteration=longest)
    return say.MANY_RUNS.format(count=len(iterations), iteration=longest)


def look_of(view: Mapping[str, Any]) -> Look:
    """The view options of a file; whatever is not true is off."""
    return Look(**{one.name: view.get(one.name) is True for one in fields(Look)})


def _speed(told: object) -> float | None:
    """A speed that the page offers; as fast as possible for any other."""
    return told if told in SPEEDS.values() and isinstance(told, float) else None
