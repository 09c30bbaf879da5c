"""Gives every running session its slice in turn, on a few threads of the process.

Thirty sessions on thirty threads freeze a server; taking turns keeps all of them and
the pages fluid. Slices shrink as sessions grow in number, so that each gets its turn
about three times a second.
"""

import logging
import os
import sys
import threading
import time
from collections import deque
from typing import Protocol

from app.turns import Busy, patience
from app.turnstile import Turnstile

SLICE_S = 0.02
ROUND_S = 0.3
REST = 2.0  # for each page that waits: so many times as long as was trained,
MOST_REST = 9.0  # but no longer than this
AT_ONCE_S = 0.01  # so long a trainer waits for a run that a page has,
AGAIN_S = 0.1  # and then it comes back to it so much later
NICE = 5  # of the trainers: a third of a page's weight when the cores are all busy


class Trainee(Protocol):
    """What is served: a run, or a whole race, which takes one place in the round.

    Attributes
    ----------
    next_turn : when it wants to be served again, by the monotonic clock.
    """

    next_turn: float

    @property
    def active(self) -> bool:
        """Whether it wants turns at all."""
        ...

    def train_slice(self, budget_s: float) -> None:
        """Train for about so long."""
        ...

    def suspend(self) -> None:
        """Want no turns any more."""
        ...


class Scheduler:
    """Round robin over the running runs; `add` a run when it starts to play.

    pages : where pages are drawn in turn; the more of them wait, the further training
        stands back, but never wholly.
    """

    def __init__(
        self, workers: int | None = None, pages: Turnstile | None = None
    ) -> None:
        self._pages = pages or Turnstile(1, 0.0)
        self._queue: deque[Trainee] = deque()
        self._busy: set[Trainee] = set()
        self._changed = threading.Condition()
        for number in range(workers or max(1, (os.cpu_count() or 2) - 1)):
            name = f"layerwise-trainer-{number}"
            threading.Thread(target=self._work, name=name, daemon=True).start()

    def add(self, run: Trainee) -> None:
        """Serve this run until it stops by itself or is paused."""
        with self._changed:
            if run not in self._queue and run not in self._busy:
                self._queue.append(run)
            self._changed.notify()

    def _work(self) -> None:
        _be_nice()
        while True:
            run = self._take()
            begun, rest = time.thread_time(), self._rest()
            try:
                with patience(AT_ONCE_S):
                    run.train_slice(self._budget(rest))
            except Busy:  # one long look at a run must not stop the others
                run.next_turn = time.monotonic() + AGAIN_S
            except Exception:  # one run must not stop the others
                logging.exception("a run was stopped")
                run.suspend()
            finally:
                self._give_back(run)
            self._pages.give_way(rest * (time.thread_time() - begun))

    def _rest(self) -> float:
        """How many slices long a rest is, if the pages go on waiting."""
        return min(REST * self._pages.waiting, MOST_REST)

    def _budget(self, rest: float) -> float:
        """Seconds for one slice: a round takes no longer with the rests in it."""
        return min(SLICE_S, ROUND_S / self._count()) / (1 + rest)

    def _take(self) -> Trainee:
        """Wait for the first run in the queue whose turn has come."""
        with self._changed:
            while True:
                now = time.monotonic()
                for run in self._queue:
                    if run.next_turn <= now:
                        self._queue.remove(run)
                        self._busy.add(run)
                        return run
                soonest = min((run.next_turn for run in self._queue), default=None)
                self._changed.wait(None if soonest is None else soonest - now)

    def _give_back(self, run: Trainee) -> None:
        with self._changed:
            self._busy.discard(run)
            if run.active:
                self._queue.append(run)
                self._changed.notify()

    def _count(self) -> int:
        return max(1, len(self._queue) + len(self._busy))


def _be_nice() -> None:
    """Let this thread have what the pages leave of the cores, where that can be said
    of one thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
