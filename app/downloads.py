"""The course's photos on their way to this server: one download at a time.

It runs in a thread of its own, so no page waits for it, and whoever asks while it is
under way shares it.
"""

import threading

from dnn_core.data import DataError
from dnn_core.data.fetch import fetch_photos


class Download:
    """One attempt to fetch the photos; pages read how far it is.

    Attributes
    ----------
    done, total : bytes so far, bytes in all; total is 0 at first.
    problem : the sentence for the student if it failed, else empty.
    """

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.problem = ""
        self._thread = threading.Thread(
            target=self._fetch, name="layerwise-download", daemon=True
        )
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it may still succeed."""
        return self._thread.is_alive()

    def _fetch(self) -> None:
        try:
            fetch_photos(progress=self._count)
        except DataError as error:
            self.problem = str(error)

    def _count(self, done: int, total: int) -> None:
        self.done, self.total = done, total


class Downloads:
    """Hands out the download that is under way, or starts one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._current: Download | None = None

    def join(self) -> Download:
        """Take part in the present download; without one, start it."""
        with self._lock:
            if self._current is None or not self._current.running:
                self._current = Download()
            return self._current
