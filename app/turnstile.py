"""A turnstile: a few threads work at once, and the others wait in order.

Python runs one thread at a time. Forty that all want to go on take it from each other
again and again, and each waits for all; a few at a time, each is done sooner, and the
training beside them is not held up at every product of matrices.
"""

import threading
import time
from bisect import insort
from collections.abc import Generator
from contextlib import contextmanager
from operator import itemgetter

LOOK_S = 0.02  # between two looks at it


class Turnstile:
    """At most so many at once; who waits longer than `patience_s` goes in all the same,
    so that one long piece of work cannot keep everybody."""

    def __init__(self, places: int, patience_s: float) -> None:
        self._free, self._patience_s = places, patience_s
        self._inside = threading.local()
        self._waiting: list[tuple[float, threading.Event]] = []  # next first
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._waiting)

    def give_way(self, most_s: float, few: int = 0) -> None:
        """For others, who do what can wait: stand back while more than a few wait."""
        until = time.monotonic() + most_s
        while self.waiting > few and (left := until - time.monotonic()) > 0:
            time.sleep(min(LOOK_S, left))

    @contextmanager
    def passed(self, since: float | None = None) -> Generator[None]:
        """Wait for a place, and have it; a thread that has one passes at once.

        since : who waits since the earliest moment is next, by the monotonic clock; now
            unless told. With that of the last time, who comes seldom, because the way
            here is slow, is not also behind those who come often.
        """
        if getattr(self._inside, "now", False):
            yield
            return
        self._enter(time.monotonic() if since is None else since)
        self._inside.now = True
        try:
            yield
        finally:
            self._inside.now = False
            self._leave()

    @contextmanager
    def left(self) -> Generator[None]:
        """Leave this thread's place to others for a while, and wait for one again
        after; nothing happens in a thread that has none."""
        if not getattr(self._inside, "now", False):
            yield
            return
        self._inside.now = False
        self._leave()
        try:
            yield
        finally:
            self._enter(time.monotonic())
            self._inside.now = True

    def _enter(self, since: float) -> None:
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return
            called = threading.Event()
            waits = since, called
            insort(self._waiting, waits, key=itemgetter(0))
        if called.wait(self._patience_s):
            return
        with self._lock:
            if not called.is_set():  # nobody left in time: one too many
                self._waiting.remove(waits)
                self._free -= 1

    def _leave(self) -> None:
        with self._lock:
            if self._waiting and self._free >= 0:
                self._waiting.pop(0)[1].set()
            else:
                self._free += 1
