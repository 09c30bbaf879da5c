"""A race, looked at: gathers what its panel shows, and why it ended as it did."""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from app.contest import Contest
from app.live import LaneState, RaceState, pack_race
from app.look import Look
from dnn_core.comparison import Ribbon
from dnn_core.diagnosis import Finding, diagnose, examine
from dnn_core.race import Lane, Race


class Why(NamedTuple):
    """What tells why a lane did as it did.

    Attributes
    ----------
    finding : of its worst run in which something is wrong, else of the median one.
    ailing, seeds : in how many of its runs something is wrong, of how many; all that
        follows is of its run with the median cost.
    update_ratio : by how much of its size an update moves a layer's weights, at most.
    silent, units : ReLU units that are 0 on every example, of how many.
    gradient_ratio : size of layer 1's gradient over the last layer's.
    """

    finding: Finding
    ailing: int
    seeds: int
    update_ratio: float
    silent: int
    units: int
    gradient_ratio: float


def race_payload(contest: Contest, look: Look) -> bytes:
    """The present state of a race, packed for its panel."""
    with contest.turn() as race:
        lanes = [_lane(race, i, contest.names[i]) for i in range(len(race.lanes))]
        state = "done" if race.over else "paused" if contest.paused else "running"
        return pack_race(
            RaceState(
                race=contest.id,
                state=state,
                by_seconds=race.clock == "seconds",
                now=race.now,
                iteration=race.leader,
                num_iterations=race.lanes[0].config.num_iterations,
                seeds=len(race.seeds),
                log_cost=look.log_cost,
                lanes=lanes,
            )
        )


def _lane(race: Race, index: int, name: str) -> LaneState:
    lane = race.lanes[index]
    if len(race.seeds) > 1:
        band = race.ribbon(index)
    else:
        ((x, cost),) = race.curves(index)
        band = Ribbon(x, cost, cost, cost)
    lost = sum(session.state == "diverged" for session in lane.sessions)
    return LaneState(name, index, lane.iteration, lane.seconds, lost, band)


_reasons: WeakKeyDictionary[Contest, tuple[Why, ...]] = WeakKeyDictionary()


def reasons(contest: Contest) -> tuple[Why, ...]:
    """Why every lane of a finished race did as it did; worked out once."""
    if contest not in _reasons:
        results = contest.results()
        with contest.turn() as race:
            _reasons[contest] = tuple(
                _why(lane, result.costs)
                for lane, result in zip(race.lanes, results, strict=True)
            )
    return _reasons[contest]


def _why(lane: Lane, costs: tuple[float, ...]) -> Why:
    order = np.argsort(costs, kind="stable")
    evidences = [examine(lane.sessions[i]) for i in order]
    findings = [diagnose(evidence)[0] for evidence in evidences]
    ailing = [finding for finding in findings if finding.ailing]
    middle = len(order) // 2
    evidence = evidences[middle]
    relu = evidence.config.activation == "relu"
    return Why(
        ailing[-1] if ailing else findings[middle],
        len(ailing),
        len(findings),
        evidence.update_ratio,
        sum(layer.silent for layer in evidence.hidden),
        sum(layer.units for layer in evidence.hidden) if relu else 0,
        evidence.gradient_ratio,
    )
