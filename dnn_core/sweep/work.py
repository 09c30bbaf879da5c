"""What a worker does: a group of runs from their first iteration to their last.

Pure, and sent by name: all it needs comes as arguments, all it did is returned.
"""

import time
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine import BatchedEngine, Inputs
from dnn_core.initialization import Parameters, initialize_parameters_deep
from dnn_core.statistics import accuracy
from dnn_core.sweep.plan import Group
from dnn_core.sweep.source import Source

CURVE_POINTS = 100  # of a cost curve, at most
DRAWS_KEPT = 8  # initial weights that a worker remembers,
LARGEST_KEPT = 1_000_000  # if they are not too many numbers


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Attributes
    ----------
    index : its place among the plan's configs.
    config : its settings.
    cost, test_cost : cross-entropy after the last iteration; None after divergence,
        or without a test set.
    train_accuracy, test_accuracy : shares from 0 to 1, None likewise.
    iterations, costs : its thinned curve of training costs, as far as they are finite.
    diverged_at : the first iteration whose numbers were not finite, or None.
    seconds : that it took, its share of the group's; not compared.
    """

    index: int
    config: TrainConfig
    cost: float | None
    test_cost: float | None
    train_accuracy: float | None
    test_accuracy: float | None
    iterations: tuple[int, ...]
    costs: tuple[float, ...]
    diverged_at: int | None
    seconds: float = field(compare=False)


def train_group(group: Group, source: Source) -> tuple[Result, ...]:
    """Train the runs of a group side by side.

    Each gets the numbers it would get alone up to rounding, and to the bit those it
    gets in this group whenever and wherever it is trained on this kind of machine.
    """
    start, inputs = time.perf_counter(), source.inputs()
    parameters = [_initial(config) for config in group.configs]
    with np.errstate(all="ignore"):  # divergence is watched for, not warned of
        engine = BatchedEngine(inputs, group.configs, parameters=parameters)
        watch = _Watch(engine, group.configs[0].num_iterations)
        watch.train()
        return watch.results(group, inputs, start)


@lru_cache(maxsize=DRAWS_KEPT)
def _drawn(dims: tuple[int, ...], seed: int, initialization: str) -> Parameters:
    return initialize_parameters_deep(dims, seed=seed, initialization=initialization)


def _initial(config: TrainConfig) -> Parameters:
    """Drawing 12,288 x 20 numbers costs as much as a hundred iterations."""
    small = config.num_parameters <= LARGEST_KEPT
    draw = _drawn if small else _drawn.__wrapped__
    return draw(config.layer_dims, config.seed, config.initialization)


class _Watch:
    """Trains, notes costs on the way, and sees which of the runs diverge, and when."""

    def __init__(self, engine: BatchedEngine, num_iterations: int) -> None:
        self._engine, self._end = engine, num_iterations
        self._every = max(1, -(-num_iterations // (CURVE_POINTS - 1)))
        self._iterations: list[int] = []
        self._costs: list[Array] = []
        engine.evaluate()
        self._diverged_at: npt.NDArray[np.intp] = np.full(len(engine.logits), -1)

    def train(self) -> None:
        """To the last iteration, or until every run has diverged."""
        engine, end = self._engine, self._end
        while engine.iteration < end:
            if engine.iteration % self._every == 0:
                self._note()
            engine.step()
            self._check(engine.iteration - 1, _sizes(engine.logits))
            if (self._diverged_at >= 0).all():
                return
        engine.evaluate()
        self._check(end, _sizes(engine.logits))
        self._note()

    def _check(self, iteration: int, sizes: Array) -> None:
        if np.isfinite(sizes).all():
            return
        fresh = ~np.isfinite(sizes) & (self._diverged_at < 0)
        self._diverged_at[fresh] = iteration

    def _note(self) -> None:
        costs, t = self._engine.costs(), self._engine.iteration
        self._check(t, costs)
        self._iterations.append(t)
        self._costs.append(costs)

    def results(self, group: Group, inputs: Inputs, start: float) -> tuple[Result, ...]:
        """Of every run; a run that diverged has its curve up to there and no more."""
        costs = np.array(self._costs)
        _, AL = self._engine.outcome("train")
        tested = self._engine.outcome("test") if inputs.m_test else None
        seconds = (time.perf_counter() - start) / len(group.configs)
        results: list[Result] = []
        for k, (index, config) in enumerate(
            zip(group.indices, group.configs, strict=True)
        ):
            at = int(self._diverged_at[k])
            good = at < 0
            reached = [t for t in self._iterations if good or t < at]
            results.append(
                Result(
                    index,
                    config,
                    cost=float(costs[-1, k]) if good else None,
                    test_cost=float(tested[0][k]) if good and tested else None,
                    train_accuracy=accuracy(AL[k], inputs.Y) if good else None,
                    test_accuracy=(
                        accuracy(tested[1][k], inputs.Y_test)
                        if good and tested
                        else None
                    ),
                    iterations=tuple(reached),
                    costs=tuple(costs[: len(reached), k].tolist()),
                    diverged_at=None if good else at,
                    seconds=seconds,
                )
            )
        return tuple(results)


def _sizes(logits: Array) -> Array:
    """(K,): the sum of |ZL| of each network, finite only if its cost is."""
    return np.add.reduce(np.abs(logits), axis=(-2, -1))
