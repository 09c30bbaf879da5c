"""What a sweep has brought so far, ready for its charts, table and sentences."""

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from app.entries import layers_title, plain_number
from app.text import sweep as say
from dnn_core.sweep import (
    NUMBERS,
    Axis,
    Choices,
    Metric,
    Outcome,
    Range,
    Result,
    Sweep,
    in_order,
    is_accuracy,
    outcomes,
    rivals,
)

GUESSING = math.log(2)  # the cost of always answering one half


class Measure(NamedTuple):
    """What runs are judged by: its name, and the values that lie at a colour's ends.

    ceiling : larger values are drawn there; a run gone wild would flatten all others.
    """

    metric: Metric
    title: str
    worst: float
    best: float
    accuracy: bool
    ceiling: float

    def word(self, value: float | None) -> str:
        """A value as it is written."""
        if value is None:
            return say.DIVERGED
        return f"{value:.1%}" if self.accuracy else f"{value:.4f}"

    def short(self, value: float) -> str:
        """The same where there is little room."""
        return f"{value:.0%}" if self.accuracy else f"{value:.2f}"


class Dimension(NamedTuple):
    """One thing that varies.

    labels : of its values, in order; empty where they were drawn from a range.
    log : whether its numbers want a logarithmic axis; None if it has no numbers that
        an axis suits.
    ends : the least and the largest of its numbers; of no use without.
    """

    name: str
    title: str
    labels: tuple[str, ...]
    log: bool | None
    ends: tuple[float, float]


class Point(NamedTuple):
    """A combination of settings.

    values, labels : along each dimension: as it is, and as it is written.
    """

    values: tuple[Any, ...]
    labels: tuple[str, ...]
    outcome: Outcome
    best: bool


class Harvest(NamedTuple):
    """The combinations that have results: the best first, the unfinished last."""

    measure: Measure
    seeds: int
    dimensions: tuple[Dimension, ...]
    points: list[Point]
    rivals: int

    def settings(self, point: Point) -> str:
        """What makes a point the combination that it is, in a line."""
        return " · ".join(
            f"{dimension.title} {label}"
            for dimension, label in zip(self.dimensions, point.labels, strict=True)
        )

    @property
    def best(self) -> Outcome | None:
        """The best so far; None while nothing was learned."""
        if not self.points or self.points[0].outcome.median is None:
            return None
        return self.points[0].outcome


def measure(metric: Metric, baseline: float) -> Measure:
    """How a metric is shown; baseline is the accuracy of the best constant answer."""
    title = say.METRICS[metric]
    if is_accuracy(metric):
        return Measure(metric, title, baseline, 1.0, True, 1.0)
    return Measure(metric, title, GUESSING, 0.0, False, 0.8)


def harvest(plan: Sweep, results: Iterable[Result], by: Measure) -> Harvest:
    """Gather what is there."""
    seeds = len(plan.seeds)
    found = in_order(outcomes(results, by.metric), by.metric)
    # a median of few seeds is soon a lucky one
    found.sort(key=lambda outcome: len(outcome.results) < seeds)
    points: list[Point] = []
    for place, outcome in enumerate(found):
        named = {axis.name: getattr(outcome.config, axis.name) for axis in plan.axes}
        labels = tuple(value_title(name, value) for name, value in named.items())
        best = place == 0 and outcome.median is not None
        points.append(Point(tuple(named.values()), labels, outcome, best))
    dimensions = tuple(
        _dimension(axis, drawn=plan.draws is not None) for axis in plan.axes
    )
    near = rivals(found, found[0]) if found else []
    return Harvest(by, seeds, dimensions, points, len(near))


def columns(gathered: Harvest) -> dict[str, list[Any]]:
    """The same as a table: a row a combination, the best first."""
    by, rows = gathered.measure, [point.outcome for point in gathered.points]
    table: dict[str, list[Any]] = {
        dimension.title: [
            point.values[i] if dimension.name in NUMBERS else point.labels[i]
            for point in gathered.points
        ]
        for i, dimension in enumerate(gathered.dimensions)
    }
    table[by.title] = [row.median for row in rows]
    table[say.LOWEST] = [row.low for row in rows]
    table[say.HIGHEST] = [row.high for row in rows]
    table[say.RUNS_DONE] = [len(row.results) for row in rows]
    table[say.RUNS_DIVERGED] = [row.diverged for row in rows]
    return table


def value_title(name: str, value: Any) -> str:
    """A setting's value as it is written on the pages."""
    if name == "layer_dims":
        return layers_title(value)
    return plain_number(value) if isinstance(value, float) else str(value)


def _dimension(axis: Axis, *, drawn: bool) -> Dimension:
    title, labels = say.SETTINGS[axis.name], tuple[str, ...]()
    if isinstance(axis, Choices) or not drawn:
        labels = tuple(value_title(axis.name, value) for value in axis.grid())
    if isinstance(axis, Range):
        return Dimension(axis.name, title, labels, axis.log, (axis.low, axis.high))
    if axis.name not in NUMBERS or min(axis.values) == 0:  # 0 has no logarithm
        return Dimension(axis.name, title, labels, None, (0, 0))
    ends = min(axis.values), max(axis.values)
    return Dimension(axis.name, title, labels, True, ends)
