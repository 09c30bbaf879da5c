"""What the panel of a race is sent: where every lane stands, and its costs so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.live.blobs import AnyArray, as_f4, finite
from app.live.payload import assemble
from dnn_core.comparison import Ribbon


@dataclass(frozen=True, eq=False)
class LaneState:
    """One lane at one moment.

    Attributes
    ----------
    name, number : what it is called, and its colour.
    iteration, seconds : so far.
    lost : how many of its runs diverged.
    band : costs over the clock; low and high are not drawn where there is one seed.
    """

    name: str
    number: int
    iteration: int
    seconds: float
    lost: int
    band: Ribbon


@dataclass(frozen=True, eq=False)
class RaceState:
    """All that the panel shows at one moment.

    Attributes
    ----------
    race : identity of the race; a new one resets zoom and axis ranges.
    state : "running", "paused" or "done".
    by_seconds : whether the clock counts seconds of training, else iterations.
    now : the clock.
    iteration, num_iterations : of the lane that is furthest, and of all in the end.
    seeds : runs of each lane.
    log_cost : a logarithmic axis.
    """

    race: str
    state: str
    by_seconds: bool
    now: float
    iteration: int
    num_iterations: int
    seeds: int
    log_cost: bool
    lanes: Sequence[LaneState]


def pack_race(state: RaceState) -> bytes:
    """One state of a race as bytes, laid out as `app.live.payload` says."""
    blobs: dict[str, AnyArray] = {}
    for index, lane in enumerate(state.lanes):
        blobs[f"x{index}"] = as_f4(lane.band.x)
        blobs[f"cost{index}"] = as_f4(lane.band.middle)
        if state.seeds > 1:
            blobs[f"low{index}"] = as_f4(lane.band.low)
            blobs[f"high{index}"] = as_f4(lane.band.high)
    header = {
        "run": state.race,
        "state": state.state,
        "bySeconds": state.by_seconds,
        "now": finite(state.now),
        "iteration": state.iteration,
        "numIterations": state.num_iterations,
        "seeds": state.seeds,
        "logCost": state.log_cost,
        "lanes": [
            [lane.name, lane.number, lane.iteration, finite(lane.seconds), lane.lost]
            for lane in state.lanes
        ],
    }
    return assemble(header, blobs)
