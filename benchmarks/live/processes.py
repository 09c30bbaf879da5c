"""What processes use, from Linux's /proc; NaN elsewhere."""

import math
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PROC = Path("/proc")
HAS_PROC = (PROC / "self" / "stat").is_file()


@dataclass(frozen=True)
class Process:
    """A line of /proc/PID/stat; `cpu` in ticks, its children that ended included."""

    name: str
    parent: int
    cpu: int


def resident_bytes() -> float:
    """Memory of this process that is in RAM."""
    if not HAS_PROC:
        return math.nan
    pages = (PROC / "self" / "statm").read_text().split()[1]
    return int(pages) * float(os.sysconf("SC_PAGE_SIZE"))


def parse_stat(text: str) -> Process:
    """The name stands in brackets and may hold any character, brackets too."""
    before, _, after = text.rpartition(")")
    fields = after.split()
    name = before.partition("(")[2]
    return Process(name, int(fields[1]), sum(map(int, fields[11:15])))


def parse_busy(text: str) -> int:
    """Ticks that all cores were busy, from /proc/stat: all but idle and waiting."""
    user, nice, system, _, _, interrupts, soft, stolen = map(int, text.split()[1:9])
    return user + nice + system + interrupts + soft + stolen


def descendants(parents: Iterable[tuple[int, int]], root: int) -> set[int]:
    """A process and all below it, from pairs of a process and its parent."""
    children: dict[int, list[int]] = {}
    for pid, parent in parents:
        children.setdefault(parent, []).append(pid)
    found, waiting = {root}, [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting += below
    return found


def tree(root: int, name: str = "") -> dict[int, Process]:
    """A process and all below it; only those of a name, if one is given."""
    alive: dict[int, Process] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            alive[int(folder.name)] = parse_stat((folder / "stat").read_text())
        except OSError:  # gone meanwhile
            continue
    below = descendants([(pid, p.parent) for pid, p in alive.items()], root)
    found = {pid: alive[pid] for pid in below if pid in alive}
    return {pid: p for pid, p in found.items() if p.name.startswith(name)}


def ours(name: str = "") -> float:
    """CPU seconds of this process and those it started; of a name, if one is given."""
    if not HAS_PROC:
        return math.nan
    ticks = sum(process.cpu for process in tree(os.getpid(), name).values())
    return ticks / os.sysconf("SC_CLK_TCK")


def browser_seconds() -> float:
    """CPU seconds of the Chromium that this process started."""
    return ours("chrom")


class Machine:
    """How many cores other programs kept busy inside a `with`: their noise is ours."""

    others = math.nan

    def __enter__(self) -> Self:
        self._begun, self._busy, self._ours = time.perf_counter(), _busy(), ours()
        return self

    def __exit__(self, *_: object) -> None:
        passed = time.perf_counter() - self._begun
        used = (_busy() - self._busy) - (ours() - self._ours)
        self.others = max(0.0, used / passed) if HAS_PROC else math.nan


def _busy() -> float:
    if not HAS_PROC:
        return math.nan
    first = (PROC / "stat").read_text().partition("\n")[0]
    return parse_busy(first) / os.sysconf("SC_CLK_TCK")
