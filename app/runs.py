"""Runs as the server keeps them: a training session, its pace and its lock.

All runs of the process stand in one registry under an unguessable token, so that a
page finds its run again and a scheduler can give each its turn.
"""

import secrets
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.experiment import Origin
from app.pace import Pace, Playhead
from app.run_records import Birth, Mark, Status, Wish
from app.turns import Turns
from dnn_core import TrainConfig, TrainingSession
from dnn_core.snapshot import Curves

SPEED_WINDOW_S = 0.5
WATCHED_S = 3.0  # a panel that has not asked for so long is not looked at
UNWATCHED_S = 600.0  # second net: nobody asked for a picture for so long
HURRY_S = 0.002  # trained for who asks for a state, or one iteration


def working_bytes(config: TrainConfig) -> int:
    """Memory that training takes beside its past, about: weights, gradient and what
    the optimizer remembers, four times the parameters as measured."""
    return 4 * 8 * config.num_parameters


@dataclass(eq=False)
class Pin:
    """A run that its student keeps beyond restarts, and what they call it."""

    run: "Run"
    name: str


class Kept(NamedTuple):
    """A run that its tab keeps, and what it is called."""

    run: "Run"
    name: str
    pinned: bool
    present: bool  # the one of the Train page


class Run:
    """One training session, driven by the scheduler and looked at by one page.

    `turn` gives the session to one thread at a time, in order of arrival: a page that
    asks gets it after the slice that is going on, and cannot be starved. Who serves
    all runs takes it with `patience`, so that one run cannot keep the others.
    """

    def __init__(
        self,
        session: TrainingSession,
        speed: float | None,
        origin: Origin | None = None,
    ) -> None:
        self.origin = origin  # None where no page shows it
        self.family: list[Run] = [self]  # a run and its branches, which share this list
        self.shelf: list[Pin] = []  # of its student, shared by all of their runs
        self.number = 0  # its colour, as long as it lives
        self.trained_s = 0.0  # CPU seconds of training
        self.birth: Birth | None = None
        self.lesson = ""  # the code of the one it was started in
        self.playhead = Playhead()
        self.pack: Callable[[Run], bytes] | None = None  # as its page shows it
        self.token = secrets.token_urlsafe(16)
        self.holder = ""  # the name of the tab that looks at it
        self.id = secrets.token_hex(4)  # its name for the panel; another if restored
        self.speed = speed
        self.touched, self.next_turn = time.monotonic(), 0.0
        self._session = session
        self.slowest_look_s = 0.0  # back in time, as measured
        self.packing_s = 0.0  # CPU time of packing a state for its page, lately,
        self.packed_at = 0.0  # and when, by the monotonic clock
        self._curves: tuple[int, Curves] | None = None
        self._turns = Turns()
        self._pace = Pace(speed)
        self._until: int | None = None
        self._suspended = False
        self._mark = (time.monotonic(), session.iteration)
        self._asked_for: int | None = None  # the newest iteration at the last `hurry`
        self._achieved: float | None = None

    @contextmanager
    def turn(self) -> Generator[TrainingSession]:
        """Have the session to oneself."""
        with self._turns.next():
            yield self._session

    def shown(self, session: TrainingSession) -> int | None:
        """The iteration looked at now; ask for it during a `turn`. None: the newest.

        Never one that would take long: an earlier one is looked at instead.
        """
        at = self.playhead.at(time.monotonic(), session.iteration)
        if at is not None:
            self.playhead.fall_back(session.timeline.within_reach(at))
        return self.playhead.shown

    @property
    def status(self) -> Status:
        """As it is now."""
        return Status(
            active=self.active,
            replaying=self.playhead.moving,
            behind=self.playhead.shown is not None,
            finished=self._session.finished,
        )

    @property
    def wish(self) -> Wish | None:
        """How it trains, or would if somebody looked; None if it does not."""
        running = self._session.state == "running"
        return Wish(self._pace.wished, self._until) if running else None

    @property
    def mark(self) -> Mark:
        """As it is now, without waiting for a turn."""
        session = self._session
        events, shown = len(session.events), self.playhead.shown
        return Mark(session.iteration, session.state, events, shown)

    def look(self, iteration: int | None) -> bool:
        """Show an iteration, still; None is the newest. False if that is so already."""
        with self.turn() as session:
            before = self.playhead.moving, self.playhead.shown
            again = iteration is not None and iteration == self.playhead.wished
            if again and not self.playhead.moving:
                return False  # the page tells its wish again when it is drawn again
            self.playhead.look(iteration, session.iteration)
            return before != (False, self.playhead.shown)

    def walk(self, n: int) -> None:
        """Show n iterations later, or earlier for n < 0."""
        with self.turn() as session:
            self.shown(session)
            self.playhead.step(n, session.iteration)

    def replay(self) -> None:
        """Show one iteration after the other, up to the newest."""
        with self.turn() as session:
            self.playhead.replay(self.speed, session.iteration)

    def branch(self, changes: dict[str, Any], iteration: int | None = None) -> "Run":
        """A run of the same family that goes on from an iteration another way.

        iteration : None is the one shown.

        Raises
        ------
        ValueError : as for `TrainingSession.branch`, or it is far from kept states.
        """
        with self.turn() as session:
            if iteration is None:
                shown = self.shown(session)
                iteration = session.iteration if shown is None else shown
            near = session.timeline.within_reach(iteration)
            if near < iteration < session.iteration:
                raise ValueError(
                    f"Iteration {iteration:,} is far from all states that are kept of "
                    f"this run; go on from iteration {near:,}, or step there first."
                )
            twin = Run(session.branch(iteration, **changes), self.speed, self.origin)
        twin.birth = Birth(iteration, changes)
        twin.trained_s = self.trained_s * iteration / max(1, self._session.iteration)
        twin.family, twin.shelf, twin.lesson = self.family, self.shelf, self.lesson
        twin.number = twin.free_number()
        self.family.append(twin)
        return twin

    @property
    def pinned(self) -> bool:
        """Whether its student pinned it."""
        return any(pin.run is self for pin in self.shelf)

    @property
    def relatives(self) -> "list[Run]":
        """All runs of its student that are kept, itself among them."""
        pinned = [pin.run for pin in self.shelf]
        return [*pinned, *(run for run in self.family if run not in pinned)]

    @property
    def nbytes(self) -> int:
        """Memory that it takes: its past, and what training needs."""
        return self._session.nbytes + working_bytes(self._session.config)

    def free_number(self) -> int:
        """The smallest number that no other kept run has."""
        taken = {run.number for run in self.relatives if run is not self}
        return min(set(range(len(taken) + 1)) - taken)

    @property
    def active(self) -> bool:
        """Whether the scheduler should give it turns."""
        return self._session.state == "running" and not self._suspended

    @property
    def attended(self) -> bool:
        """Whether somebody looks."""
        return not self._suspended

    @property
    def achieved_speed(self) -> float | None:
        """Iterations a second, lately; None when it does not train."""
        return self._achieved if self.active else None

    def curves(self, session: TrainingSession) -> Curves:
        """Its curves, thinned again only when it has gone on."""
        if self._curves is None or self._curves[0] != session.iteration:
            self._curves = session.iteration, session.curves()
        return self._curves[1]

    def play(self, *, speed: float | None, steps: int | None = None) -> None:
        """Train at a wished speed (None: as fast as possible), so many iterations.

        Steps that are still going on are finished first: quick clicks all count.
        """
        with self.turn() as session:
            until = None
            if steps is not None:
                under_way = self._until if self.active else None
                until = (under_way or session.iteration) + steps
            self.playhead.look(None, session.iteration)
            session.play()
            self._until, self._pace = until, Pace(speed)
            self._mark, self._achieved = (time.monotonic(), session.iteration), None
            self.next_turn = 0.0

    def pause(self) -> None:
        """Stop after the slice that is going on."""
        with self.turn() as session:
            session.pause()
            self.playhead.stop()

    def set_speed(self, speed: float | None) -> None:
        """Another wished speed, from now on."""
        if speed != self.speed:
            self.speed = speed
            self._pace = Pace(speed)

    def suspend(self) -> None:
        """Stop because nobody looks; quick and without the lock."""
        self._suspended = True

    def retire(self) -> None:
        """Nobody keeps it any more: stop, and hold nothing that holds it, so that its
        memory is free at once."""
        self.suspend()
        self.family = []

    def wake(self) -> None:
        """Somebody looks again: go on if it was running."""
        self.touch()
        self._suspended = False

    def touch(self) -> None:
        """Somebody looks; what is compared with it is not forgotten either."""
        now = time.monotonic()
        for run in self.relatives:
            run.touched = now

    def train_slice(self, budget_s: float) -> None:
        """One turn of the scheduler."""
        with self.turn() as session:
            if time.monotonic() - self.touched > UNWATCHED_S:
                self.suspend()
            if not self.active:
                return
            most = self._pace.due(time.monotonic())
            if self._until is not None:
                remaining = self._until - session.iteration
                most = remaining if most is None else min(most, remaining)
            if most is None or most > 0:
                begun = time.thread_time()
                self._pace.done(session.advance(budget_s, most))
                self.trained_s += time.thread_time() - begun
            if self._until is not None and session.iteration >= self._until:
                session.pause()
            now = time.monotonic()
            self.next_turn = now + self._pace.wait_s()
            self._measure(now, session.iteration)

    def hurry(self) -> None:
        """Train a little if the scheduler has not come to it since the last call."""
        if self._asked_for == self._session.iteration:
            self.train_slice(HURRY_S)
        self._asked_for = self._session.iteration

    def _measure(self, now: float, iteration: int) -> None:
        then, before = self._mark
        if now - then >= SPEED_WINDOW_S:
            self._achieved = (iteration - before) / (now - then)
            self._mark = (now, iteration)
