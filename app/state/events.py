"""What this tab does that the log and the admin are told of, in sizes and seconds."""

import time
from weakref import WeakSet

from app import log
from app.runs import Run
from app.state.server import activity, places
from app.state.tab import Seat, seat

SLOW_S = 2.0  # a script run that takes longer is told of
_ended: WeakSet[Run] = WeakSet()


def opened() -> None:
    """A tab has connected: a new one, one loaded again, or one that came back."""
    log.adopt()
    activity().opened += 1
    crowd = places().crowd(time.monotonic())
    log.event("session opened", inside=crowd.inside, waiting=crowd.waiting)


def closed(connected_s: float) -> None:
    """Its connection has ended."""
    log.event("session closed", seconds=round(connected_s))


def place_known(number: int) -> None:
    """It has a place, or waits with this number; told when that changes."""
    place, now = seat(), time.monotonic()
    if number and place.waits_since is None:
        place.waits_since = now
        log.event("waits", number=number)
    elif not number and place.waits_since is not None:
        log.event("let in", waited_s=round(now - place.waits_since, 1))
        place.waits_since = None


def started(run: Run) -> None:
    """A run was made."""
    with run.turn() as session:
        config, m = session.config, session.inputs.m
    log.event(
        "run started",
        layers=config.num_layers,
        parameters=config.num_parameters,
        examples=m,
        iterations=config.num_iterations,
    )


def look_at(run: Run) -> None:
    """Tell once how a run ended, as its page gets to know it."""
    if run in _ended or not run.status.finished:
        return
    _ended.add(run)
    with run.turn() as session:
        what, iterations = session.state, session.iteration
    told = "run diverged" if what == "diverged" else "run ended"
    seconds = round(run.trained_s, 2) if run.trained_s == run.trained_s else -1
    log.event(told, iterations=iterations, seconds=seconds)


def refused(kind: str, size: int, error: Exception) -> None:
    """An upload cannot be used; kind is one of our own words. Told once for a file."""
    told = (kind, size, type(error).__name__)
    if seat().refused != told:
        seat().refused = told
        log.event("upload refused", kind=kind, bytes=size, reason=told[2])


def page_begins(place: Seat) -> None:
    """The script starts for a tab."""
    now = time.monotonic()
    place.script_began = now
    activity().load.note(now, time.process_time())


def page_ends(title: str) -> None:
    """The script has come to its end, on the page of this title."""
    now = time.monotonic()
    seconds = now - seat().script_began
    activity().pages.note(now, seconds)
    if seconds > SLOW_S:
        log.warn("slow page", page=title, seconds=round(seconds, 2))
