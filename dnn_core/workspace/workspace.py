"""A workspace: runs, what they learned from, and how they were looked at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from dnn_core.config import LIVE_FIELDS, TrainConfig
from dnn_core.data import PLANAR, Dataset
from dnn_core.store import MAX_PARAMETERS
from dnn_core.timeline import Event
from dnn_core.workspace.archive import (
    DAMAGED,
    Archive,
    Numbers,
    WorkspaceError,
    array_file,
    packed,
)
from dnn_core.workspace.fields import MAX_TEXT, Fields, parse
from dnn_core.workspace.own import MAX_NUMBERS, OwnData, data_arrays, read_own
from dnn_core.workspace.saved import SavedRun
from dnn_core.workspace.states import arrays, read_rows, read_states

FORMAT, VERSION = "layerwise workspace", 1
MAX_RUNS: Final = 40
MAX_EVENTS: Final = 10_000
MAX_LAYERS: Final = 50
NAMED: Final = (*PLANAR, "silhouettes", "drawings", "photos")
OWN: Final = "own"


class Named(NamedTuple):
    """Data told by name; for planar sets also how they are drawn."""

    name: str
    m: int
    noise: float
    seed: int


class Member(NamedTuple):
    """A run in a workspace.

    Attributes
    ----------
    run : the run itself.
    data : index of what it learned from.
    name : what its student calls it; "" for a run that nobody named.
    pinned : whether it is kept on the shelf of runs to compare.
    birth : iteration at which a branch left its run, and what was changed there.
    shown : iteration looked at; None is the newest.
    """

    run: SavedRun
    data: int
    name: str = ""
    pinned: bool = False
    birth: tuple[int, dict[str, Any]] | None = None
    shown: int | None = None


@dataclass(frozen=True, eq=False)
class Workspace:
    """What a file holds.

    Attributes
    ----------
    data : what the runs learned from.
    members : the runs.
    current : index of the run looked at.
    view : view options, plain texts, numbers and truths.
    """

    data: tuple[Named | OwnData, ...]
    members: tuple[Member, ...]
    current: int = 0
    view: Mapping[str, Any] = field(default_factory=dict[str, Any])


def write_workspace(workspace: Workspace) -> bytes:
    """The file."""
    return packed(members_of(workspace))


def members_of(workspace: Workspace) -> dict[str, bytes]:
    """What the file is packed of, by name."""
    files: dict[str, bytes] = {}
    told = {
        "format": FORMAT,
        "version": VERSION,
        "current": workspace.current,
        "view": dict(workspace.view),
        "data": [_told_data(data) for data in workspace.data],
        "runs": [_told_run(member) for member in workspace.members],
    }
    files["workspace.json"] = json.dumps(told, indent=1, ensure_ascii=False).encode()
    for i, data in enumerate(workspace.data):
        if isinstance(data, OwnData) and data.dataset is not None:
            files |= _files(f"data/{i}/", data_arrays(data.dataset))
    for i, member in enumerate(workspace.members):
        files |= _files(f"runs/{i}/", arrays(member.run))
    return files


def write_data(dataset: Dataset) -> bytes:
    """Own data alone, for a workspace that only tells their fingerprint."""
    told = _told_data(OwnData("", dataset))
    files = {"data.json": json.dumps(told).encode()}
    return packed(files | _files("", data_arrays(dataset)))


def read_data(blob: bytes, *, own: str = "uploaded") -> Dataset | None:
    """What `write_data` wrote, checked as a workspace is.

    Raises
    ------
    WorkspaceError : it is damaged, or breaks a limit.
    """
    archive = Archive(blob)
    told = parse(archive.read("data.json", MAX_TEXT))
    return read_own(archive, "", told, own).dataset


def _files(folder: str, found: Mapping[str, Numbers]) -> dict[str, bytes]:
    return {f"{folder}{name}.npy": array_file(array) for name, array in found.items()}


def _told_data(data: Named | OwnData) -> dict[str, Any]:
    if isinstance(data, Named):
        return data._asdict()
    told: dict[str, Any] = {"name": OWN, "fingerprint": data.fingerprint}
    dataset = data.dataset
    if dataset is None:
        return told | {"saved": False}
    return told | {
        "saved": True,
        "side": dataset.image_shape[0] if dataset.image_shape else 0,
        "inputs": dataset.n_x,
        "m_train": dataset.m_train,
        "m_test": dataset.m_test,
        "classes": list(dataset.class_names),
    }


def _told_run(member: Member) -> dict[str, Any]:
    run = member.run
    return {
        "name": member.name,
        "pinned": member.pinned,
        "data": member.data,
        "birth": member.birth,
        "shown": member.shown,
        "config": run.config.to_dict(),
        "events": [[e.iteration, dict(e.changes)] for e in run.events],
        "iteration": run.iteration,
        "diverged": run.diverged,
        "form": run.form,
        "stride": run.stride,
        "strides": {"train": run.train[1], "test": run.test[1]},
    }


def read_workspace(blob: bytes, *, own: str = "uploaded") -> Workspace:
    """What a file holds, checked; nothing is trained and nothing replaced.

    own : the name that own data get.

    Raises
    ------
    WorkspaceError : it is no workspace, is damaged, or breaks a limit.
    """
    archive = Archive(blob)
    told = parse(archive.read("workspace.json", MAX_TEXT))
    told.one_of("format", (FORMAT,))
    if told.whole("version", 1, 10**6) > VERSION:
        raise WorkspaceError(
            "The file was saved by a newer version of Layerwise. Open it there."
        )
    listed = told.many("data", MAX_RUNS)
    data = _all_data(archive, listed, own)
    runs = told.many("runs", MAX_RUNS)
    if not runs or not data:
        raise WorkspaceError("The file holds no run.")
    members = tuple(
        _member(archive, f"runs/{i}/", Fields(run), len(data))
        for i, run in enumerate(runs)
    )
    current = told.whole("current", 0, len(runs) - 1)
    return Workspace(data, members, current, told.fields("view").plain())


def _all_data(
    archive: Archive, listed: list[Any], own: str
) -> tuple[Named | OwnData, ...]:
    """Each data set in turn, as long as all fit into memory together."""
    found: list[Named | OwnData] = []
    numbers = 0
    for i, told in enumerate(listed):
        found.append(_data(archive, i, Fields(told), own))
        dataset = None if isinstance(found[-1], Named) else found[-1].dataset
        if dataset is not None:
            numbers += dataset.n_x * (dataset.m_train + dataset.m_test)
        if numbers > MAX_NUMBERS:
            raise WorkspaceError(
                f"The data sets in the file are {numbers:,} numbers, more than this "
                f"app takes: {MAX_NUMBERS:,}."
            )
    return tuple(found)


def _data(archive: Archive, i: int, fields: Fields, own: str) -> Named | OwnData:
    if fields.one_of("name", (*NAMED, OWN)) == OWN:
        return read_own(archive, f"data/{i}/", fields, own)
    return Named(
        fields.text("name", 40),
        fields.whole("m", 1, 10**6),
        fields.number("noise", 0.0, 1e6),
        fields.whole("seed", 0, 2**32 - 1),
    )


def _member(archive: Archive, folder: str, fields: Fields, data: int) -> Member:
    config = _config(fields.fields("config").plain())
    iteration = fields.whole("iteration", 0, 10**9)
    birth = None
    if not fields.missing("birth"):
        at, changes = _pair(fields.many("birth", 2))
        birth = _event(at, changes, iteration).iteration, dict(changes)
    strides = fields.fields("strides")
    run = SavedRun(
        config,
        _events(fields.many("events", MAX_EVENTS), config, iteration),
        iteration,
        fields.flag("diverged"),
        fields.one_of("form", ("gram", "direct")),
        read_states(archive, folder, config, iteration),
        fields.whole("stride", 1, 2**40),
        (
            read_rows(archive, f"{folder}train.npy", 2 + config.num_layers, iteration),
            strides.whole("train", 1, 2**40),
        ),
        (
            read_rows(archive, f"{folder}test.npy", 4, iteration),
            strides.whole("test", 1, 2**40),
        ),
    )
    return Member(
        run,
        fields.whole("data", 0, data - 1),
        fields.text("name", 100),
        fields.flag("pinned"),
        birth,
        None if fields.missing("shown") else fields.whole("shown", 0, iteration),
    )


def _config(values: dict[str, Any]) -> TrainConfig:
    try:
        config = TrainConfig.from_dict(values)
        if config.num_layers > MAX_LAYERS or config.num_parameters > MAX_PARAMETERS:
            raise ValueError(
                f"It has {config.num_layers:,} layers of {config.num_parameters:,} "
                f"parameters; up to {MAX_LAYERS} and {MAX_PARAMETERS:,} are possible."
            )
        return config
    except (ValueError, TypeError, OverflowError) as error:
        raise WorkspaceError(
            f"A run in the file has no valid settings. {error}"
        ) from None


def _pair(values: list[Any]) -> tuple[Any, dict[str, Any]]:
    if len(values) != 2:
        raise WorkspaceError(DAMAGED)
    return values[0], Fields(values[1]).plain()


def _event(at: object, changes: dict[str, Any], newest: int) -> Event:
    iteration = Fields({"iteration": at}).whole("iteration", 0, newest)
    if not changes.keys() <= set(LIVE_FIELDS):
        raise WorkspaceError(DAMAGED)
    return Event(iteration, tuple(sorted(changes.items())))


def _events(told: list[Any], config: TrainConfig, newest: int) -> tuple[Event, ...]:
    """Live changes in their order, each valid for the settings it meets."""
    found: list[Event] = []
    for values in told:
        pair = _pair(Fields({"event": values}).many("event", 2))
        event = _event(*pair, newest)
        config = _config(config.to_dict() | dict(event.changes))
        if found and event.iteration < found[-1].iteration:
            raise WorkspaceError(DAMAGED)
        found.append(event)
    if config.num_iterations < newest:
        raise WorkspaceError(DAMAGED)
    return tuple(found)
