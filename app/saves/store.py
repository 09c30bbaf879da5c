"""What the server saved of its students' runs, in one SQLite file.

A save is a few named members, as a workspace has them, cut into blocks. Most of what
is saved again has not changed since (kept states, the past of a curve), so only blocks
that differ are written. Whoever knows the key, and only they, gets a save; the key is
a digest, so that the file does not hold what opens it.

Two servers may share the file. A save belongs to the one that wrote or took it last:
the other, which may still hold an older copy of the run, can no longer overwrite it.
"""

import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Generator, Mapping, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from app.saves.place import FILE
from app.saves.room import MB, Entry, Limits, staying

BLOCK: Final = 65_536  # bytes
PAGE: Final = 4096  # bytes, which a block may waste
WAIT_S: Final = 2.0  # for another server's turn
ELSEWHERE: Final = -1
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS saves (key BLOB PRIMARY KEY, owner TEXT NOT NULL,
  version INTEGER NOT NULL, saved REAL NOT NULL, size INTEGER NOT NULL,
  needs TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS blocks (key BLOB NOT NULL, name TEXT NOT NULL,
  number INTEGER NOT NULL, crc INTEGER NOT NULL, body BLOB NOT NULL,
  UNIQUE (key, name, number));
CREATE TABLE IF NOT EXISTS data (name TEXT PRIMARY KEY, crc INTEGER NOT NULL,
  body BLOB NOT NULL);
"""

Blocks = dict[tuple[str, int], int]  # what each holds, as Python's hash of it


class Saved(NamedTuple):
    """A save that was found: its members, and whether this server wrote it last."""

    members: dict[str, bytes]
    ours: bool


class Damaged(Exception):
    """A block is not what was written."""


class Saves:
    """The file, opened; every method may raise `sqlite3.Error`.

    Parameters
    ----------
    folder : where it stands; made if missing.
    owner : tells this server from others that use the same folder.
    suspect : look through the whole file first.

    Raises
    ------
    OSError, sqlite3.OperationalError : there is no writing there.
    sqlite3.DatabaseError : the file is damaged, or is something else.
    """

    def __init__(
        self, folder: Path, owner: str, limits: Limits, *, suspect: bool = False
    ) -> None:
        self._owner, self._limits = owner, limits
        self._lock = threading.Lock()
        self._written: dict[bytes, tuple[int, Blocks]] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / FILE
        path.touch(mode=0o600)
        self._base = sqlite3.connect(
            path, timeout=WAIT_S, isolation_level=None, check_same_thread=False
        )
        if (
            suspect
            and self._base.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
        ):
            raise sqlite3.DatabaseError("the file is damaged")
        # Written to the disk by the system, in time: a killed server loses nothing.
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("PRAGMA secure_delete = FAST")
        most = int(1.25 * limits.megabytes * MB / PAGE)  # the last line of defence
        self._base.execute(f"PRAGMA max_page_count = {most}")
        self._base.executescript(SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._base.close()

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def put(
        self,
        key: bytes,
        members: Mapping[str, bytes],
        needs: Mapping[str, Callable[[], bytes]],
    ) -> int:
        """Save members under a key, in place of what is there; the bytes written.

        needs : data that they refer to by name, kept once however many need them;
            made only if they are not there.
        Nothing is written, and ELSEWHERE returned, where another server took it over.
        """
        pieces = {
            (name, start // BLOCK): body[start : start + BLOCK]
            for name, body in members.items()
            for start in range(0, max(len(body), 1), BLOCK)
        }
        blocks = {place: hash(body) for place, body in pieces.items()}
        size = sum(len(body) + PAGE for body in pieces.values())
        with self._writing() as base:
            found = base.execute(
                "SELECT owner, version FROM saves WHERE key = ?", (key,)
            ).fetchone()
            if found is not None and found[0] != self._owner:
                self._written.pop(key, None)
                return ELSEWHERE
            version = 1 if found is None else found[1] + 1
            before = self._before(base, key, version - 1)
            changed = [place for place in blocks if before.get(place) != blocks[place]]
            base.executemany(
                "DELETE FROM blocks WHERE key = ? AND name = ? AND number = ?",
                [(key, *place) for place in before.keys() - blocks.keys()],
            )
            base.executemany(
                "INSERT OR REPLACE INTO blocks VALUES (?, ?, ?, ?, ?)",
                [(key, *p, zlib.crc32(pieces[p]), pieces[p]) for p in changed],
            )
            for name, make in needs.items():
                self._supply(base, name, make)
            base.execute(
                "INSERT OR REPLACE INTO saves VALUES (?, ?, ?, ?, ?, ?)",
                (key, self._owner, version, time.time(), size, " ".join(needs)),
            )
        self._written[key] = version, blocks
        return sum(len(pieces[place]) for place in changed)

    def _supply(
        self, base: sqlite3.Connection, name: str, make: Callable[[], bytes]
    ) -> None:
        there = "SELECT 1 FROM data WHERE name = ?"
        if base.execute(there, (name,)).fetchone() is None:
            body = make()
            crc = zlib.crc32(body)
            base.execute("INSERT INTO data VALUES (?, ?, ?)", (name, crc, body))

    def _before(self, base: sqlite3.Connection, key: bytes, version: int) -> Blocks:
        """What is there of a key, if this process knows it; else nothing is left."""
        known, blocks = self._written.get(key, (0, {}))
        if known == version and version:
            return blocks
        base.execute("DELETE FROM blocks WHERE key = ?", (key,))
        return {}

    def take(self, key: bytes) -> Saved | None:
        """The save of a key, which is this server's from now on; None if there is none.

        Raises
        ------
        Damaged : it cannot be trusted.
        """
        with self._lock:
            read = self._base.execute
            found = read("SELECT owner FROM saves WHERE key = ?", (key,)).fetchone()
            blocks = read(
                "SELECT name, crc, body FROM blocks WHERE key = ? "
                "ORDER BY name, number",
                (key,),
            )
            rows = blocks.fetchall()
        if found is None:
            return None
        with suppress(sqlite3.OperationalError), self._writing() as base:  # a full disk
            base.execute("UPDATE saves SET owner = ? WHERE key = ?", (self._owner, key))
        parts: dict[str, list[bytes]] = {}
        for name, crc, body in rows:
            parts.setdefault(str(name), []).append(_checked(body, crc))
        members = {name: b"".join(bodies) for name, bodies in parts.items()}
        return Saved(members, found[0] == self._owner)

    def taken_over(self, key: bytes) -> bool:
        """Whether another server has gone on with this save."""
        with self._lock:
            return self._is_anothers(self._base, key)

    def _is_anothers(self, base: sqlite3.Connection, key: bytes) -> bool:
        of = "SELECT owner FROM saves WHERE key = ?"
        found = base.execute(of, (key,)).fetchone()
        return found is not None and found[0] != self._owner

    def data(self, name: str) -> bytes | None:
        """Data that saves refer to; None if there are none of that name.

        Raises
        ------
        Damaged : they cannot be trusted.
        """
        with self._lock:
            found = self._base.execute(
                "SELECT crc, body FROM data WHERE name = ?", (name,)
            ).fetchone()
        return None if found is None else _checked(found[1], found[0])

    def drop(self, key: bytes) -> None:
        """Keep nothing under a key, unless another server does."""
        with self._writing() as base:
            if not self._is_anothers(base, key):
                _drop(base, key)
        self._written.pop(key, None)

    def tidy(self, watched: Set[bytes] = frozenset()) -> Set[bytes]:
        """Drop what is too old or beyond the limits, as `app/saves/room.py` says.

        watched : keys of saves whose runs somebody looks at. Returned are those of
            them that are not there, whoever dropped them.
        """
        with self._writing() as base:
            rows = base.execute("SELECT key, saved, size, needs FROM saves").fetchall()
            data = base.execute("SELECT name, length(body) FROM data").fetchall()
            _must_be(rows, (bytes, float, int, str))
            _must_be(data, (str, int))
            sizes = dict(data)
            entries = [
                Entry(key, saved, size, frozenset(needs.split()) & sizes.keys())
                for key, saved, size, needs in rows
            ]
            stay = staying(
                entries, sizes, self._limits, now=time.time(), watched=watched
            )
            there, needed = {entry.key for entry in stay}, set[str]()
            needed.update(*(entry.needs for entry in stay))
            for key in {entry.key for entry in entries} - there:
                _drop(base, key)
                self._written.pop(key, None)
            for name in sizes.keys() - needed:
                base.execute("DELETE FROM data WHERE name = ?", (name,))
        return watched - there


def _drop(base: sqlite3.Connection, key: bytes) -> None:
    base.execute("DELETE FROM blocks WHERE key = ?", (key,))
    base.execute("DELETE FROM saves WHERE key = ?", (key,))


def _must_be(rows: list[tuple[Any, ...]], kinds: tuple[type, ...]) -> None:
    """What the columns were declared as; a damaged file gives any type."""
    if not all(
        isinstance(value, kind)
        for row in rows
        for value, kind in zip(row, kinds, strict=True)
    ):
        raise sqlite3.DatabaseError("the file is damaged")


def _checked(body: object, crc: object) -> bytes:
    """What was written; a damaged file gives any type."""
    if not isinstance(body, bytes) or zlib.crc32(body) != crc:
        raise Damaged
    return body
