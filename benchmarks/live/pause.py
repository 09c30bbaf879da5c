"""From the click on Pause to the moment when nothing in the panel changes any more."""

import random
import time

from benchmarks.live.figures import Figure, Target, percentile
from benchmarks.live.stage import Plan, Stage, Tab, Work

TRAINED_S = 0.4, 0.9  # between Play and Pause, so that clicks meet every phase


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """Real clicks at random moments, each after a new start."""
    tab, moments = stage.open(work), random.Random(1)
    took: list[float] = []
    for _ in range(plan.clicks):
        tab.click("play")
        tab.wait_state("running")
        tab.wait_past(tab.iteration)
        time.sleep(moments.uniform(*TRAINED_S))
        took.append(_pause(tab))
        if tab.iteration > 500_000:  # never near the end
            tab.reset()
    tab.close()
    return [
        Figure("Pause to a still picture, p50", percentile(took, 50), "ms"),
        Figure(
            "Pause to a still picture, p95",
            percentile(took, 95),
            "ms",
            Target(200),
            took,
        ),
    ]


def _pause(tab: Tab) -> float:
    """Click Pause; milliseconds until the last change."""
    tab.forget()
    tab.click("pause")
    took = tab.settled_after("click")
    tab.wait_state("paused")
    return took
