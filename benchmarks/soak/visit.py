"""What a student does again and again: watch, drag the timeline, turn pages, reload."""

from dataclasses import dataclass
from itertools import count
from typing import Final

from benchmarks.live.scrub import drag
from benchmarks.live.stage import LONG, Tab, Work

WORK: Final = Work(
    "soak",
    "silhouettes, [12288, 20, 7, 5, 1]",
    {**LONG, "data": "silhouettes", "layers": "20,7,5"},
)
PAGES: Final = ("Predict", "Mistakes", "One step", "Compare", "Sweep", "Learn", "Help")
PANES: Final = ("Network", "First layer", "Histograms")
LONG_ENOUGH: Final = 600_000  # iterations: then another run, before this one ends
RELOAD_EVERY: Final = 40  # rounds
WATCH_S: Final = 8.0
DRAG_S: Final = 4.0


@dataclass
class Visit:
    """One tab in which a run goes on as long as the benchmark.

    Attributes
    ----------
    rounds : how often everything was done.
    runs : how many runs were begun.
    """

    tab: Tab
    rounds: int = 0
    runs: int = 1

    def __post_init__(self) -> None:
        self.tab.play()
        self._pages = (PAGES[n % len(PAGES)] for n in count())

    def once(self) -> float:
        """Everything once; updates a second while nothing else was done."""
        self._keep_running()
        watched = self.tab.watch(WATCH_S)
        drag(self.tab, DRAG_S)
        self.tab.page.keyboard.press("End")
        self._keep_running()
        for pane in PANES:
            self.tab.page.get_by_role("tab", name=pane, exact=True).click()
            self.tab.page.get_by_role("tabpanel", name=pane, exact=True).wait_for()
        self._turn(next(self._pages))
        self.rounds += 1
        if self.rounds % RELOAD_EVERY == 0:
            self.tab.page.reload()
            self.tab.wait_state("running")  # it is found again and goes on
        return len(watched.updates) / watched.seconds

    def _turn(self, page: str) -> None:
        """To another page and back; the run goes on meanwhile."""
        for name in (page, "Train"):
            self.tab.page.get_by_role("link", name=name, exact=True).click()
            self.tab.redrawn()
        self.tab.panel.wait_for()

    def _keep_running(self) -> None:
        """Begin again, with other weights, before the run comes to its end."""
        if self.tab.iteration > LONG_ENOUGH:
            self.tab.click("new_seed")
            self.tab.wait_state("ready")
            self.runs += 1
        if self.tab.panel.get_attribute("data-state") != "running":
            self.tab.redrawn()
            self.tab.play()
        self.tab.wait_past(self.tab.iteration)
