"""Whose turn it is: one thread at a time, in order of arrival."""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

_patience_s: ContextVar[float | None] = ContextVar("patience_s", default=None)


class Busy(Exception):
    """Another thread has the turn, for longer than this one would wait."""


@contextmanager
def patience(seconds: float) -> Generator[None]:
    """Whoever serves everybody must not wait long for one: each turn that this thread
    takes in here, however deep in its calls, is to be had within so many seconds.

    Raises
    ------
    Busy : one of them was not to be had.
    """
    token = _patience_s.set(seconds)
    try:
        yield
    finally:
        _patience_s.reset(token)


class Turns:
    """A lock that cannot starve anybody: who asks gets it after the present turn."""

    def __init__(self) -> None:
        self._door, self._lock = threading.Lock(), threading.Lock()

    @contextmanager
    def next(self) -> Generator[None]:
        """Wait for a turn, and have it.

        Raises
        ------
        Busy : it was not to be had within the `patience` of this thread.
        """
        seconds = _patience_s.get()
        until = None if seconds is None else time.monotonic() + seconds
        _take(self._door, until)  # whoever has passed it is next
        try:
            _take(self._lock, until)
        finally:
            self._door.release()
        try:
            yield
        finally:
            self._lock.release()


def _take(lock: threading.Lock, until: float | None) -> None:
    left = -1.0 if until is None else max(0.0, until - time.monotonic())
    if not lock.acquire(timeout=left):  # -1 is for ever
        raise Busy
