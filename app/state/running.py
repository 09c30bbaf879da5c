"""The run of a tab: found, started over, branched, played."""

import time
from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from app import sent
from app.autosave import TOKEN_LENGTH
from app.entries import DataChoice, plain_number
from app.experiment import Data, Origin
from app.runs import Run
from app.settings import SETTINGS
from app.state import events
from app.state.memory import no_room
from app.state.place import ahead_of_me, leave_place
from app.state.server import autosave, registry, scheduler, sweeps
from app.state.tab import Seat, get, put, seat, use_data
from app.text import FAMILY_FULL
from dnn_core import TrainConfig, TrainingSession

TAB = "layerwise-tab"
PANEL = "live"
NUMBERS = "numbers"
CARD = "card"
AT_ONCE_S = 0.05  # of a core, before a step is drawn: most are over then, drawn once


class _Guard:
    """Lets go of a seat's run and sweep; released when the connection ends."""

    def __init__(self, seat: Seat) -> None:
        self._seat, self._since = seat, time.monotonic()

    def release(self) -> None:
        """Called at disconnection, on the server's event loop: quick, and no st.*."""
        leave_place(self._seat)
        events.closed(time.monotonic() - self._since)
        run = registry().get(self._seat.token)
        if run is not None and run.holder == self._seat.name:
            run.suspend()  # not what the tab, loaded again, has taken over meanwhile
        if self._seat.contest is not None:
            self._seat.contest.suspend()
        if self._seat.sweep is not None:
            self._seat.sweep.leave()


@st.cache_resource(scope="session", on_release=_Guard.release, show_spinner=False)
def _guard(_seat: Seat) -> _Guard:
    events.opened()
    return _Guard(_seat)


def attend() -> bool:
    """Somebody looks: call it in the entry file, on every run of every page.

    The guard suspends the run the moment the tab goes away; a connection that comes
    back wakes it again. A sweep waits for it only a moment. False for a tab that
    has to wait for a place: nothing of it is woken.
    """
    scheduler()
    events.page_begins(seat())
    _guard(seat())
    number = ahead_of_me(at_work=True)
    events.place_known(number)
    if number:
        return False
    current, sweep = run(), seat().sweep
    if sweep is not None:
        sweep.attend()
        sweeps().remember(seat().token, sweep)
    if current is not None:
        events.look_at(current)
        current.holder = seat().name
        current.wake()
        if current.active:
            scheduler().add(current)
    contest = seat().contest
    if contest is not None:
        contest.wake()
        if contest.active:
            scheduler().add(contest)
    return True


def run() -> Run | None:
    """The run of this browser tab, or None if there is none or it was forgotten."""
    return registry().get(seat().token)


def start_over(config: TrainConfig, data: Data, choice: DataChoice) -> None:
    """Replace the run of this tab by a new one at iteration 0.

    The branches it is compared with stay, if they learn from the same data; what is
    pinned stays in any case.
    """
    place, old = seat(), run()
    fresh = Run(TrainingSession(config, data.inputs), place.speed, Origin(data, choice))
    use_data(Origin(data, choice))
    fresh.shelf = place.shelf
    if place.lesson is not None:
        fresh.lesson = place.lesson.code
    registry().add(fresh)
    if old is not None and old.origin is not None and old.origin.data is data:
        fresh.family = old.family
        fresh.family[fresh.family.index(old)] = fresh
        leave(old)
    elif old is not None:
        for relative in list(old.family):
            leave(relative)
    fresh.number = fresh.free_number()
    place.token = fresh.token
    events.started(fresh)


def leave(old: Run) -> None:
    """A run that no longer belongs to this tab's: forgotten, unless it is pinned."""
    if not old.pinned:
        registry().remove(old.token)
        return
    old.pause()
    old.family = [old]


def is_foreign(run: Run | None) -> bool:
    """Whether a run was there before the lesson that is open."""
    opened = seat().lesson
    return run is not None and opened is not None and run.lesson != opened.code


def gives_way(run: Run) -> bool:
    """Whether another may take its place unasked: it did nothing yet, or belongs to a
    lesson that was left for the next."""
    if run.lesson and is_foreign(run):
        return True
    with run.turn() as session:
        return session.iteration == 0 and session.state == "ready"


def no_branch(run: Run) -> str:
    """Why there can be no further branch; empty if there can."""
    if len(run.family) >= SETTINGS.max_family:
        return FAMILY_FULL.format(count=len(run.family))
    return no_room()


