"""`python -m benchmarks.live`: the live page in a real browser, all in one run."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser

from benchmarks.live import closing, idle, memory, pace, panes, pause, scrub, updates
from benchmarks.live.figures import Figure, data, table
from benchmarks.live.processes import Machine
from benchmarks.live.stage import QUICK, WORKS, Plan, Stage, Work, chromium, stage
from benchmarks.measure import Progress, show_progress
from benchmarks.report import machine

Measure = Callable[[Stage, Work, Plan], list[Figure]]
GROUPS: Final[dict[str, Measure]] = {
    "updates": updates.measure,
    "pause": pause.measure,
    "pace": pace.measure,
    "panes": panes.measure,
    "idle": idle.measure,
    "closing": closing.measure,
    "memory": memory.measure,
    "scrub": scrub.measure,
}


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.live", description=__doc__
    )
    works = [work.key for work in WORKS]
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    for name, choices in (("--only", [*GROUPS]), ("--work", works)):
        text = f"some of {','.join(choices)}, with commas"
        parser.add_argument(name, default=",".join(choices), help=text)
    parser.add_argument("--quick", action="store_true", help="a rough look")
    parsed = parser.parse_args(argv)
    for name, choices in (("only", [*GROUPS]), ("work", works)):
        wished = getattr(parsed, name).split(",")
        for key in wished:
            if key not in choices:
                parser.error(
                    f"--{name} got {key!r}; it takes some of {', '.join(choices)}"
                )
        setattr(parsed, name, wished)
    return parsed


def figures_of(
    browser: Browser, work: Work, asked: argparse.Namespace, progress: Progress
) -> list[Figure]:
    """All figures of a work, each group on a fresh server."""
    plan, found = QUICK if asked.quick else Plan(), list[Figure]()
    for key in asked.only:
        progress(f"{work.key}: {key}")
        with stage(browser) as there, Machine() as around:
            found += GROUPS[key](there, work, plan)
        found.append(Figure(f"({key}) others' load", around.others, "cores"))
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write the file if one is wished."""
    asked = arguments(argv)
    progress = show_progress(time.perf_counter())
    works = [work for work in WORKS if work.key in asked.work]
    written: list[dict[str, Any]] = []
    with chromium() as browser:
        for work in works:
            figures = figures_of(browser, work, asked, progress)
            print(f"\n{table(f'{work.key}: {work.title}', figures)}", flush=True)
            written.append({"key": work.key, "figures": [*map(data, figures)]})
        version = browser.version
    around = {**machine(), "browser": f"Chromium {version}"}
    print(f"\n{around}")
    if asked.json:
        content = {"machine": around, "works": written}
        asked.json.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
