"""How much of its speed training keeps while a page watches.

Alone, the run of the same address is driven by the app's scheduler in the same server
process while no page is open. Both start at iteration 0 and take turns.
"""

import time

import numpy as np

from benchmarks.live.figures import Figure, Target
from benchmarks.live.stage import Plan, Stage, Work


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """Watched and alone, in turn."""
    watched: list[float] = []
    alone: list[float] = []
    for round_ in range(plan.pairs):
        turns = [_watched, _alone] if round_ % 2 == 0 else [_alone, _watched]
        for turn in turns:
            kept = watched if turn is _watched else alone
            kept.append(turn(stage, work, plan.seconds))
    share = 100 * float(np.median(watched)) / float(np.median(alone))
    pairs = [100 * w / a for w, a in zip(watched, alone, strict=True)]
    return [
        Figure("speed while a page watches", float(np.median(watched)), "it/s"),
        Figure("speed alone", float(np.median(alone)), "it/s"),
        Figure(
            "speed kept with the page open",
            share,
            "%",
            Target(85, at_least=True),
            pairs,
        ),
    ]


def _watched(stage: Stage, work: Work, seconds: float) -> float:
    tab = stage.open(work)
    tab.play()
    speed = tab.watch(seconds).speed
    tab.close()
    time.sleep(0.5)
    return speed


def _alone(stage: Stage, work: Work, seconds: float) -> float:
    return stage.server.train_alone(work.address, seconds)
