"""Whose turn it is: one thread at a time, in order of arrival."""

import threading
from collections.abc import Generator
from contextlib import contextmanager


class Turns:
    """A lock that cannot starve anybody: who asks gets it after the present turn."""

    def __init__(self) -> None:
        self._door, self._lock = threading.Lock(), threading.Lock()

    @contextmanager
    def next(self) -> Generator[None]:
        """Wait for a turn, and have it."""
        with self._door:  # whoever waits here is next
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()
