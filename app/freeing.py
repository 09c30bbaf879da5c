"""Gives memory that runs have left back to the system.

A run's past is thousands of small arrays. When it is forgotten, the C library keeps
their places for later, and so it does with what pages and states needed between them: a
server that draws for hours and begins run after run grows without need.
"""

import ctypes
import sys
import threading
import time
from typing import Final

EVERY_S: Final = 20.0  # takes 5 ms when there is little to give
REST_S: Final = 1.0  # many runs may go together, and what looks at one ends soon


def give_back() -> None:
    """Return what is free, where the C library can do that: glibc, so Linux."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


class Freeing:
    """A thread that does so now and then, and a moment after it was asked to."""

    def __init__(self) -> None:
        self._wished = threading.Event()
        threading.Thread(target=self._work, name="freeing", daemon=True).start()

    def soon(self) -> None:
        """Something large is about to be let go."""
        self._wished.set()

    def _work(self) -> None:
        while True:
            if self._wished.wait(EVERY_S):
                time.sleep(REST_S)
                self._wished.clear()
            give_back()
