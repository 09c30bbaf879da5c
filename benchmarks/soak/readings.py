"""What is noted while it goes on, and whether it has grown."""

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from benchmarks.live.figures import Figure, Target, percentile
from benchmarks.live.processes import PROC

BEGIN_MIN = 5.0  # until then caches fill and the record of the first run grows
PART = 0.25  # of what comes after: its first and its last quarter are compared
GROWTH = Target(5)


@dataclass(frozen=True)
class Reading:
    """One moment.

    minute : since the beginning.
    server_mb, browser_mb, page_mb : memory of the server, of Chromium's processes
        without what they share, and of the page's JavaScript.
    threads, files, processes : of the server, its children counted as processes.
    updates : of the page, a second.
    iterations : of the run.
    """

    minute: float
    server_mb: float
    browser_mb: float
    page_mb: float
    threads: int
    files: int
    processes: int
    updates: float
    iterations: int


def threads_of(pid: int) -> int:
    """Threads of a process."""
    return len(os.listdir(PROC / str(pid) / "task"))


def files_of(pid: int) -> int:
    """Files, sockets and pipes that a process has open."""
    return len(os.listdir(PROC / str(pid) / "fd"))


def private_mb(pids: Iterable[int]) -> float:
    """Memory of processes that they do not share, in megabytes."""
    kilobytes = 0
    for pid in pids:
        try:
            rollup = (PROC / str(pid) / "smaps_rollup").read_text()
        except OSError:  # gone meanwhile
            continue
        lines = (line for line in rollup.splitlines() if line.startswith("Private_"))
        kilobytes += sum(int(line.split()[1]) for line in lines)
    return kilobytes / 1000


def write(readings: Sequence[Reading], path: Path) -> None:
    """As a table for a spreadsheet."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, [field.name for field in fields(Reading)])
        rows.writeheader()
        rows.writerows(asdict(reading) for reading in readings)


def figures(readings: Sequence[Reading]) -> list[Figure]:
    """What grew from the first quarter after the beginning to the last one."""
    settled = [r for r in readings if r.minute >= BEGIN_MIN]
    part = max(1, round(PART * len(settled)))
    early, late = settled[:part], settled[-part:]

    def grown(name: str, target: Target | None = GROWTH, unit: str = "%") -> Figure:
        values = [float(getattr(r, name)) for r in settled]
        before, after = (
            percentile([float(getattr(r, name)) for r in some], 50)
            for some in (early, late)
        )
        change = after - before if unit == "more" else 100 * (after / before - 1)
        title = f"{_TITLES[name]}, {before:,.4g} -> {after:,.4g}"
        return Figure(title, change, unit, target, values)

    return [
        grown("server_mb"),
        grown("threads", Target(1), "more"),
        grown("files", Target(1), "more"),
        grown("processes", Target(1), "more"),
        grown("page_mb"),
        grown("browser_mb", None),
        grown("updates", Target(-10, at_least=True)),
    ]


_TITLES = {
    "server_mb": "memory of the server, MB",
    "threads": "threads of the server",
    "files": "open files of the server",
    "processes": "processes of the server",
    "page_mb": "JavaScript memory of the page, MB",
    "browser_mb": "memory of Chromium, MB",
    "updates": "updates a second",
}
