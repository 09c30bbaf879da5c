"""What a run is to reach, and whether it did: pure checks over what was recorded."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from dnn_core.activations import Array
from dnn_core.snapshot import Curves, State

Outcome = Literal["met", "open", "missed"]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Measure(NamedTuple):
    """Something recorded of a run.

    sense: "at least" or "at most", which of them is to be reached. highest: a limit
    above it makes no sense. share: it is written in per cent.
    """

    title: str
    sense: Literal["at least", "at most"]
    highest: float
    share: bool


MEASURES = {
    "train_accuracy": Measure("train accuracy", "at least", 1.0, True),
    "test_accuracy": Measure("test accuracy", "at least", 1.0, True),
    "cost": Measure("cost", "at most", 1000.0, False),
    "test_cost": Measure("test cost", "at most", 1000.0, False),
    "gap": Measure("gap train – test", "at most", 1.0, True),
    "epochs": Measure("passes through the data", "at most", 1e9, False),
}
ROUNDING = 1e-12  # 0.8 − 0.7 is a little more than 0.1
COUNTED = ("cost", "epochs")  # known whenever a cost was recorded


@dataclass(frozen=True)
class Bound:
    """A measure, a key of MEASURES, and the limit it is to reach."""

    measure: str
    limit: float

    def holds(self, values: Array) -> Flags:
        """(k,) whether each value reaches the limit; NaN does not."""
        if MEASURES[self.measure].sense == "at least":
            return values >= self.limit - ROUNDING
        return values <= self.limit + ROUNDING


@dataclass(frozen=True)
class Target:
    """What is to be reached; all of it that is given.

    Attributes
    ----------
    within : up to this iteration.
    since : from this iteration on.
    bounds : all at one and the same look at the run.
    finding : the diagnosis, as it is now; empty for any.
    diverges : the run is to stop because its numbers grew beyond all limits.
    picture : what the network is to say of a picture: "cat" or "non-cat"; or empty.
    probability : and with what probability at least.
    """

    within: int = 0
    since: int = 0
    bounds: tuple[Bound, ...] = ()
    finding: str = ""
    diverges: bool = False
    picture: str = ""
    probability: float = 0.5


@dataclass(frozen=True, eq=False)
class Record:
    """What is known of a run.

    Attributes
    ----------
    iteration, state, curves : of its newest iteration, and of its past.
    per_epoch : iterations that take it once through the data.
    finding : its diagnosis, empty if nobody asked.
    """

    iteration: int
    state: State
    curves: Curves
    per_epoch: int = 1
    finding: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a run is from its target.

    Attributes
    ----------
    outcome : met, open or missed.
    says : the state in words, such as "test accuracy 71.0 % of 75 %".
    iteration : where it was met; else where the run is.
    """

    outcome: Outcome
    says: str
    iteration: int


def check(target: Target, record: Record) -> Progress:
    """Compare a run with its target; a run that has ended early has missed it."""
    looks, values = _looks(target.bounds, record)
    good = (looks >= target.since) & (looks <= target.within)
    for bound in target.bounds:
        good &= bound.holds(values[bound.measure])
    first = int(good.argmax()) if target.bounds and good.any() else -1
    in_time = record.iteration <= target.within
    reached = (
        first >= 0 or not target.bounds,
        not target.finding or (record.finding == target.finding and in_time),
        not target.diverges or (record.state == "diverged" and in_time),
    )
    says = _says(target, record, values, first)
    if all(reached):
        at = int(looks[first]) if target.bounds else record.iteration
        return Progress("met", says, at)
    over = record.iteration >= target.within or record.state in ("done", "diverged")
    return Progress("missed" if over else "open", says, record.iteration)


def check_picture(target: Target, answer: str, probability: float | None) -> Progress:
    """Compare a network's answer to a picture; None is no picture yet."""
    wanted = f"{target.picture} with at least {target.probability:.0%}"
    if probability is None:
        return Progress("open", f"no picture yet; wanted: {wanted}", 0)
    met = answer == target.picture and probability >= target.probability
    says = f"it says {answer} with {probability:.1%}; wanted: {wanted}"
    return Progress("met" if met else "open", says, 0)


def _looks(bounds: tuple[Bound, ...], record: Record) -> tuple[Array, dict[str, Array]]:
    """(k,) iterations at which all the measures are known, and their (k,) values."""
    curves = record.curves
    if all(bound.measure in COUNTED for bound in bounds):
        looks = curves.iterations
        return looks, {"cost": curves.cost, "epochs": looks / record.per_epoch}
    looks = curves.test_iterations
    latest = np.searchsorted(curves.iterations, looks, side="right") - 1
    return looks, {
        "cost": curves.cost[np.maximum(latest, 0)],
        "epochs": looks / record.per_epoch,
        "test_cost": curves.test_cost,
        "train_accuracy": curves.train_accuracy,
        "test_accuracy": curves.test_accuracy,
        "gap": curves.train_accuracy - curves.test_accuracy,
    }


def _says(target: Target, record: Record, values: dict[str, Array], index: int) -> str:
    """Each part of the target with what there is of it."""
    parts = [
        _bound_says(bound, values[bound.measure], index)
        for bound in target.bounds
        if len(values[bound.measure])
    ]
    if target.finding:
        parts.append(f"diagnosis: {record.finding or 'none yet'}")
    if target.diverges:
        parts.append("diverged" if record.state == "diverged" else "not diverged")
    return ", ".join(parts)


def _bound_says(bound: Bound, values: Array, index: int) -> str:
    measure, value = MEASURES[bound.measure], float(values[index])
    if np.isnan(value):
        return f"{measure.title} unknown without a test set"
    if measure.share:
        return f"{measure.title} {_percent(value, 1)} of {_limit(bound)}"
    return f"{measure.title} {value:.4g} of {_limit(bound)}"


def _limit(bound: Bound) -> str:
    """The limit in words.

    >>> _limit(Bound("gap", 0.2)), _limit(Bound("test_accuracy", 0.75))
    ('at most 20 %', '75 %')
    """
    measure = MEASURES[bound.measure]
    most = "at most " if measure.sense == "at most" else ""
    if measure.share:
        return f"{most}{_percent(bound.limit, 0)}"
    return f"{most}{bound.limit:g}"


def _percent(share: float, digits: int) -> str:
    return f"{100 * share:.{digits}f} %"
