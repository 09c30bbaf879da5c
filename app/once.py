"""What a process has one of, made when it is first asked for."""

import threading
from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Calls a function the first time only, and returns what it made ever after.

    Streamlit's cache would do, but a look at it costs a hundred times as much, a page
    looks thirty times, and any tab could empty it.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._made: list[T] = []
        update_wrapper(self, make)

    def __call__(self) -> T:
        """Threads that ask at the same time get the same."""
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]

    def clear(self) -> None:
        """Forget it, as in a fresh process."""
        self._made = []
