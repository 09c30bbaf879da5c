"""Several settings trained side by side on one clock.

A `Race` has a `Lane` for each setting, a lane one run for each seed. The clock is
either iterations, which all lanes then do in step, or seconds of training, which all
lanes then get alike: a small network does more iterations in them.

Like a session, a race is driven in slices and has no thread of its own. What each run
comes to at an iteration depends on its settings alone; only how far lanes come in a
race by seconds is measured, on this machine and now.
"""

import math
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from dnn_core.activations import Array
from dnn_core.comparison import Ribbon, ribbon
from dnn_core.config import TrainConfig
from dnn_core.engine import Inputs
from dnn_core.history import EVERYTHING, History
from dnn_core.session import TrainingSession
from dnn_core.timeline import Past, Timeline

Clock = Literal["iterations", "seconds"]

CLOCKS: Final[tuple[Clock, ...]] = ("iterations", "seconds")
MEMORY = 400_000  # bytes of kept states in each run: nobody goes back in a race
TURN_S = 0.003  # a run trains about so long before another has its turn
STEPS = 200  # in so many turns, at least, a run goes from start to end
POINTS = 200  # of a ribbon


@dataclass(frozen=True)
class Result:
    """What a lane came to.

    Attributes
    ----------
    costs : training cost of each seed, infinite where it diverged.
    train_accuracies, test_accuracies : in [0, 1], NaN where it diverged or where
        there is no test set.
    iterations, seconds : updates of each run, and seconds that each trained.
    diverged : how many seeds did.
    """

    costs: tuple[float, ...]
    train_accuracies: tuple[float, ...]
    test_accuracies: tuple[float, ...]
    iterations: int
    seconds: float
    diverged: int


class Lane:
    """One setting, trained once for each seed.

    Attributes
    ----------
    config : the setting, with the first seed.
    sessions : one for each seed.
    seconds : of training that each session had, on average.
    """

    def __init__(
        self, config: TrainConfig, inputs: Inputs, seeds: Sequence[int]
    ) -> None:
        self.sessions = tuple(
            _light_session(config.replace(seed=seed), inputs) for seed in seeds
        )
        self.config = self.sessions[0].config
        self.seconds = 0.0
        self._marks = [(0.0, 0.0)]

    @property
    def iteration(self) -> int:
        """Updates that all runs of the lane have done, those that diverged aside."""
        going = [s.iteration for s in self.sessions if s.state != "diverged"]
        return min(going, default=max(s.iteration for s in self.sessions))

    @property
    def finished(self) -> bool:
        """Whether no run of it can go on."""
        return all(session.finished for session in self.sessions)

    @property
    def arrived(self) -> bool:
        """Whether it has done all its iterations."""
        return any(session.state == "done" for session in self.sessions)

    def turns(self, n: int) -> Generator[None]:
        """Let every run do n iterations; it yields after each of them."""
        for session in self.sessions:
            begun = time.thread_time()
            session.step(n)
            self.seconds += (time.thread_time() - begun) / len(self.sessions)
            yield
        self._marks.append((float(self.iteration), self.seconds))

    def seconds_at(self, iterations: Array) -> Array:
        """(k,) seconds of training after so many iterations (k,)."""
        marks = np.array(self._marks)
        return np.interp(iterations, marks[:, 0], marks[:, 1])

    def result(self) -> Result:
        """What it has come to."""
        ends = [(s.snapshot(), s.state == "diverged") for s in self.sessions]
        return Result(
            costs=tuple(math.inf if lost else end.cost for end, lost in ends),
            train_accuracies=tuple(
                math.nan if lost else float(end.train_accuracy) for end, lost in ends
            ),
            test_accuracies=tuple(
                math.nan
                if lost or end.test_accuracy is None
                else float(end.test_accuracy)
                for end, lost in ends
            ),
            iterations=self.iteration,
            seconds=self.seconds,
            diverged=sum(lost for _, lost in ends),
        )


