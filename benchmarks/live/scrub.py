"""Going back in time: positions painted while the timeline is dragged, and seeks.

A painted position is an update that may also be earlier than the one before. The record
that makes it possible is what a session does beside its engine's steps.
"""

import dataclasses
import math
import random
import time

from benchmarks.live.figures import Figure, Target, percentile
from benchmarks.live.stage import SETTLE_S, Plan, Stage, Tab, Work

ITERATIONS = 10_000
DOWN_PX, SIDE_PX = 14, 9  # from the timeline's top to its track, its side to 0
SWING_S = 4.0  # from the start to the end and back
STEP_S = 1 / 60


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """A run to its end, looked back at."""
    address = {**work.address, "iterations": str(ITERATIONS)}
    tab = stage.open(dataclasses.replace(work, address=address))
    tab.to_the_end()
    time.sleep(SETTLE_S)
    painted = [drag(tab, plan.seconds) for _ in range(plan.rounds)]
    seeks = _seek(tab, plan.clicks)
    tab.close()
    records = [stage.server.recorded(address) for _ in range(plan.pairs)]
    states = [100 * (record.session / record.forgetful - 1) for record in records]
    overhead = [100 * (record.session / record.engine - 1) for record in records]
    server = [1000 * seconds for record in records for seconds in record.seeks]
    slow = percentile(seeks, 95)
    at_least_10 = Target(10, at_least=True)
    fast = percentile(painted, 50)
    return [
        Figure("positions painted in a drag", fast, "/s", at_least_10, painted),
        Figure("seek, server alone, p95", percentile(server, 95), "ms", Target(100)),
        Figure("seek to a still picture, p50", percentile(seeks, 50), "ms"),
        Figure("seek to a still picture, p95", slow, "ms", None, seeks),
        Figure(
            "keeping states to go back to",
            percentile(states, 50),
            "%",
            Target(5),
            states,
        ),
        Figure(
            "recording all, beside the engine's steps",
            percentile(overhead, 50),
            "%",
            None,
            overhead,
        ),
        Figure(
            f"record of {ITERATIONS:,} iterations",
            records[0].memory / 1e6,
            "MB",
            Target(48),
        ),
    ]


def _place(tab: Tab, share: float) -> tuple[float, float]:
    """Where on the page the timeline shows a share of the run."""
    box = tab.page.get_by_test_id("timeline").bounding_box()
    if box is None:
        raise RuntimeError("the timeline is not on the page")
    width = box["width"] - 2 * SIDE_PX
    return box["x"] + SIDE_PX + share * width, box["y"] + DOWN_PX


def drag(tab: Tab, seconds: float) -> float:
    """Move the held thumb to and fro; positions painted a second."""
    left, y = _place(tab, 0)
    right, _ = _place(tab, 1)
    tab.page.mouse.move(right, y)
    tab.page.mouse.down()
    begun = time.perf_counter()
    with tab.watching(dragged=True) as watched:
        while (passed := time.perf_counter() - begun) < seconds:
            share = 0.5 + 0.5 * math.cos(2 * math.pi * passed / SWING_S)
            tab.page.mouse.move(left + share * (right - left), y)
            time.sleep(STEP_S)
    tab.page.mouse.up()
    return len(watched[0].updates) / watched[0].seconds


def _seek(tab: Tab, times: int) -> list[float]:
    """Presses left and right on the timeline; milliseconds until the last change."""
    places, took = random.Random(2), list[float]()
    for press in range(times):
        tab.forget()
        share = 0.5 * (press % 2) + places.uniform(0.02, 0.48)
        tab.page.mouse.click(*_place(tab, share))
        took.append(tab.settled_after("pointerdown"))
    return took
