"""Gives memory that runs have left back to the system.

The C library keeps the places of what was freed for later, and small blocks that stay
get in between: a server that draws for hours and begins run after run grows without
need. What a run keeps of its past lies on pages of its own, in `dnn_core/engine`.
"""

import ctypes
import gc
import math
import sys
import threading
import time
from typing import Final

EVERY_S: Final = 20.0  # takes 5 ms when there is little to give
REST_S: Final = 1.0  # many runs may go together, and what looks at one ends soon
# Of glibc's malloc.h. Left to itself it learns to keep blocks of up to 32 MB in its
# arenas, among small ones that stay.
M_ARENA_MAX, ARENAS = -8, 4  # as fast as eight a core; with two, threads wait
M_MMAP_THRESHOLD, LARGE = -3, 2**20  # bytes: a block of its own, given back at once
M_TRIM_THRESHOLD, SPARE = -1, 2**22  # bytes an arena keeps for the next state's W1


def give_back() -> None:
    """Return what is free, where the C library can do that: glibc, so Linux."""
    _ask_glibc("malloc_trim", 0)


def begin_clean() -> None:
    """Let the garbage collector never look again at what is there now, which is to be
    called when most is imported: a whole collection takes 2 ms then, not 35."""
    gc.collect()
    gc.freeze()


def stay_small() -> None:
    """Let threads share a few arenas, and keep large blocks out of them.

    glibc gives a thread an arena of its own, and Streamlit a new thread to every page
    that is drawn: what one has left, another then cannot use. How many there may be is
    settled when nine threads are there, so this must come before.
    """
    _ask_glibc("mallopt", M_ARENA_MAX, ARENAS)
    _ask_glibc("mallopt", M_MMAP_THRESHOLD, LARGE)
    _ask_glibc("mallopt", M_TRIM_THRESHOLD, SPARE)


def _ask_glibc(function: str, *numbers: int) -> None:
    if sys.platform == "linux":
        found = getattr(ctypes.CDLL(None), function, None)
        if found is not None:
            found(*numbers)


class Freeing:
    """A thread that does so now and then, and a moment after it was asked to."""

    def __init__(self) -> None:
        self._wished = threading.Event()
        threading.Thread(target=self._work, name="freeing", daemon=True).start()

    def soon(self) -> None:
        """Something large is about to be let go."""
        self._wished.set()

    def _work(self) -> None:
        swept = -math.inf
        while True:
            if self._wished.wait(EVERY_S):
                time.sleep(REST_S)
                self._wished.clear()
            if time.monotonic() >= swept + EVERY_S:
                gc.collect()  # pages leave rings of objects, which take room until then
                swept = time.monotonic()
            give_back()
