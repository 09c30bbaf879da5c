"""What each further tab adds to the server's memory."""

import time

from benchmarks.live.figures import Figure, Target, gaps
from benchmarks.live.stage import SETTLE_S, Plan, Stage, Work


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """The first tab brings the data; those after it, a hundred iterations each."""
    tabs, sizes = [], list[float]()
    for _ in range(1 + plan.tabs):
        tab = stage.open(work)
        tab.step(100, expected=100)
        tabs.append(tab)
        time.sleep(SETTLE_S)
        sizes.append(stage.server.usage().memory / 1e6)
    for tab in tabs:
        tab.close()
    growth = gaps(sizes)
    each = (sizes[-1] - sizes[0]) / plan.tabs
    return [
        Figure("server with one tab", sizes[0], "MB"),
        Figure("each further idle tab", each, "MB", Target(50), growth),
    ]
