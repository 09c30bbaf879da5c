"""The runs of a tab that are kept: its run, the branches, and what was pinned."""

from app.naming import birth_name, full_name
from app.runs import Kept, Pin, Run
from app.settings import SETTINGS
from app.state.memory import no_room
from app.state.running import leave, run, show_run
from app.state.server import registry
from app.state.tab import seat, use_data
from app.text import compare as say


def kept_runs() -> list[Kept]:
    """Every run of this tab: the pinned ones first, then its run and the branches.

    A pinned run that the server had to forget is gone.
    """
    current, shelf = run(), seat().shelf
    shelf[:] = [pin for pin in shelf if registry().get(pin.run.token) is pin.run]
    found = [Kept(pin.run, pin.name, True, pin.run is current) for pin in shelf]
    for other in [] if current is None else current.family:
        if not other.pinned:
            found.append(Kept(other, _name(other), False, other is current))
    return found


def kept(token: str) -> Kept | None:
    """One of them by its token; None if it is gone."""
    return next((k for k in kept_runs() if k.run.token == token), None)


def pin(run: Run, name: str = "") -> Pin | None:
    """Keep a run beyond restarts, new settings and other data.

    name : what to call it; by its settings if empty. None if `no_pin` says why, or if
        it is pinned already.
    """
    if run.pinned or no_pin():
        return None
    removed = seat().removed
    if removed is not None and removed[1].run is run:
        seat().removed = None  # there is nothing left to undo
    registry().add(run)  # it may have been taken off the server meanwhile
    return put_on_shelf(run, name)


def put_on_shelf(run: Run, name: str = "") -> Pin:
    """Pin a run without asking for room, as one of a file that was pinned before."""
    added = Pin(run, _unused(name or _name(run)))
    seat().shelf.append(added)
    return added


def no_pin() -> str:
    """Why nothing more can be pinned; empty if there is room."""
    if len(seat().shelf) >= SETTINGS.max_pinned:
        return say.PINS_FULL.format(count=SETTINGS.max_pinned)
    return no_room()


def unpin(token: str) -> None:
    """Keep a run no longer than the page does; `put_back` undoes it once."""
    place = seat()
    for index, pin in enumerate(place.shelf):
        if pin.run.token == token:
            place.removed = index, place.shelf.pop(index)
            if run() not in pin.run.family:
                registry().remove(token)
            return


def put_back() -> None:
    """Undo the last `unpin`."""
    place = seat()
    if place.removed is None or len(place.shelf) >= SETTINGS.max_pinned:
        return
    index, pin = place.removed
    registry().add(pin.run)
    place.shelf.insert(index, pin)
    pin.run.number = pin.run.free_number()
    place.removed = None


def rename(token: str, name: str) -> None:
    """Call a pinned run something else; an empty name changes nothing."""
    for pin in seat().shelf:
        if pin.run.token == token and name.strip() not in ("", pin.name):
            pin.name = _unused(name.strip()[: SETTINGS.max_name])


def open_kept(wished: Run) -> bool:
    """Make a kept run that of the Train page, without losing the one it replaces.

    With the same data it joins the family of the present one. Else the present one
    is pinned, if it has been trained, and its branches go. False, and nothing done,
    if there is no room for it among the pinned ones.
    """
    current = run()
    apart = current is None or wished not in current.family
    if apart and not _make_room(current, wished):
        return False
    if wished.origin is not None:
        use_data(wished.origin)
    show_run(wished)
    return True


def _make_room(current: Run | None, other: Run) -> bool:
    if current is None or current.origin is None or other.origin is None:
        return True
    same_data = current.origin.data is other.origin.data
    if same_data and len(current.family) < SETTINGS.max_family:
        current.family.append(other)
        other.family = current.family
        return True
    with current.turn() as session:
        trained = session.iteration > 0
    if trained and not current.pinned and pin(current) is None:
        return False
    for relative in list(current.family):
        leave(relative)
    return True


def _name(run: Run) -> str:
    with run.turn() as session:
        name = full_name(session)
    return name if run.birth is None else f"{name} {birth_name(run)}"


def _unused(name: str) -> str:
    """The name, with a number if another pinned run has it."""
    taken, found, count = {pin.name for pin in seat().shelf}, name, 1
    while found in taken:
        count += 1
        found = f"{name} ({count})"
    return found
