"""`python -m benchmarks.sweep`: a sweep as the app runs it, beside one run at a time.

64 cat networks of the course's shape, 8 learning rates with 8 seeds each, to their last
iteration. Everything counts: starting the processes, handing over the pictures, G, the
first weights, the test set at the end.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from threadpoolctl import ThreadpoolController

from app.workers import Workers
from benchmarks.report import machine
from benchmarks.work import silhouettes
from dnn_core import Inputs, TrainingSession
from dnn_core.engine import seconds_per_iteration
from dnn_core.sweep import (
    Range,
    Result,
    Stored,
    Sweep,
    group_seconds,
    results_of,
    together,
)

WANTED_S = 15.0


class Measured(NamedTuple):
    """Seconds on the clock and of CPU, and the last costs in the plan's order."""

    seconds: float
    cpu: float
    costs: list[float | None]


def plan(iterations: int) -> tuple[Sweep, Inputs]:
    """What is trained."""
    work = silhouettes()
    rates = Range("learning_rate", 0.001, 0.0075, steps=8)
    base = work.config.replace(num_iterations=iterations)
    return Sweep(base, (rates,), seeds=tuple(range(1, 9))), work.inputs


def swept(sweep: Sweep, inputs: Inputs, processes: int) -> Measured:
    """By the app's workers, from nothing to the last result."""
    start, before = time.perf_counter(), _cpu()
    workers, results = Workers(processes), list[Result]()
    with tempfile.TemporaryDirectory() as folder:
        source = Stored.write(inputs, Path(folder))
        for some in results_of(sweep.groups(), source, workers):
            results += some
        workers.shutdown()
    results.sort(key=lambda result: result.index)
    costs = [result.cost for result in results]
    return Measured(time.perf_counter() - start, _cpu() - before, costs)


def one_by_one(sweep: Sweep, inputs: Inputs) -> Measured:
    """By sessions, in this process."""
    start, before, costs = time.perf_counter(), _cpu(), list[float | None]()
    fresh = Inputs(inputs.X, inputs.Y, inputs.X_test, inputs.Y_test)
    for config in sweep.configs():
        session = TrainingSession(config, fresh)
        session.step(config.num_iterations)
        costs.append(float(session.costs()[1][-1]))
    return Measured(time.perf_counter() - start, _cpu() - before, costs)


def _cpu() -> float:
    """Of this process and of its children that have ended."""
    used = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(whose)[:2]) for whose in used)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 if the sweep takes longer than is wanted.

    Where others keep the machine busy, its CPU time is what counts.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweep")
    parser.add_argument("--iterations", type=int, default=2500)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args(argv)
    sweep, inputs = plan(asked.iterations)
    with ThreadpoolController().limit(limits=1, user_api="blas"):
        iteration = seconds_per_iteration(inputs, sweep.base)
        each = group_seconds(sweep.groups(), inputs, iteration, sweep.base)
        ours = swept(sweep, inputs, asked.processes)
        theirs = one_by_one(sweep, inputs)
    same = all(
        a is not None and b is not None and abs(a - b) <= 1e-6 * b
        for a, b in zip(ours.costs, theirs.costs, strict=True)
    )
    print(
        f"{sweep.count} networks {list(sweep.base.layer_dims)}, m = {inputs.m}, "
        f"{asked.iterations:,} iterations each\n"
        f"  foretold                      {together(each, asked.processes):6.1f} s\n"
        f"  sweep, {asked.processes} processes            {ours.seconds:6.1f} s, "
        f"{ours.cpu:6.1f} s of CPU\n"
        f"  sessions, one after the other {theirs.seconds:6.1f} s, "
        f"{theirs.cpu:6.1f} s of CPU\n"
        f"  their last costs agree to six digits: {'yes' if same else 'NO'}\n"
        f"{machine()}"
    )
    took = min(ours.seconds, ours.cpu / asked.processes)
    return 0 if same and took < WANTED_S else 1


if __name__ == "__main__":
    sys.exit(main())
