"""The runs of a student as a workspace file, and a workspace file as runs."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from app.entries import (
    EXAMPLES_RANGE,
    NOISE_RANGE,
    UPLOADED,
    DataChoice,
    in_limits,
)
from app.experiment import SPEEDS, Data, Origin
from app.look import Look
from app.pane import Pane
from app.run_records import Birth
from app.runs import Run
from app.settings import SETTINGS
from app.text import takehome as say
from dnn_core.data import Dataset
from dnn_core.engine.first_layer import shared_bytes
from dnn_core.workspace import (
    MAX_BYTES,
    Member,
    Named,
    OwnData,
    Workspace,
    WorkspaceError,
    fingerprint,
    freeze,
    least_bytes,
    own_data,
    own_fits,
    run_bytes,
    thaw,
    write_data,
    write_workspace,
)

MB = 10**6
STATES_MB = 45  # of a file, for kept states; fewer are kept of more runs
OWN_MB = 30  # for own data
MOST_MB = MAX_BYTES // MB
ROOM_MB = MOST_MB - OWN_MB  # for runs
MAX_SEED = 10_000
_fingerprints: WeakKeyDictionary[Dataset, str] = WeakKeyDictionary()


def workspace_file(run: Run, look: Look, pane: Pane) -> bytes:
    """A run, its branches, what is pinned, their data, and how it is looked at."""
    return write_workspace(workspace_of(run, kept_with(run), look, pane))


def workspace_of(
    run: Run,
    kept: list[Run],
    look: Look,
    pane: Pane,
    *,
    states_mb: float = STATES_MB,
    own: bool = True,
) -> Workspace:
    """The same, not yet written; with fewer kept states, or own data told only.

    kept : the runs that go into it, the one looked at among them.
    """
    origins = list(dict.fromkeys(map(_origin, kept)))
    share = int(states_mb * MB) // len(kept)
    members = [
        _member(member, origins.index(_origin(member)), share) for member in kept
    ]
    view = asdict(look) | {"pane": str(pane), "speed": run.speed or 0}
    data = tuple(_data(origin, own) for origin in origins)
    return Workspace(data, tuple(members), kept.index(run), view)


def kept_with(run: Run) -> list[Run]:
    """All that goes into its file, in order: its family, its student's shelf."""
    pinned = (pin.run for pin in run.shelf)
    kept = dict.fromkeys((*run.family, *pinned))
    return [member for member in kept if member.origin is not None]


def least_megabytes(run: Run) -> float:
    """What its file takes at least."""
    return sum(map(_least_megabytes, kept_with(run)))


def _least_megabytes(member: Run) -> float:
    with member.turn() as session:
        return least_bytes(session) / MB


def fits(run: Run) -> bool:
    """Whether it can be a file at all."""
    return least_megabytes(run) <= ROOM_MB


def fitting(run: Run, room_mb: float = ROOM_MB) -> list[Run]:
    """Of all that is kept with it what there is room for: the run itself before the
    others, which follow in their order. Empty if it is too large alone."""
    kept, chosen = kept_with(run), set[Run]()
    for member in sorted(kept, key=lambda member: member is not run):
        size = _least_megabytes(member)
        if size <= room_mb:
            room_mb -= size
            chosen.add(member)
        elif member is run:
            return []
    return [member for member in kept if member in chosen]


def _origin(run: Run) -> Origin:
    assert run.origin is not None
    return run.origin


def _data(origin: Origin, own: bool) -> Named | OwnData:
    data, choice = origin
    if choice.name == UPLOADED and own:
        return own_data(data.dataset, OWN_MB * MB)
    if choice.name == UPLOADED:
        return OwnData(_fingerprint(data.dataset), None)
    return Named(choice.name, choice.m, choice.noise, choice.seed)


def own_files(kept: list[Run]) -> dict[str, Callable[[], bytes]]:
    """What makes the files of the own data that a workspace only tells of, by their
    fingerprints; not of those that are too large."""
    found: dict[str, Callable[[], bytes]] = {}
    for member in kept:
        dataset = _origin(member).data.dataset
        if _origin(member).choice.name == UPLOADED and own_fits(dataset, OWN_MB * MB):
            found[_fingerprint(dataset)] = partial(write_data, dataset)
    return found


