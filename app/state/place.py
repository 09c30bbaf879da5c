"""The place of a tab on a server that has only so many."""

import time
from weakref import WeakValueDictionary

from app.state.server import places, registry
from app.state.tab import Seat, seat

_seats: WeakValueDictionary[str, Seat] = WeakValueDictionary()


def ahead_of_me(*, at_work: bool = False) -> int:
    """0 if this tab has a place; else its number in the queue, from 1.

    at_work : true where the tab's user did something.
    """
    place = seat()
    _seats[place.place] = place
    _look_around()
    return places().ask(place.place, time.monotonic(), at_work=at_work)


def at_work() -> int:
    """How many have a place now."""
    return places().crowd(time.monotonic()).inside


def back_again(gone: str, *, alone: bool = False) -> None:
    """The page was loaded again, and had this name before: it takes its place back.

    alone : the tab before is gone, though its connection has not ended.
    """
    place = seat()
    place.known = True
    if alone:
        places().leave(gone, time.monotonic())
    places().take_over(gone, place.place, time.monotonic())


def leave_place(seat: Seat) -> None:
    """The connection of a tab has ended."""
    places().leave(seat.place, time.monotonic())


def _look_around() -> None:
    """Whoever watches a run that trains is at work, also without a click."""
    for name, other in [*_seats.items()]:
        run = registry().get(other.token)
        if run is not None and run.active:
            places().seen(name, run.touched)
