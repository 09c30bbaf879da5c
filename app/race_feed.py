"""A race, looked at: gathers what its panel shows, and what there is to say at its end."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from app.contest import Contest
from app.live import LaneState, RaceState, pack_race
from app.look import Look
from dnn_core.comparison import Ribbon
from dnn_core.diagnosis import Finding, diagnose, examine
from dnn_core.race import Lane, Race


class Why(NamedTuple):
    """What tells why a lane did as it did, of its run with the median cost.

    Attributes
    ----------
    finding : the most important thing to say of it.
    update_ratio : by how much of its size an update moves a layer's weights, at most.
    silent, units : ReLU units that are 0 on every example, of how many.
    gradient_ratio : size of layer 1's gradient over the last layer's.
    """

    finding: Finding
    update_ratio: float
    silent: int
    units: int
    gradient_ratio: float


def race_payload(contest: Contest, look: Look) -> bytes:
    """The present state of a race, packed for its panel."""
    with contest.turn() as race:
        lanes = [_lane(race, i, contest.names[i]) for i in range(len(race.lanes))]
        if race.over:
            state = "done"
        else:
            state = "paused" if contest.paused else "running"
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


@lru_cache(maxsize=64)
def reasons(contest: Contest) -> tuple[Why, ...]:
    """Why every lane of a finished race did as it did."""
    results = contest.results()
    with contest.turn() as race:
        return tuple(
            _why(lane, result.costs)
            for lane, result in zip(race.lanes, results, strict=True)
        )


def _why(lane: Lane, costs: tuple[float, ...]) -> Why:
    middle = int(np.argsort(costs, kind="stable")[len(costs) // 2])
    evidence = examine(lane.sessions[middle])
    relu = evidence.config.activation == "relu"
    return Why(
        diagnose(evidence)[0],
        evidence.update_ratio,
        sum(layer.silent for layer in evidence.hidden),
        sum(layer.units for layer in evidence.hidden) if relu else 0,
        evidence.gradient_ratio,
    )
