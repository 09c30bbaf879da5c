"""How soon training stops after the tab was closed."""

import threading
import time
from collections.abc import Sequence
from itertools import pairwise

from benchmarks.live.figures import Figure, Target
from benchmarks.live.stage import Plan, ServerProbe, Stage, Usage, Work

WATCHED_S = 3.0
EVERY_S = 0.01
BUSY = 0.02  # of a core: less is no training


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """Tabs that train at full speed, closed."""
    took: list[float] = []
    for _ in range(plan.pairs):
        tab = stage.open(work)
        tab.play()
        samples: list[Usage] = []
        watcher = threading.Thread(target=_sample, args=(stage.server, samples))
        begun = time.perf_counter()
        watcher.start()
        tab.close()
        watcher.join()
        took.append(stopped_at(samples) - begun)
    figure = Figure(
        "closed tab to the end of its training", max(took), "s", Target(2), took
    )
    return [figure]


def _sample(server: ServerProbe, samples: list[Usage]) -> None:
    end = time.perf_counter() + WATCHED_S
    while time.perf_counter() < end:
        samples.append(server.usage())
        time.sleep(EVERY_S)


def stopped_at(samples: Sequence[Usage]) -> float:
    """When the trainers' CPU clocks last moved on; the end if they never stopped."""
    last = samples[0].time
    for before, after in pairwise(samples):
        used, passed = after.training - before.training, after.time - before.time
        if used > BUSY * passed:
            last = after.time
    return last
