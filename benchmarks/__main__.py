"""`python -m benchmarks`: everyone on the same work, side by side, in one run."""

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.entries import entries_of
from benchmarks.growth import measure_growth
from benchmarks.learners.layerwise import WholeModel
from benchmarks.learners.notebook import Notebook
from benchmarks.measure import Progress, measure, show_progress
from benchmarks.report import (
    Section,
    data,
    growth_table,
    machine,
    ratio_table,
    ratios,
    table,
)
from benchmarks.together import measure_together
from benchmarks.work import (
    Work,
    cats,
    course_photos,
    planar,
    playground,
    silhouettes,
    two_layer_cats,
)

KEYS = ("a", "a2", "b", "c", "d", "e", "f")
CHECKED_ITERATIONS = 300


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument(
        "--only", default=",".join(KEYS), help=f"some of {','.join(KEYS)}, with commas"
    )
    parser.add_argument("--quick", action="store_true", help="a rough look: 3 rounds")
    parsed = parser.parse_args(argv)
    parsed.only = parsed.only.split(",")
    for key in parsed.only:
        if key not in KEYS:
            parser.error(f"--only got {key!r}; it takes some of {', '.join(KEYS)}")
    parsed.rounds, parsed.seconds = (3, 0.1) if parsed.quick else (5, 0.6)
    return parsed


def cat_work() -> Work:
    """The four-layer model on the course's photos, or else on the embedded cats."""
    photos = course_photos()
    return silhouettes() if photos is None else cats(photos, "a", "course's photos")


def works(only: Sequence[str]) -> list[Work]:
    """The works wished for whose data are here."""
    photos = course_photos() if {"a", "a2"} & set(only) else None
    found: list[Work] = []
    if photos is not None:
        found += [cats(photos, "a", "course's photos"), two_layer_cats(photos)]
    elif {"a", "a2"} & set(only):
        print("(a) needs the course's photos: set LAYERWISE_DATA to their folder.")
    found += [silhouettes(), planar(), playground()]
    return [work for work in found if work.key in only]


def section_of(work: Work, rounds: int, seconds: float, progress: Progress) -> Section:
    """Everyone's rows in a work."""

    def expected(units: int) -> float:
        learner = Notebook(work)
        learner.run(units)
        return learner.cost()

    rows = measure(
        entries_of(work),
        expected,
        check_units=20 if work.unit == "iteration" else 2,
        rounds=rounds,
        seconds=seconds,
        progress=progress,
    )
    return Section(work, rows)


def same_costs(work: Work) -> str:
    """Whether the costs the course prints are those of the readable functions."""
    ours, notebook, costs = WholeModel(work), Notebook(work), list[str]()
    ours.run(CHECKED_ITERATIONS + 1)
    for _ in ours.costs:
        costs.append(f"{notebook.cost():.6f}")
        notebook.run(100)
    same = costs == [f"{cost:.6f}" for cost in ours.costs]
    verdict = "the same in both" if same else "NOT the same"
    shown = ", ".join(costs)
    return f"    costs of L_layer_model and notebook, every 100: {shown}: {verdict}"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and write the file if one is wished."""
    asked = arguments(argv)
    progress = show_progress(time.perf_counter())
    settings = (asked.rounds, asked.seconds, progress)
    sections: list[Section] = []
    texts: list[str] = []
    for work in works(asked.only):
        sections.append(section_of(work, *settings))
        texts.append(table(sections[-1]))
        if work.key in ("a", "a2"):
            progress("compare the costs of L_layer_model and notebook")
            texts.append(same_costs(work))
    growths = measure_growth(*settings) if "e" in asked.only else []
    if "f" in asked.only:
        work = dataclasses.replace(cat_work(), key="f")
        sections.append(Section(work, measure_together(work, *settings)))
        texts.append(table(sections[-1]))
    if growths:
        texts.append(growth_table(growths))
    found = ratios(sections)
    print(file=sys.stderr)
    print("\n\n".join([*texts, ratio_table(found), str(machine())]))
    if asked.json:
        content = json.dumps(data(sections, growths, found), indent=1)
        asked.json.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
