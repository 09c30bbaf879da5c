"""The batched engine: K networks at once beside K networks one by one."""

from collections.abc import Callable
from functools import partial

from benchmarks.entries import THREADS, threads_name
from benchmarks.measure import Entry, Progress, Row, measure
from benchmarks.work import Work
from dnn_core.engine import BatchedEngine, Engine

SIZES = (1, 4, 16, 64)


class Together:
    """K networks in one `BatchedEngine`; a unit is one step of one network."""

    def __init__(self, work: Work, K: int) -> None:
        configs = [work.config.replace(seed=seed) for seed in range(1, K + 1)]
        self._engine, self._K = BatchedEngine(work.inputs, configs), K

    def run(self, n: int) -> None:
        """About n / K steps of all."""
        for _ in range(max(1, n // self._K)):
            self._engine.step()

    def cost(self) -> float:
        """Of the first network."""
        return float(self._engine.costs()[0])


class OneByOne:
    """The same networks, each trained alone, one after the other."""

    def __init__(self, work: Work, K: int) -> None:
        self._engines = [
            Engine(work.inputs, work.config.replace(seed=seed))
            for seed in range(1, K + 1)
        ]

    def run(self, n: int) -> None:
        """n / K steps of each."""
        for engine in self._engines:
            for _ in range(max(1, n // len(self._engines))):
                engine.step()

    def cost(self) -> float:
        """Of the first network."""
        return self._engines[0].cost()


def name(how: str, K: int, threads: int) -> str:
    """How the rows are called."""
    return f"K = {K:2} {how}, {threads_name(threads)}"


def measure_together(
    work: Work, rounds: int, seconds: float, progress: Progress
) -> list[Row]:
    """Everything interleaved; units are a multiple of every K."""
    makers: dict[str, Callable[[Work, int], Together | OneByOne]] = {
        "together": Together,
        "one by one": OneByOne,
    }
    each = max(64, round(seconds / 100e-6 / 64) * 64)
    entries = [
        Entry(name(how, K, threads), partial(make, work, K), each, threads)
        for K in SIZES
        for how, make in makers.items()
        for threads in THREADS
    ]

    def expected(units: int) -> float:
        alone = OneByOne(work, 1)
        alone.run(1)
        return alone.cost()

    return measure(
        entries,
        expected,
        check_units=1,
        rounds=rounds,
        seconds=seconds,
        progress=progress,
    )
