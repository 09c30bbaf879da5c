"""Saves the runs that somebody looks at, every few seconds, if they have changed.

One thread does it for all, and takes no more of a core than its share: with more to
save it comes round more seldom. Where nothing can be saved, students notice nothing,
and the log says so once.
"""

import hashlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from math import inf
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from app import log, resume
from app.registry import Registry
from app.resume import View
from app.runs import Run
from app.saves import ELSEWHERE, Damaged, Limits, Saves, clear_away
from app.turns import Busy, patience
from app.workspaces import ROOM_MB, fitting, kept_with, least_megabytes

SHARE: Final = 0.025  # of one core, that saving may take
BYTES_PER_S: Final = 4_000_000  # that it may write
TICK_S: Final = 0.25
TIDY_S: Final = 60.0
AGAIN_S: Final = 15.0  # after a failure it is tried again
QUIET_S: Final = 600.0  # the log tells of the next one only if that is so long after
PATIENCE_S: Final = 0.5  # with a run that is busy; it is saved the next time round
LEAVING_S: Final = 5.0  # that a server takes at its end to save what is new
# A damaged file holds values of any type, and SQLite's words on it any bytes.
DAMAGE: Final = (sqlite3.DatabaseError, UnicodeDecodeError, TypeError)
FAILURES: Final = (OSError, sqlite3.Error, *DAMAGE)
TOKEN_LENGTH: Final = 64  # at most; ours have 22 characters
T = TypeVar("T")
_log = logging.getLogger("layerwise")


class Found(NamedTuple):
    """A save: its file, and whether this very server wrote it."""

    file: bytes
    ours: bool


@dataclass(eq=False)
class _Watched:
    run: Run
    view: Callable[[], View]
    saved: object = None  # the mark of what was saved last
    put: float = -inf  # when that was
    due: float = 0.0
    left: set[str] = field(default_factory=set[str])  # whose saves this one replaces
    reduced: bool = False  # there was no room: it keeps to an equal share
    told: bool = False  # that it is too large