class Race:
    """Settings side by side, trained from the same seeds on the same data.

    Parameters
    ----------
    configs : the settings, one a lane.
    inputs : the data.
    seeds : every lane is trained once from each.
    clock : "iterations" ends when all lanes have done theirs, "seconds" as soon as
        the first has and the others have had as many seconds.

    Raises
    ------
    ValueError : fewer than two settings, no seed, or a setting that does not fit the
        data.
    """

    def __init__(
        self,
        configs: Sequence[TrainConfig],
        inputs: Inputs,
        *,
        seeds: Sequence[int] = (1,),
        clock: Clock = "iterations",
    ) -> None:
        if len(configs) < 2 or not seeds:
            raise ValueError(
                f"A race of {len(configs)} settings and {len(seeds)} seeds is none; "
                "give at least 2 settings and 1 seed."
            )
        self.clock: Clock = clock
        self.seeds = tuple(seeds)
        self.lanes = tuple(Lane(config, inputs, seeds) for config in configs)
        self.over = False
        self._work = self._by_iterations() if clock == "iterations" else self._by_time()

    @property
    def leader(self) -> int:
        """Iterations of the lane that has done most."""
        return max(lane.iteration for lane in self.lanes)

    @property
    def now(self) -> float:
        """The clock: what all lanes that still go on have had."""
        going = [lane for lane in self.lanes if not lane.finished]
        if self.clock == "iterations":
            return float(min((lane.iteration for lane in going), default=self.leader))
        longest = max(lane.seconds for lane in self.lanes)
        return min((lane.seconds for lane in going), default=longest)

    def advance(self, budget_s: float, most: int | None = None) -> int:
        """Train for about `budget_s` seconds; the leader does about `most` iterations.

        At least one turn is done, however small the budget. Returns how many
        iterations the leader did.
        """
        start, deadline = self.leader, time.perf_counter() + budget_s
        while not self.over:
            try:
                next(self._work)
            except StopIteration:
                self.over = True
            if most is not None and self.leader - start >= most:
                break
            if time.perf_counter() >= deadline:
                break
        return self.leader - start

    def _by_iterations(self) -> Iterator[None]:
        """All lanes in step: those that are behind go next."""
        while going := [lane for lane in self.lanes if not lane.finished]:
            behind = min(lane.iteration for lane in going)
            step = min(map(_turn, going))
            for lane in going:
                if lane.iteration == behind:
                    yield from lane.turns(step)

    def _by_time(self) -> Iterator[None]:
        """Whoever had the fewest seconds goes next, until all had the winner's."""
        while going := [lane for lane in self.lanes if not lane.finished]:
            limits = [lane.seconds for lane in self.lanes if lane.arrived]
            lane = min(going, key=lambda lane: lane.seconds)
            if limits and lane.seconds >= min(limits):
                return
            yield from lane.turns(_turn(lane))

    def curves(self, lane: int) -> list[tuple[Array, Array]]:
        """(x, cost) of each seed of a lane over the clock, up to now."""
        found: list[tuple[Array, Array]] = []
        for session in self.lanes[lane].sessions:
            curves = session.curves(EVERYTHING if len(self.seeds) > 1 else 2 * POINTS)
            x = curves.iterations
            if self.clock == "seconds":
                x = self.lanes[lane].seconds_at(x)
            upto = int(np.searchsorted(x, self.now, side="right"))
            found.append((x[:upto], curves.cost[:upto]))
        return found

    def ribbon(self, lane: int) -> Ribbon:
        """The costs of a lane over the clock as a band, as many points at any time."""
        ends = np.linspace(0.0, self.now, POINTS)
        x = np.unique(np.floor(ends)) if self.clock == "iterations" else ends
        return ribbon(self.curves(lane), x, ended=math.inf)


def _turn(lane: Lane) -> int:
    """Iterations that take a run about TURN_S, and are a small part of all."""
    most = max(1, lane.config.num_iterations // STEPS)
    if not lane.iteration or not lane.seconds:
        return 1
    return max(1, min(most, int(TURN_S * lane.iteration / lane.seconds)))


def _light_session(config: TrainConfig, inputs: Inputs) -> TrainingSession:
    """A run at iteration 0 that keeps few of its states."""
    timeline = Timeline(config, inputs, memory=MEMORY)
    timeline.checkpoints.add(timeline.new_engine().checkpoint())
    past = Past(timeline, History(config.num_layers), 0)
    return TrainingSession(config, inputs, past=past)
