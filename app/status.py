"""How the server is doing, in numbers that say nothing of anybody."""

import html
import logging
import os
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from app.registry import Registry

STARTED: Final = time.monotonic()
MEMORY: Final = Path("/proc/self/statm")
PAGE: Final = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Layerwise: how the server is doing</title>
<body style="font:1rem system-ui;margin:2rem">
<h1 style="font-size:1.3rem">How the server is doing</h1>
<table>{rows}</table>
</body>
</html>
"""
CELL: Final = "text-align:left;padding:.2rem 1.5rem .2rem 0;font-weight:400"


class ErrorCount(logging.Handler):
    """Counts what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self.count += 1


@dataclass(frozen=True)
class Status:
    """The server at one moment.

    Attributes
    ----------
    uptime_s : seconds since it started.
    runs : kept in memory. training, watched : of them, those that train, and those
        that train while somebody looks.
    iterations_per_s : of all runs together, lately.
    packing_ms : CPU time of a state for its page, the mean over the runs watched.
    cpu_s : CPU time of the process since it started.
    memory_mb : in RAM; -1 where the system does not tell.
    threads, errors : there now, and logged since the start.
    """

    uptime_s: float
    runs: int
    training: int
    watched: int
    iterations_per_s: float
    packing_ms: float
    cpu_s: float
    memory_mb: float
    threads: int
    errors: int


def status(registry: Registry, errors: int) -> Status:
    """As it is now."""
    runs = registry.all()
    training = [run for run in runs if run.active]
    packing = [run.packing_s for run in training if run.packing_s > 0]
    return Status(
        uptime_s=round(time.monotonic() - STARTED, 1),
        runs=len(runs),
        training=len(training),
        watched=registry.watched(),
        iterations_per_s=round(sum(run.achieved_speed or 0.0 for run in training)),
        packing_ms=round(1000 * sum(packing) / max(1, len(packing)), 2),
        cpu_s=round(time.process_time(), 1),
        memory_mb=round(_memory_bytes() / 1e6, 1),
        threads=threading.active_count(),
        errors=errors,
    )


def as_page(now: Status) -> str:
    """The same for a person: a table that renews itself every five seconds."""
    rows = "".join(
        f'<tr><th scope="row" style="{CELL}">{html.escape(name.replace("_", " "))}</th>'
        f'<td style="font-variant-numeric:tabular-nums">{value:,}</td></tr>'
        for name, value in asdict(now).items()
    )
    return PAGE.format(rows=rows)


def _memory_bytes() -> float:
    try:
        pages = int(MEMORY.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return -1e6
    return float(pages * os.sysconf("SC_PAGE_SIZE"))
