"""Places for those at work, and a queue before the door: first come, first served.

The clock is an argument, in seconds that only grow; nothing here knows of pages.
"""

import threading
from dataclasses import dataclass
from typing import NamedTuple

LOST_S = 150.0  # second net: a browser asks from a hidden tab once a minute


@dataclass
class _Guest:
    """One tab: when it was last seen at work, and when its connection ended."""

    seen: float
    left: float | None = None


class Crowd(NamedTuple):
    """How many are at work, and how many wait."""

    inside: int
    waiting: int


class Places:
    """So many places, and a queue; safe to be used by several threads.

    Parameters
    ----------
    most : places there are.
    grace_s : whoever's connection ends keeps the place, or that in the queue, so long:
        a page that is loaded again comes back as another tab.
    idle_s : a place at which nothing was done for so long goes to whoever waits.
    """

    def __init__(self, most: int, *, grace_s: float, idle_s: float) -> None:
        self.most = most
        self._grace_s, self._idle_s = grace_s, idle_s
        self._inside: dict[str, _Guest] = {}
        self._queue: dict[str, _Guest] = {}  # in the order they came
        self._lock = threading.Lock()

    def ask(self, tab: str, now: float, *, at_work: bool = True) -> int:
        """0 for whoever has a place; else the number in the queue, from 1.

        Who was never here joins the queue, and goes in at once if there is room.

        at_work : false where a page asks by itself.
        """
        with self._lock:
            self._tidy(now)
            guest = self._inside.get(tab) or self._queue.setdefault(tab, _Guest(now))
            guest.left = None
            if at_work or tab in self._queue:
                guest.seen = now
            self._let_in()
            return 0 if tab in self._inside else [*self._queue].index(tab) + 1

    def seen(self, tab: str, when: float) -> None:
        """Somebody was at work there at that time; nothing happens without a place."""
        with self._lock:
            guest = self._inside.get(tab)
            if guest is not None:
                guest.seen = max(guest.seen, when)

    def leave(self, tab: str, now: float) -> None:
        """Its connection has ended; it may come back within the time of grace."""
        with self._lock:
            guest = self._inside.get(tab) or self._queue.get(tab)
            if guest is not None and guest.left is None:
                guest.left = now

    def take_over(self, gone: str, tab: str, now: float) -> bool:
        """Give a tab what another has left: the page was loaded again.

        False, and nothing done, if the other is not gone, or its time has passed.
        """
        with self._lock:
            self._tidy(now)
            for guests in (self._inside, self._queue):
                guest = guests.get(gone)
                if guest is not None and guest.left is not None:
                    break
            else:
                return False
            if tab in self._inside:
                del guests[gone]
            else:
                self._queue.pop(tab, None)
                renamed = {
                    tab if name == gone else name: guests[name] for name in guests
                }
                guests.clear()
                guests.update(renamed)
                guest.seen, guest.left = now, None
            self._let_in()
            return True

    def crowd(self, now: float) -> Crowd:
        """As it is now."""
        with self._lock:
            self._tidy(now)
            return Crowd(len(self._inside), len(self._queue))

    def _tidy(self, now: float) -> None:
        """Whoever is gone for good loses what they had, and the next go in."""
        for guests in (self._inside, self._queue):
            for tab, guest in [*guests.items()]:
                if guest.left is not None and now - guest.left >= self._grace_s:
                    del guests[tab]
        for tab, guest in [*self._queue.items()]:
            if now - guest.seen >= LOST_S:
                del self._queue[tab]
        self._let_in()
        by_age = sorted(self._inside, key=lambda tab: self._inside[tab].seen)
        for tab in by_age[: len(self._queue)]:
            if now - self._inside[tab].seen >= self._idle_s:
                del self._inside[tab]
        self._let_in()

    def _let_in(self) -> None:
        while self._queue and len(self._inside) < self.most:
            first = next(iter(self._queue))
            self._inside[first] = self._queue.pop(first)
