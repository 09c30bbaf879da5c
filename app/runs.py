"""Runs as the server keeps them: a training session, its pace and its lock.

All runs of the process stand in one registry under an unguessable token, so that a
page finds its run again and a scheduler can give each its turn.
"""

import secrets
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, NamedTuple

from app.experiment import Origin
from app.pace import Pace, Playhead
from dnn_core import TrainingSession
from dnn_core.snapshot import Curves

SPEED_WINDOW_S = 0.5
WATCHED_S = 3.0  # a panel that has not asked for so long is not looked at
UNWATCHED_S = 600.0  # second net: nobody asked for a picture for so long


class Status(NamedTuple):
    """What the buttons of a run depend on."""

    active: bool  # it trains
    replaying: bool  # the iteration shown moves on by itself
    behind: bool  # it is not the newest
    finished: bool


class Birth(NamedTuple):
    """Where a branch left its run, and what was changed there."""

    iteration: int
    changes: dict[str, Any]


class Run:
    """One training session, driven by the scheduler and looked at by one page.

    `turn` gives the session to one thread at a time, in order of arrival: a page that
    asks gets it after the slice that is going on, and cannot be starved.
    """

    def __init__(
        self,
        session: TrainingSession,
        speed: float | None,
        origin: Origin | None = None,
    ) -> None:
        self.origin = origin  # None where no page shows it
        self.family: list[Run] = [self]  # a run and its branches, which share this list
        self.birth: Birth | None = None
        self.lesson = ""  # the code of the one it was started in
        self.playhead = Playhead()
        self.packed: Callable[[], bytes] | None = None  # as its page shows it
        self.token = secrets.token_urlsafe(16)
        self.speed = speed
        self.touched = time.monotonic()
        self.next_turn = 0.0
        self._session = session
        self.slowest_look_s = 0.0  # back in time, as measured
        self.packing_s = 0.0  # CPU time of packing a state for its page, lately
        self._curves: tuple[int, Curves] | None = None
        self._door, self._lock = threading.Lock(), threading.Lock()
        self._pace = Pace(speed)
        self._until: int | None = None
        self._suspended = False
        self._mark = (time.monotonic(), session.iteration)
        self._achieved: float | None = None

    @contextmanager
    def turn(self) -> Generator[TrainingSession]:
        """Have the session to oneself."""
        with self._door:  # whoever waits here is next
            self._lock.acquire()
        try:
            yield self._session
        finally:
            self._lock.release()

    def shown(self, session: TrainingSession) -> int | None:
        """The iteration looked at now; ask for it during a `turn`. None: the newest."""
        return self.playhead.at(time.monotonic(), session.iteration)

    @property
    def status(self) -> Status:
        """As it is now."""
        return Status(
            active=self.active,
            replaying=self.playhead.moving,
            behind=self.playhead.shown is not None,
            finished=self._session.finished,
        )

    def look(self, iteration: int | None) -> None:
        """Show an iteration; None is the newest."""
        with self.turn() as session:
            self.playhead.look(iteration, session.iteration)

    def walk(self, n: int) -> None:
        """Show n iterations later, or earlier for n < 0."""
        with self.turn() as session:
            self.playhead.at(time.monotonic(), session.iteration)
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
        ValueError : as for `TrainingSession.branch`.
        """
        with self.turn() as session:
            if iteration is None:
                shown = self.shown(session)
                iteration = session.iteration if shown is None else shown
            twin = Run(session.branch(iteration, **changes), self.speed, self.origin)
        twin.birth = Birth(iteration, changes)
        twin.family, twin.lesson = self.family, self.lesson
        self.family.append(twin)
        return twin

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

    def wake(self) -> None:
        """Somebody looks again: go on if it was running."""
        self.touch()
        self._suspended = False

    def touch(self) -> None:
        """Somebody looks; what is compared with it is not forgotten either."""
        now = time.monotonic()
        for run in self.family:
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
                self._pace.done(session.advance(budget_s, most))
            if self._until is not None and session.iteration >= self._until:
                session.pause()
            now = time.monotonic()
            self.next_turn = now + self._pace.wait_s()
            self._measure(now, session.iteration)

    def _measure(self, now: float, iteration: int) -> None:
        then, before = self._mark
        if now - then >= SPEED_WINDOW_S:
            self._achieved = (iteration - before) / (now - then)
            self._mark = (now, iteration)


class Registry:
    """The runs of this process by token; idle ones are forgotten."""

    def __init__(self, *, idle_s: float, most: int) -> None:
        self._runs: dict[str, Run] = {}
        self._lock = threading.Lock()
        self._idle_s, self._most = idle_s, most

    def add(self, run: Run) -> None:
        """Keep a run; forget those idle for too long, and the idlest if too many."""
        with self._lock:
            self._runs[run.token] = run
            limit = time.monotonic() - self._idle_s
            by_age = sorted(self._runs.values(), key=lambda kept: kept.touched)
            surplus = len(by_age) - self._most
            for index, kept in enumerate(by_age):
                if kept is not run and (index < surplus or kept.touched < limit):
                    kept.suspend()
                    del self._runs[kept.token]

    def get(self, token: str) -> Run | None:
        """The run of a token, or None if it was forgotten."""
        return self._runs.get(token)

    def all(self) -> list[Run]:
        """All that are kept now."""
        with self._lock:
            return list(self._runs.values())

    def watched(self) -> int:
        """How many runs train while somebody looks at them."""
        limit = time.monotonic() - WATCHED_S
        return sum(run.active and run.touched > limit for run in self.all())

    def remove(self, token: str) -> None:
        """Forget a run."""
        with self._lock:
            run = self._runs.pop(token, None)
        if run is not None:
            run.suspend()