def _fingerprint(dataset: Dataset) -> str:
    if dataset not in _fingerprints:
        _fingerprints[dataset] = fingerprint(dataset)
    return _fingerprints[dataset]


def _member(run: Run, data: int, share: int) -> Member:
    with run.turn() as session:
        saved, shown = freeze(session, share), run.shown(session)
    birth = None if run.birth is None else (run.birth.iteration, run.birth.changes)
    name = next((pin.name for pin in run.shelf if pin.run is run), "")
    return Member(saved, data, name, run.pinned, birth, shown)


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
        raise WorkspaceError(
            say.DRAWN_OTHERWISE.format(
                m=m,
                noise=noise,
                seed=seed,
                fewest=low,
                most=high,
                least=quiet,
                loudest=loud,
                last=MAX_SEED,
            )
        )
    return DataChoice(name, m, noise, seed)


def bytes_of(workspace: Workspace, data: list[Data], *, own: bool = True) -> int:
    """Memory that its runs will take, with the products of examples and, if wished,
    own data, once for all that share them; known before any run is made."""
    runs, shared = 0, dict[tuple[Data, str], int]()
    for member in workspace.members:
        saved, inputs = member.run, data[member.data].inputs
        runs += run_bytes(saved, inputs)
        key = data[member.data], saved.config.precision
        shared[key] = max(
            shared.get(key, 0), shared_bytes(inputs, saved.config, saved.form)
        )
    told = zip(data, workspace.data, strict=True)
    counted = {one for one, what in told if own and isinstance(what, OwnData)}
    alone = sum(one.nbytes - one.inputs.nbytes_more for one in counted)
    return runs + sum(shared.values()) + alone


def runs_of(workspace: Workspace, data: list[Data]) -> list[Run]:
    """The runs, none of them going; data: as the workspace lists them.

    They are one family, but for those that are pinned and learned from other data.
    An unpinned run on other data would belong nowhere; no file of ours has one.

    Raises
    ------
    WorkspaceError : a limit of this server is broken, or something does not fit.
    """
    members = workspace.members
    related = [member for member in members if not member.pinned]
    for found, most, what in (
        (len(related), SETTINGS.max_family, say.TOO_MANY),
        (len(members) - len(related), SETTINGS.max_pinned, say.TOO_MANY_PINNED),
    ):
        if found > most:
            raise WorkspaceError(what.format(count=found, most=most))
    current = data[members[workspace.current].data]
    strangers = sum(data[member.data] is not current for member in related)
    if strangers:
        raise WorkspaceError(say.STRANGERS.format(count=strangers))
    for member in members:
        _check_limits(member)
    origins = [
        Origin(one, choice_of(told))
        for one, told in zip(data, workspace.data, strict=True)
    ]
    speed = _speed(workspace.view.get("speed"))
    runs = [_run(member, origins[member.data], speed) for member in members]
    _relate(runs, members, runs[workspace.current])
    return runs


def _run(member: Member, origin: Origin, speed: float | None) -> Run:
    run = Run(thaw(member.run, origin.data.inputs), speed, origin)
    run.trained_s = math.nan  # unknown: it was trained elsewhere, or before
    run.birth = None if member.birth is None else Birth(*member.birth)
    run.look(member.shown)
    return run


def _relate(runs: list[Run], members: tuple[Member, ...], current: Run) -> None:
    """Make runs a family: the present one, its branches, then what is pinned."""
    chosen = sorted(
        (i for i, run in enumerate(runs) if _origin(run).data is _origin(current).data),
        key=lambda i: (runs[i] is not current, members[i].pinned),
    )[: SETTINGS.max_family]
    family = [runs[i] for i in sorted(chosen)]
    for run in family:
        run.family = family


def _check_limits(member: Member) -> None:
    config = member.run.config
    hidden = config.layer_dims[1:-1]
    if not in_limits(hidden):
        raise WorkspaceError(
            say.TOO_WIDE.format(
                layers=len(hidden),
                units=max(hidden),
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
    """What there is to lose, in words; empty if no run has begun."""
    iterations: list[int] = []
    for member in kept_with(run):
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
