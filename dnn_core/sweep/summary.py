"""What a sweep says: the settings in order, and how far apart their seeds lie.

A setting is judged by the median over its seeds, and a run that diverged is worse than
any that did not.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dnn_core.config import TrainConfig
from dnn_core.sweep.work import Result

Metric = Literal["test_accuracy", "test_cost", "train_accuracy", "cost"]
METRICS: tuple[Metric, ...] = ("test_accuracy", "test_cost", "train_accuracy", "cost")


def is_accuracy(metric: Metric) -> bool:
    """Whether more of it is better."""
    return metric.endswith("accuracy")


@dataclass(frozen=True)
class Outcome:
    """A combination of settings, and its runs so far, one for each seed.

    Attributes
    ----------
    config : the settings; its seed is that of `typical`.
    results : of its seeds, in the plan's order.
    median, low, high : of the metric; None where that run diverged.
    typical : the run in the middle, the better one of two.
    diverged : how many of the runs did.
    """

    config: TrainConfig
    results: tuple[Result, ...]
    median: float | None
    low: float | None
    high: float | None
    typical: Result
    diverged: int


def outcomes(results: Iterable[Result], metric: Metric) -> list[Outcome]:
    """The combinations that have a result, in the plan's order."""
    alike: dict[TrainConfig, list[Result]] = {}
    for result in sorted(results, key=lambda result: result.index):
        alike.setdefault(result.config.replace(seed=0), []).append(result)
    return [_outcome(runs, metric) for runs in alike.values()]


def in_order(found: Sequence[Outcome], metric: Metric) -> list[Outcome]:
    """The best median first; of equal ones the one with the lower training cost."""
    return sorted(found, key=lambda one: (_badness(one.median, metric), _cost(one)))


def rivals(found: Sequence[Outcome], best: Outcome) -> list[Outcome]:
    """Those whose median lies among the seeds of the best: as good, for all we know."""
    if best.low is None or best.high is None:
        return []
    return [
        one
        for one in found
        if one is not best
        and one.median is not None
        and best.low <= one.median <= best.high
    ]


def _outcome(runs: list[Result], metric: Metric) -> Outcome:
    ranked = sorted(runs, key=lambda run: _badness(getattr(run, metric), metric))
    typical = ranked[(len(ranked) - 1) // 2]
    values = [_badness(getattr(run, metric), metric) for run in ranked]
    finite = [getattr(run, metric) for run in runs if run.diverged_at is None]
    finite = [value for value in finite if value is not None]
    middle = statistics.median(values)
    if math.isfinite(middle):
        median = -middle if is_accuracy(metric) else middle
    else:  # half of them diverged, or more
        median = None
    return Outcome(
        typical.config,
        tuple(runs),
        median,
        min(finite, default=None),
        max(finite, default=None),
        typical,
        sum(run.diverged_at is not None for run in runs),
    )


def _badness(value: float | None, metric: Metric) -> float:
    if value is None:
        return math.inf
    return -value if is_accuracy(metric) else value


def _cost(one: Outcome) -> float:
    return math.inf if one.typical.cost is None else one.typical.cost
