"""What each pane in the middle of the panel costs the training beside histograms.

All are watched on one page in turns, so that they see the same run and machine.
"""

from statistics import median
from typing import Final

from benchmarks.live.figures import Figure, Target
from benchmarks.live.stage import Plan, Stage, Tab, Watched, Work

PLAIN: Final = "Histograms"
NEAR_THE_END: Final = 500_000
OTHERS: Final = {
    "cats": ("Network", "First layer"),
    "plane": ("Network", "Hidden space"),
}


def measure(stage: Stage, work: Work, plan: Plan) -> list[Figure]:
    """A long run at full speed, one pane after the other."""
    tab = stage.open(work)
    names = (PLAIN, *OTHERS[work.key])
    watched: dict[str, list[Watched]] = {name: [] for name in names}
    for round_ in range(plan.pairs):
        for name in names if round_ % 2 == 0 else names[::-1]:
            watched[name].append(_watch(tab, name, plan.seconds))
    tab.close()
    plain = watched.pop(PLAIN)
    return [f for name, found in watched.items() for f in _figures(name, found, plain)]


def _watch(tab: Tab, name: str, seconds: float) -> Watched:
    tab.show_pane(name)
    tab.play()
    watched = tab.watch(seconds)
    tab.click("pause")
    tab.wait_state("paused")
    if tab.iteration > NEAR_THE_END:
        tab.reset()
    return watched


def _figures(name: str, found: list[Watched], plain: list[Watched]) -> list[Figure]:
    kept = [100 * w.speed / p.speed for w, p in zip(found, plain, strict=True)]
    rates = [len(w.updates) / w.seconds for w in found]
    return [
        Figure(
            f"speed with {name}, beside {PLAIN}",
            median(kept),
            "%",
            Target(95, at_least=True),
            kept,
        ),
        Figure(f"updates with {name}", median(rates), "/s", None, rates),
    ]
