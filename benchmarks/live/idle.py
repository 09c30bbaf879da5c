"""What an open page costs that does not train."""

import time

from benchmarks.live.figures import Figure, Target
from benchmarks.live.processes import browser_seconds
from benchmarks.live.stage import SETTLE_S, Plan, Stage, Work


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """After a hundred iterations, paused."""
    tab = stage.open(work)
    tab.step(100, expected=100)
    time.sleep(SETTLE_S)
    server: list[float] = []
    browser: list[float] = []
    for _ in range(plan.rounds):
        before, browser_before = stage.server.usage(), browser_seconds()
        time.sleep(plan.seconds)
        after = stage.server.usage()
        passed = after.time - before.time
        server.append(100 * (after.cpu - before.cpu) / passed)
        browser.append(100 * (browser_seconds() - browser_before) / passed)
    tab.close()
    return [
        Figure("server, page open and idle", max(server), "% core", Target(2), server),
        Figure("browser, page open and idle", max(browser), "% core", None, browser),
    ]