def branch(parent: Run, changes: dict[str, Any], iteration: int | None = None) -> None:
    """Go on from an iteration of a run another way, and play. In a callback.

    iteration : None is the one shown. Nothing happens where `no_branch` says why.

    Raises
    ------
    ValueError : as for `TrainingSession.branch`.
    """
    if no_branch(parent):
        return
    twin = parent.branch(changes, iteration)
    registry().add(twin)
    with twin.turn() as session:
        config = session.config
    put("learning_rate", plain_number(config.learning_rate))
    put("l2", config.l2)
    put("num_iterations", config.num_iterations)
    show_run(twin)
    play(twin)


def relative(token: str) -> Run | None:
    """A run that this tab's is compared with, by its token; None if it is gone."""
    current, found = run(), registry().get(token)
    return found if current is not None and found in current.family else None


def show_run(other: Run) -> None:
    """Let this tab look at another run of the family; the one it leaves pauses."""
    left = run()
    if left is not None:
        left.pause()
    seat().token = other.token
    attend()


def delete_run(token: str) -> None:
    """Forget a run of the family that is not looked at."""
    other = relative(token)
    if other is not None and token != seat().token:
        other.family.remove(other)
        leave(other)


def seek(wished: object) -> bool:
    """The live panel asks for another iteration of this tab's run; whether that is
    not the one shown."""
    current = run()
    iteration = sent.iteration(wished, SETTINGS.max_iterations)
    if current is None or iteration is None:
        return False
    return current.look(iteration)


def remembered(what: str) -> str:
    """What the browser kept through a reload: the token of the `run`, or the name of
    the `place`; empty if nothing."""
    return sent.text(_told().get(what), TOKEN_LENGTH)


def alone() -> bool:
    """Whether the browser says that no other tab of it has the run it remembers."""
    return _told().get("alone") is True


def _told() -> Mapping[str, Any]:
    found = get(TAB, {}).get("found")
    return cast(Mapping[str, Any], found) if isinstance(found, Mapping) else {}


def adopt(token: str, *, alone: bool = False) -> Run | None:
    """Take over the run of a page that was reloaded; None if there is none to take.

    A run that another page attends stays there: a duplicated tab gets its own. But
    where the network broke in silence, the page before the reload seems to attend its
    run for a minute: then the browser knows better.

    alone : the browser says that no other tab of it has the run.
    """
    place, found = seat(), registry().get(token)
    if found is None or token == place.token or (found.attended and not alone):
        return None
    if autosave().went_on_elsewhere(token):  # what is here is older than its save
        registry().remove(token)
        return None
    registry().remove(place.token)
    place.token, place.shelf = token, found.shelf
    place.sweep = sweeps().recall(token)
    if found.origin is not None:
        use_data(found.origin)
    attend()
    return found


def set_speed(speed: float | None) -> None:
    """The wished speed of this tab's runs, in iterations a second; None is no limit."""
    seat().speed = speed
    current = run()
    if current is not None:
        current.set_speed(speed)


def pause() -> None:
    """Stop this tab's run where it is."""
    current = run()
    if current is not None:
        current.pause()


def press_play() -> None:
    """Pause, replay or play this tab's run, whichever its status asks for now."""
    current = run()
    if current is None:
        return
    status = current.status
    if status.active or status.replaying:
        current.pause()
    elif status.behind or status.finished:
        current.replay()
    else:
        play(current)


def step(n: int) -> None:
    """So many iterations on: through what is there already, then by training."""
    current = run()
    if current is not None and (n < 0 or current.status.behind):
        current.walk(n)
    elif current is not None:
        play(current, steps=n, hurry=True)
        current.touch()
        enough = time.thread_time() + AT_ONCE_S
        while current.active and time.thread_time() < enough:
            current.train_slice(AT_ONCE_S)


def to_the_end() -> None:
    """Train this tab's run to its last iteration, as fast as possible."""
    current = run()
    if current is not None:
        play(current, hurry=True)


def play(run: Run, *, steps: int | None = None, hurry: bool = False) -> None:
    """Let the scheduler train a run, at its wished speed or as fast as possible.

    Nothing happens where `no_room` says why.
    """
    if no_room():
        return
    run.play(speed=None if hurry else run.speed, steps=steps)
    scheduler().add(run)
