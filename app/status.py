"""How the server is doing, in numbers that say nothing of anybody."""

import html
import logging
import os
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from app.activity import Activity, Lately
from app.places import Places
from app.registry import Registry

STARTED: Final = time.monotonic()
MEMORY: Final = Path("/proc/self/statm")
GROUPS: Final[dict[str, dict[str, str]]] = {
    "Students": {
        "inside": "at work",
        "places": "places",
        "waiting": "in the queue",
        "opened": "sessions since the start",
    },
    "Runs": {
        "runs": "kept in memory",
        "runs_mb": "their memory, MB",
        "training": "training",
        "watched": "training and looked at",
        "iterations_per_s": "iterations a second, all together",
    },
    "Load": {
        "cores": "cores busy in the last minute",
        "packing_ms": "packing a state for a page, ms of CPU",
        "slowest_page_s": "slowest page of the last ten minutes, s",
        "memory_mb": "memory of the server, MB",
        "threads": "threads",
    },
    "Health": {
        "errors_lately": "errors in the last ten minutes",
        "errors": "errors since the start",
        "uptime_s": "since the start, s",
        "cpu_s": "CPU time since the start, s",
    },
}
PAGE: Final = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Layerwise: how the server is doing</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem;
  max-width: 60rem; }
h1 { font-size: 1.3rem; }
main { display: grid; gap: 1.5rem 3rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
table { border-collapse: collapse; width: 100%; align-self: start; }
caption { font-weight: 600; text-align: left; padding-bottom: .25rem; }
th, td { padding: .25rem 0; border-top: 1px solid color-mix(in srgb, currentColor 20%,
  transparent); font-weight: 400; text-align: left; }
td { text-align: right; font-variant-numeric: tabular-nums; padding-left: 1rem; }
</style>
<h1>How the server is doing</h1>
<main>
TABLES
</main>
</html>
"""


class ErrorCount(logging.Handler):
    """Counts what was logged as an error, since the start and lately."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0
        self._lately = Lately()

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self.count += 1
        self._lately.note(time.monotonic())

    @property
    def lately(self) -> int:
        """In the last ten minutes."""
        return len(self._lately.values(time.monotonic()))


@dataclass(frozen=True)
class Status:
    """The server at one moment; what each number is, `GROUPS` says."""

    inside: int
    places: int
    waiting: int
    opened: int
    runs: int
    runs_mb: float
    training: int
    watched: int
    iterations_per_s: float
    cores: float
    packing_ms: float
    slowest_page_s: float
    memory_mb: float
    threads: int
    errors_lately: int
    errors: int
    uptime_s: float
    cpu_s: float


def status(
    registry: Registry, places: Places, activity: Activity, errors: ErrorCount
) -> Status:
    """As it is now; packing is the mean over the runs that train, memory -1 where the
    system does not tell."""
    now, cpu_s = time.monotonic(), time.process_time()
    runs, crowd = registry.all(), places.crowd(now)
    training = [run for run in runs if run.active]
    packing = [run.packing_s for run in training if run.packing_s > 0]
    cores = activity.load.cores(now, cpu_s)
    activity.load.note(now, cpu_s)
    return Status(
        inside=crowd.inside,
        places=places.most,
        waiting=crowd.waiting,
        opened=activity.opened,
        runs=len(runs),
        runs_mb=round(sum(run.nbytes for run in runs) / 1e6, 1),
        training=len(training),
        watched=registry.watched(),
        iterations_per_s=round(sum(run.achieved_speed or 0.0 for run in training)),
        cores=round(cores, 2),
        packing_ms=round(1000 * sum(packing) / max(1, len(packing)), 2),
        slowest_page_s=round(max(activity.pages.values(now), default=0.0), 2),
        memory_mb=round(_memory_bytes() / 1e6, 1),
        threads=threading.active_count(),
        errors_lately=errors.lately,
        errors=errors.count,
        uptime_s=round(now - STARTED, 1),
        cpu_s=round(cpu_s, 1),
    )


def as_page(now: Status) -> str:
    """The same for a person: tables that renew themselves every five seconds."""
    values = asdict(now)
    tables = "\n".join(
        _table(title, {told: values[name] for name, told in group.items()})
        for title, group in GROUPS.items()
    )
    return PAGE.replace("TABLES", tables)


def _table(title: str, rows: dict[str, float]) -> str:
    cells = "".join(
        f'<tr><th scope="row">{html.escape(told)}</th><td>{value:,}</td></tr>'
        for told, value in rows.items()
    )
    return f"<table><caption>{html.escape(title)}</caption>{cells}</table>"


def _memory_bytes() -> float:
    try:
        pages = int(MEMORY.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return -1e6
    return float(pages * os.sysconf("SC_PAGE_SIZE"))
