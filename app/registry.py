"""All runs of the process, found again under their tokens."""

import threading
import time
from collections.abc import Callable
from math import inf

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
        self._lock = threading.Lock()
        self._idle_s, self._most, self._most_mb = idle_s, most, most_mb
        self._weighed = (-inf, 0)
        self._on_forgotten = on_forgotten

    def add(self, run: Run) -> None:
        """Keep a run; forget those idle for too long, the idlest if they are too many,
        and the idlest of those whose tab has gone if all together are too large."""
        with self._lock:
            self._runs[run.token] = run
            limit = time.monotonic() - self._idle_s
            by_age = sorted(self._runs.values(), key=lambda kept: kept.touched)
            surplus = len(by_age) - self._most
            too_much = sum(kept.nbytes for kept in by_age) - 1e6 * self._most_mb
            for index, kept in enumerate(by_age):
                if kept is run:
                    continue
                too_large = too_much > 0 and any(not r.attended for r in kept.relatives)
                if index < surplus or too_large or kept.touched < limit:
                    too_much -= kept.nbytes
                    self._forget(kept)

    def get(self, token: str) -> Run | None:
        """The run of a token, or None if it was forgotten."""
        return self._runs.get(token)

    def all(self) -> list[Run]:
        """All that are kept now."""
        with self._lock:
            return list(self._runs.values())

    @property
    def nbytes(self) -> int:
        """Memory of all runs, as it was within the last second."""
        then, nbytes = self._weighed
        now = time.monotonic()
        if now - then > WEIGHED_S:
            nbytes = sum(run.nbytes for run in self.all())
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
