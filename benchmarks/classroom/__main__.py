"""`python -m benchmarks.classroom`: a class of students on one machine, for minutes."""

import argparse
import asyncio
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.classroom.house import House, house
from benchmarks.classroom.student import Seen, Student
from benchmarks.live.figures import Figure, Target, percentile, table
from benchmarks.live.stage import Tab, Usage, Work, chromium
from benchmarks.measure import show_progress

PROBES = 2  # of the students, in Chromium
HEAVY_EVERY = 10  # each tenth student trains a large network at full speed
WORK = Work("class", "silhouettes", {"v": "1", "iterations": "1000000"})
LOOK_S = 5.0


@dataclass
class Lesson:
    """What came out.

    Attributes
    ----------
    students : what each of those without a browser got.
    painted : updates a second of each probe, each time it was looked at.
    cpu, memory : cores that the servers used, and their bytes at the end.
    """

    students: list[Seen] = field(default_factory=list[Seen])
    painted: list[list[float]] = field(default_factory=list[list[float]])
    cpu: float = float("nan")
    memory: float = float("nan")


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.classroom", description=__doc__
    )
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument(
        "--servers", type=int, choices=(1, 2), default=2, help="nginx stands before two"
    )
    return parser.parse_args(argv)


def hold(there: House, students: int, seconds: float) -> Lesson:
    """Let a class work for so long.

    The browsers are there before the others come: to load a page takes half a minute of
    the cores that a class's servers share with nobody.
    """
    lesson = Lesson()
    tabs = [there.open(WORK) for _ in range(min(PROBES, students))]
    for tab in tabs:
        tab.play()
    until = time.monotonic() + seconds
    raw = [
        Student(there.url, n, heavy=n % HEAVY_EVERY == HEAVY_EVERY - 1)
        for n in range(max(0, students - PROBES))
    ]

    async def all_of_them() -> None:
        lesson.students += await asyncio.gather(*(s.attend(until) for s in raw))

    others = threading.Thread(target=lambda: asyncio.run(all_of_them()))
    before = there.usage()
    others.start()
    lesson.painted = [[] for _ in tabs]
    while time.monotonic() + LOOK_S < until:
        for tab, painted in zip(tabs, lesson.painted, strict=True):
            painted.append(_painted(tab))
    after = there.usage()
    others.join()
    lesson.cpu = sum(_cores(*used) for used in zip(before, after, strict=True))
    lesson.memory = sum(used.memory for used in after)
    return lesson


def _painted(tab: Tab) -> float:
    try:
        watched = tab.watch(LOOK_S / 2)
    except RuntimeError:  # it stood still
        return 0.0
    return len(watched.updates) / watched.seconds


def _cores(before: Usage, after: Usage) -> float:
    return (after.cpu - before.cpu) / (after.time - before.time)


def figures(lesson: Lesson, seconds: float) -> list[Figure]:
    """What a teacher wants to know."""
    rates = [seen.rate for seen in lesson.students]
    clicks = [1000 * took for seen in lesson.students for took in seen.clicks]
    errors = [error for seen in lesson.students for error in seen.errors]
    slowest = float(np.min(rates)) if rates else float("nan")
    looks = [look for painted in lesson.painted for look in painted]
    slower = min(float(np.mean(painted)) for painted in lesson.painted)
    at_least_2 = Target(2, at_least=True)
    return [
        Figure("fresh states, the slowest student", slowest, "/s", at_least_2, rates),
        Figure("fresh states, median", percentile(rates, 50), "/s"),
        Figure("painted by the slower probe", slower, "/s", at_least_2, looks),
        Figure("click to the page drawn, p50", percentile(clicks, 50), "ms"),
        Figure("… p95", percentile(clicks, 95), "ms", Target(1000), clicks),
        Figure("… p99", percentile(clicks, 99), "ms"),
        Figure("clicks", len(clicks), ""),
        Figure("steps", sum(s.steps for s in lesson.students) / seconds, "/s"),
        Figure("servers", lesson.cpu, "cores"),
        Figure("memory of the servers", lesson.memory / 1e6, "MB", Target(4000)),
        Figure("errors", len(errors), "", Target(1), note="; ".join(errors[:3])),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Hold the class and print what came out."""
    asked = arguments(argv)
    progress = show_progress(time.perf_counter())
    title = f"{asked.students} students, {asked.minutes:g} minutes"
    title += f", servers: {asked.servers}"
    progress(title)
    seconds = 60 * asked.minutes
    with chromium() as browser, house(browser, asked.servers) as there:
        lesson = hold(there, asked.students, seconds)
    print(f"\n{table(title, figures(lesson, seconds))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
