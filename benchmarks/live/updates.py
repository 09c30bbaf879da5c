"""Updates of the page while it trains: how many, how even, and what they cost.

The server's work beside training is the CPU time of its process without that of the
scheduler's threads. It holds everything else: taking the snapshot, packing it,
Streamlit's rerun of the fragment, the connection.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.live.figures import Figure, Target, gaps, percentile
from benchmarks.live.processes import browser_seconds
from benchmarks.live.stage import Plan, Stage, Watched, Work


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """A long run at full speed, watched several times."""
    tab = stage.open(work)
    tab.play()
    watched: list[Watched] = []
    server_ms: list[float] = []
    browser_ms: list[float] = []
    for _ in range(plan.rounds):
        used, browser = stage.server.usage(), browser_seconds()
        watched.append(tab.watch(plan.seconds, frames=True))
        updates = len(watched[-1].updates)
        server_ms.append(1000 * stage.server.usage().beside_training(used) / updates)
        browser_ms.append(1000 * (browser_seconds() - browser) / updates)
    tab.close()
    return [*_in_the_page(watched), *_costs(server_ms, browser_ms)]


def _in_the_page(watched: Sequence[Watched]) -> list[Figure]:
    rates = [len(w.updates) / w.seconds for w in watched]
    frames = [w.frames / w.seconds for w in watched]
    long_tasks = [w.longTasks / w.seconds for w in watched]
    between = [gap for w in watched for gap in gaps(w.updates)]
    charts = f"{len(watched[0].charts)} charts"
    return [
        Figure(
            "updates",
            float(np.median(rates)),
            "/s",
            Target(8, 15, at_least=True),
            rates,
            charts,
        ),
        Figure("gap between updates, p95", percentile(between, 95), "ms"),
        Figure(
            "animation frames",
            float(np.median(frames)),
            "/s",
            Target(30, at_least=True),
            frames,
        ),
        Figure("long tasks", float(np.median(long_tasks)), "ms/s", None, long_tasks),
    ]


def _costs(server_ms: Sequence[float], browser_ms: Sequence[float]) -> list[Figure]:
    return [
        Figure(
            "server CPU an update, beside training",
            float(np.median(server_ms)),
            "ms",
            Target(12),
            server_ms,
        ),
        Figure(
            "browser CPU an update",
            float(np.median(browser_ms)),
            "ms",
            None,
            browser_ms,
            "animation frames counted too",
        ),
    ]