class Autosave:
    """The saves of this server's runs.

    Parameters
    ----------
    folder : where they stand; None for no saves at all.
    owner : tells this server from others with the same folder.
    every_s : seconds between two saves of a run, at least.
    """

    def __init__(
        self,
        folder: Path | None,
        registry: Registry,
        *,
        owner: str,
        limits: Limits,
        every_s: float,
    ) -> None:
        self._folder, self._registry = folder, registry
        self._owner, self._limits, self._every_s = owner, limits, every_s
        self._lock, self._opening = threading.Lock(), threading.Lock()
        self._watched: dict[str, _Watched] = {}
        self._left: list[str] = []
        self._saves: Saves | None = None
        self._suspect, self._again, self._tidied = False, 0.0, -TIDY_S
        self._quiet = 0.0
        self._closing = threading.Event()

    @property
    def on(self) -> bool:
        """Whether anything is to be saved at all."""
        return self._folder is not None

    def start(self) -> None:
        """Save from now on, in a thread."""
        if self.on:
            work = threading.Thread(target=self._work, name="autosave", daemon=True)
            work.start()

    def keep(self, run: Run, view: Callable[[], View], *, left: str = "") -> None:
        """A page shows this run, which is to be saved whenever it has changed.

        left : the token of the run that it takes the place of, and whose save goes
            once this one is saved.
        """
        if not self.on:
            return
        with self._lock:
            known = self._watched.get(run.token)
            if known is None or known.run is not run:
                known = self._watched[run.token] = _Watched(run, view)
            known.view = view
            if left and left != run.token:
                before = self._watched.pop(left, None)
                known.left |= {left} | (set() if before is None else before.left)
                known.left.discard(run.token)
                known.saved = None

    def find(self, token: str) -> Found | None:
        """The save of the run of a token; None without one."""
        if not 0 < len(token) <= TOKEN_LENGTH:
            return None
        saved = self._trying(lambda saves: saves.take(_key(token)))
        if saved is None or not saved.members:
            return None
        return Found(resume.as_file(saved.members), saved.ours)

    def data(self, fingerprint: str) -> bytes | None:
        """The file of own data that a save needs."""
        return self._trying(lambda saves: saves.data(fingerprint))

    def went_on_elsewhere(self, token: str) -> bool:
        """Whether another server has taken the run over meanwhile."""
        return bool(self._trying(lambda saves: saves.taken_over(_key(token))))

    def close(self) -> None:
        """Save what is new, once more; the server ends."""
        self._closing.set()
        self.save(LEAVING_S)

    def save(self, most_s: float) -> None:
        """Save now whatever has changed, as far as one comes in so many seconds."""
        end = time.monotonic() + most_s
        for watched in self._all():
            if time.monotonic() < end:
                self._save(watched)

    def _all(self) -> list[_Watched]:
        """Those that may be saved, who waits longest first; runs that the registry
        forgot are let go of, whether or not anything can be saved."""
        with self._lock:
            self._watched = {
                token: watched
                for token, watched in self._watched.items()
                if self._registry.get(token) is watched.run
            }
            return sorted(self._watched.values(), key=lambda watched: watched.due)

    def _work(self) -> None:
        while not self._closing.wait(TICK_S):
            self._round()  # which between two rounds holds no run

    def _round(self) -> None:
        for watched in self._all():
            now = time.monotonic()
            if watched.due <= now and self._again <= now:
                self._rest(*self._save(watched))
        self.tidy()

    def _rest(self, cpu_s: float, written: int) -> None:
        self._closing.wait(max(cpu_s / SHARE - cpu_s, written / BYTES_PER_S))

    def _save(self, watched: _Watched) -> tuple[float, int]:
        """Save a run if it has changed; CPU seconds and bytes that it took."""
        begun, written = time.thread_time(), 0
        try:
            with suppress(Busy), patience(PATIENCE_S):  # else the next time round
                written = self._saved(watched)
        except Exception:  # one run must not stop the others from being saved
            _log.exception("a run cannot be saved")
            self._forget(watched)
        return time.thread_time() - begun, written

    def _saved(self, watched: _Watched) -> int:
        run = watched.run
        if self._registry.get(run.token) is not run:
            return 0
        view, kept, room = watched.view(), kept_with(run), self._room_mb(watched)
        mark = view, room, *((one.token, one.mark, one.speed) for one in kept)
        mark = *mark, *((pin.run.token, pin.name) for pin in run.shelf)
        if mark == watched.saved or not any(one.mark.iteration for one in kept):
            return 0
        watched.due = time.monotonic() + self._every_s
        chosen = fitting(run, room)
        if not chosen:
            watched.saved = mark
            self._tell_too_large(watched, room)
            return 0
        key, (files, needs) = _key(run.token), resume.to_save(run, chosen, view)
        written = self._trying(lambda saves: saves.put(key, files, needs))
        if written == ELSEWHERE:
            self._forget(watched)
        elif written is not None:
            watched.saved, watched.put, self._again = mark, time.monotonic(), 0.0
            with self._lock:
                self._left += watched.left
                watched.left = set()
        return max(written or 0, 0)

    def _room_mb(self, watched: _Watched) -> float:
        """For its runs, beside which a save holds a few more states."""
        if not watched.reduced:
            return ROOM_MB
        share = self._limits.megabytes / max(1, len(self._watched))
        return min(ROOM_MB, share - resume.STATES_MB)

    def _tell_too_large(self, watched: _Watched, room_mb: float) -> None:
        if not watched.told:
            size = round(least_megabytes(watched.run), 1)
            log.event("run too large to be saved", mb=size, room_mb=round(room_mb, 1))
        watched.told = True

    def _forget(self, watched: _Watched) -> None:
        with self._lock:
            if self._watched.get(watched.run.token) is watched:
                del self._watched[watched.run.token]

    def tidy(self) -> None:
        """Drop the saves of runs that were replaced, and what is beyond the limits."""
        with self._lock:
            left = [token for token in self._left if token not in self._watched]
            self._left = []
        for token in left:
            self._trying(partial(Saves.drop, key=_key(token)))
        if time.monotonic() >= self._tidied + TIDY_S:
            self._tidied = time.monotonic()
            self._drop_beyond_limits()

    def _drop_beyond_limits(self) -> None:
        """A save that had to go is made again, no larger than its share."""
        known = {_key(watched.run.token): watched for watched in self._all()}
        gone = self._trying(partial(Saves.tidy, watched=known.keys()))
        young = time.monotonic() - self._limits.age_s
        for key in gone or ():
            if known[key].put > young:  # else it was not there, or went by its age
                known[key].reduced = True

    def _trying(self, act: Callable[[Saves], T]) -> T | None:
        """Do something with the saves; None where that is not possible."""
        if self._folder is None:
            return None
        try:
            return act(self._opened(self._folder))
        except Damaged:
            return None
        except FAILURES as error:
            self._give_up(error)
            return None

    def _opened(self, folder: Path) -> Saves:
        with self._opening:
            if self._saves is None:
                try:
                    self._saves = self._open(folder, self._suspect)
                except sqlite3.OperationalError:
                    raise
                except DAMAGE:
                    _log.warning("The file of saves was damaged; a new one is begun.")
                    clear_away(folder)
                    self._saves = self._open(folder, False)
                    for watched in self._all():  # those at rest too
                        watched.saved, watched.put = None, -inf
                self._suspect = False
            return self._saves

    def _open(self, folder: Path, suspect: bool) -> Saves:
        return Saves(folder, self._owner, self._limits, suspect=suspect)

    def _give_up(self, error: Exception) -> None:
        """For a while; a damaged file is looked at before it is used again."""
        now = time.monotonic()
        if now >= self._quiet:
            reason = (isinstance(error, OSError) and error.strerror) or error
            _log.warning("Autosave does not work, all else does: %s.", reason)
        self._again, self._quiet = now + AGAIN_S, now + QUIET_S
        damaged = isinstance(error, DAMAGE)
        with self._opening:
            if damaged and not isinstance(error, sqlite3.OperationalError):
                self._suspect = True
            if self._saves is not None:
                self._saves.close()
                self._saves = None


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
