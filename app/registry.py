"""All runs of the process, found again under their tokens."""

import threading
import time
from collections.abc import Callable
from math import inf
from weakref import WeakSet

from app.entries import UPLOADED
from app.experiment import Data
from app.runs import WATCHED_S, Run

WEIGHED_S = 1.0  # to weigh many runs takes a while


class Registry:
    """The runs of this process by token; idle ones are forgotten.

    on_forgotten : called when one was.
    """

    def __init__(
        self,
        *,
        idle_s: float,
        most: int,
        most_mb: float = inf,
        on_forgotten: Callable[[], None] = lambda: None,
    ) -> None:
        self._runs: dict[str, Run] = {}
        self._own: WeakSet[Data] = WeakSet()  # as long as a run or a tab holds them
        self._lock = threading.Lock()
        self._idle_s, self._most, self._most_mb = idle_s, most, most_mb
        self._weighed = (-inf, 0)
        self._on_forgotten = on_forgotten

    def add(self, run: Run) -> None:
        """Keep a run; forget those idle for too long, and the idlest of those whose tab
        has gone if all are too many or too large together. Were they still too many
        without these, the idlest of all: their number has an end."""
        with self._lock:
            self._runs[run.token] = run
            if run.origin is not None and run.origin.choice.name == UPLOADED:
                self._own.add(run.origin.data)
            self._make_room(0, run)

    def count(self, data: Data) -> None:
        """Own data that no run has learned from yet: they take memory too."""
        with self._lock:
            self._own.add(data)

    def make_room(self, more: int) -> int:
        """Forget as `add` does, for so many bytes that are to come; the bytes that
        all take then."""
        with self._lock:
            self._make_room(more, None)
            return self._weigh()

    def learns(self, data: Data) -> bool:
        """Whether a run learns from these data."""
        with self._lock:
            return self._learns(data)

    def _make_room(self, more: int, fresh: Run | None) -> None:
        limit = time.monotonic() - self._idle_s
        surplus = len(self._runs) - self._most
        too_much = self._weigh() + more - 1e6 * self._most_mb
        others = [
            (kept.touched >= limit and _at_work(kept), kept.touched, kept)
            for kept in self._runs.values()
            if kept is not fresh
        ]
        for at_work, touched, kept in sorted(others, key=lambda told: told[:2]):
            too_large = too_much > 0 and not at_work
            if surplus > 0 or too_large or touched < limit:
                surplus -= 1
                too_much -= kept.nbytes
                self._forget(kept)
                too_much -= self._left_over(kept)

    def _weigh(self) -> int:
        runs = sum(run.nbytes for run in self._runs.values())
        return runs + sum(data.nbytes for data in self._own)

    def _left_over(self, gone: Run) -> int:
        """Bytes of own data that only a forgotten run learned from."""
        data = None if gone.origin is None else gone.origin.data
        if data is None or data not in self._own or self._learns(data):
            return 0
        return data.nbytes

    def _learns(self, data: Data) -> bool:
        origins = [run.origin for run in self._runs.values()]
        return any(origin is not None and origin.data is data for origin in origins)

    def get(self, token: str) -> Run | None:
        """The run of a token, or None if it was forgotten."""
        return self._runs.get(token)

    def all(self) -> list[Run]:
        """All that are kept now."""
        with self._lock:
            return list(self._runs.values())

    @property
    def nbytes(self) -> int:
        """Memory of all runs and own data, as it was within the last second."""
        then, nbytes = self._weighed
        now = time.monotonic()
        if now - then > WEIGHED_S:
            with self._lock:
                nbytes = self._weigh()
            self._weighed = now, nbytes
        return nbytes

    def watched(self) -> int:
        """How many runs train while somebody looks at them."""
        limit = time.monotonic() - WATCHED_S
        return sum(run.active and run.touched > limit for run in self.all())

    def remove(self, token: str) -> None:
        """Forget a run."""
        with self._lock:
            run = self._runs.get(token)
            if run is not None:
                self._forget(run)

    def _forget(self, run: Run) -> None:
        run.retire()
        del self._runs[run.token]
        self._on_forgotten()


def _at_work(run: Run) -> bool:
    """Whether the tab of its student is there."""
    return all(relative.attended for relative in run.relatives)
