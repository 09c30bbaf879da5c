"""`python -m benchmarks.soak`: one tab trains, is dragged and turned for an hour."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import CDPSession

from benchmarks.live.figures import table
from benchmarks.live.processes import tree
from benchmarks.live.stage import Stage, chromium, stage
from benchmarks.measure import show_progress
from benchmarks.soak.readings import (
    BEGIN_MIN,
    Reading,
    figures,
    files_of,
    private_mb,
    threads_of,
    write,
)
from benchmarks.soak.visit import WORK, Visit


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.soak", description=__doc__
    )
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--csv", type=Path, help="where to keep all readings")
    asked = parser.parse_args(argv)
    if asked.minutes <= BEGIN_MIN:
        parser.error(
            f"--minutes {asked.minutes:g}: what is measured begins after "
            f"{BEGIN_MIN:g} minutes; give more."
        )
    return asked


def soak(there: Stage, minutes: float, kept: Path | None) -> list[Reading]:
    """Everything again and again; a reading after each round."""
    progress = show_progress(time.perf_counter())
    visit, begun = Visit(there.open(WORK)), time.monotonic()
    memory = visit.tab.page.context.new_cdp_session(visit.tab.page)
    readings: list[Reading] = []
    while (minute := (time.monotonic() - begun) / 60) < minutes:
        updates = visit.once()
        readings.append(_reading(there, visit, memory, minute, updates))
        progress(
            f"minute {minute:.1f} of {minutes:g}, run {visit.runs}: {readings[-1]}"
        )
        if kept is not None:
            write(readings, kept)
    return readings


def _reading(
    there: Stage, visit: Visit, memory: CDPSession, minute: float, updates: float
) -> Reading:
    pid = there.app.pid
    memory.send("HeapProfiler.collectGarbage")
    heap = memory.send("Runtime.getHeapUsage")["usedSize"]
    return Reading(
        minute=round(minute, 2),
        server_mb=round(there.server.usage().memory / 1e6, 1),
        browser_mb=round(private_mb(tree(os.getpid(), "chrom")), 1),
        page_mb=round(heap / 1e6, 2),
        threads=threads_of(pid),
        files=files_of(pid),
        processes=len(tree(pid)),
        updates=round(updates, 2),
        iterations=visit.tab.iteration,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Go on for so long and print what has changed."""
    asked = arguments(argv)
    with chromium() as browser, stage(browser) as there:
        readings = soak(there, asked.minutes, asked.csv)
    title = f"{asked.minutes:g} minutes, {len(readings)} rounds"
    print(f"\n{table(title, figures(readings))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
