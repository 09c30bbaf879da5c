"""Opening a workspace: every run of a tab replaced by those of a file, or none."""

from collections.abc import Callable

from app import workspaces
from app.entries import UPLOADED
from app.experiment import Data
from app.pane import Pane
from app.runs import Run
from app.settings import SETTINGS
from app.state.kept import put_on_shelf
from app.state.memory import MB, held_bytes, share_mb
from app.state.running import attend, leave, run
from app.state.server import built_in, registry
from app.state.tab import seat, use_data
from app.text import takehome as say
from app.text.limits import WORKSPACE_TOO_LARGE
from dnn_core import Inputs
from dnn_core.data import DataError, Dataset
from dnn_core.workspace import (
    Named,
    OwnData,
    Workspace,
    WorkspaceError,
    fingerprint,
    read_workspace,
)


def open_workspace(file: bytes) -> tuple[Run, Workspace]:
    """Replace the runs of this tab by those of a file; the run looked at, the file.

    Raises
    ------
    WorkspaceError : the file cannot be opened; everything stays as it was.
    """
    workspace = read_workspace(file, own=UPLOADED)
    return seat_runs(workspace)[workspace.current], workspace


def seat_runs(
    workspace: Workspace,
    own: Callable[[str], Dataset | None] = lambda fingerprint: None,
    token: str = "",
) -> list[Run]:
    """Replace the runs of this tab by those of a workspace, and return these.

    own : finds own data that are only told by their fingerprint.
    token : what the run looked at is found under; a new one if empty.

    Raises
    ------
    WorkspaceError : it cannot be opened; everything stays as it was.
    """
    data = _all_found(workspace, own)
    _check_room(workspace, data, saved=bool(token))
    opened = workspaces.runs_of(workspace, data)
    current, place, old = opened[workspace.current], seat(), run()
    current.token = token or current.token
    related = [] if old is None else old.family
    gone = {*related, *(pinned.run for pinned in place.shelf)}
    place.shelf.clear()
    for left in gone:
        leave(left)
    for fresh, member in zip(opened, workspace.members, strict=True):
        fresh.shelf = place.shelf
        registry().add(fresh)
        if member.pinned:
            put_on_shelf(fresh, member.name)
    for fresh in opened:
        fresh.number = fresh.free_number()
    place.token, place.speed = current.token, current.speed
    place.pane = Pane.read(workspace.view.get("pane"))
    if current.origin is not None:
        use_data(current.origin)
    place.removed = None
    attend()
    return opened


def _check_room(workspace: Workspace, data: list[Data], *, saved: bool) -> None:
    """Before any run is made: a small file can ask for much.

    A save had its room once. Of it only the runs are held against what one student
    may have at most: a server that is full now must not lose what it computed.
    """
    needed = workspaces.bytes_of(workspace, data, own=not saved)
    race = seat().contest
    needed += 0 if race is None else race.nbytes  # it stays; all else here goes
    more = max(0, needed - held_bytes())
    most = SETTINGS.max_session_mb if saved else share_mb(more)
    if needed > most * MB:
        size = needed / MB
        raise WorkspaceError(WORKSPACE_TOO_LARGE.format(size=size, most=most))


def _all_found(
    workspace: Workspace, own: Callable[[str], Dataset | None]
) -> list[Data]:
    """The data in the file's order; what is told twice is there once."""
    found: dict[object, Data] = {}
    told = [t.fingerprint if isinstance(t, OwnData) else t for t in workspace.data]
    for key, one in zip(told, workspace.data, strict=True):
        if key not in found:
            found[key] = _found(one, own)
    return [found[key] for key in told]


def _found(told: Named | OwnData, own: Callable[[str], Dataset | None]) -> Data:
    """The data that a file tells of: in it, on this server, or uploaded before."""
    if isinstance(told, OwnData):
        kept = seat().uploaded
        if kept is not None and fingerprint(kept.dataset) == told.fingerprint:
            return kept
        dataset = told.dataset or own(told.fingerprint)
        if dataset is None:
            raise WorkspaceError(say.OTHER_DATA)
        return Data(dataset, Inputs.of(dataset))
    choice = workspaces.choice_of(told)
    try:
        return built_in(choice)
    except DataError as error:
        raise WorkspaceError(str(error)) from None
