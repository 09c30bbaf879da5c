"""Interleaved timing: everyone once, then everyone again.

The speed of a machine drifts; what is compared must drift together.
"""

import importlib.metadata
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from threadpoolctl import ThreadpoolController

Progress = Callable[[str], None]
LEAST = 20


class Learner(Protocol):
    """Somebody's way to train; `run` goes on from where it stands."""

    def run(self, n: int) -> None:
        """Train n units: iterations, or epochs of mini-batches."""
        ...

    def cost(self) -> float:
        """Cross-entropy of the training set now."""
        ...


@dataclass(frozen=True)
class Entry:
    """One row: a name, and how its learner is made.

    whole : the run has a fixed length and its set-up counts, as for a caller.
    threads : of the BLAS behind numpy; PyTorch's are set by its learner.
    tolerance : of its cost against the readable functions; None has no cost.
    """

    name: str
    make: Callable[[], Learner]
    whole: int | None = None
    threads: int = 1
    tolerance: float | None = 1e-6


@dataclass
class Row:
    """What was measured of an entry: seconds a unit, one value a round."""

    name: str
    units: int = 0
    seconds: list[float] = field(default_factory=list[float])
    note: str = ""

    @property
    def median(self) -> float:
        """Seconds a unit, NaN if nothing could be measured."""
        return float(np.median(self.seconds)) if self.seconds else float("nan")


class Missing(Exception):
    """A peer cannot take part; the message says why."""


def require(package: str) -> str:
    """The installed version of a package, else Missing."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        raise Missing(f"{package} is not installed") from None


def measure(
    entries: Sequence[Entry],
    expected: Callable[[int], float],
    *,
    check_units: int,
    rounds: int,
    seconds: float,
    progress: Progress,
) -> list[Row]:
    """Check every entry's numbers, then time all of them in turn.

    expected : the true cost after so many units.
    seconds : about how long one repetition takes; a `whole` one takes what it takes.
    """
    blas, taking_part, rows = ThreadpoolController(), [], []
    truth = expected(check_units)
    for entry in entries:
        row = Row(entry.name)
        rows.append(row)
        progress(f"check {entry.name}")
        try:
            learner = entry.make()
            with blas.limit(limits=entry.threads):
                _check(entry, learner, truth, check_units)
                fitting = _fitting(learner, check_units, seconds)
            row.units = entry.whole or fitting
        except Missing as reason:
            row.note = str(reason)
            continue
        taking_part.append((entry, learner, row))
    for k in range(rounds):
        for entry, learner, row in taking_part:
            progress(f"round {k + 1} of {rounds}: {entry.name}")
            with blas.limit(limits=entry.threads):
                start = time.perf_counter()
                learner.run(row.units)
                row.seconds.append((time.perf_counter() - start) / row.units)
    return rows


def _check(entry: Entry, learner: Learner, truth: float, units: int) -> None:
    """Nobody is quoted who trains another network."""
    learner.run(units)
    if entry.tolerance is None:
        return
    cost = learner.cost()
    if not abs(cost - truth) <= entry.tolerance * abs(truth):
        raise AssertionError(
            f"{entry.name} has cost {cost!r} after {units} units, not {truth!r}: it "
            "does not train the same network."
        )


def _fitting(learner: Learner, units: int, seconds: float) -> int:
    """How many units fit into a repetition."""
    start = time.perf_counter()
    learner.run(units)
    return max(LEAST, int(seconds * units / (time.perf_counter() - start)))


def show_progress(start: float) -> Progress:
    """Progress on one line of the terminal, or a line each where there is none."""

    def show(text: str) -> None:
        line = f"[{time.perf_counter() - start:5.0f} s] {text}"
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line[:100]}", end="", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)

    return show
