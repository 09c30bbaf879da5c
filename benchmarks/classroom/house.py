"""Where the class is held: one server, or several behind nginx as in compose.yaml."""

from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from benchmarks.live.processes import ours
from benchmarks.live.stage import Stage, Tab, Usage, Work, stage
from tests.browser.replicas import nginx


@dataclass(frozen=True)
class House:
    """Servers that nobody has used yet, and the address that students are given."""

    url: str
    stages: Sequence[Stage]

    def open(self, work: Work) -> Tab:
        """A student's page in Chromium, at iteration 0."""
        first = self.stages[0]
        return replace(first, app=replace(first.app, url=self.url)).open(work)

    def usage(self) -> list[Usage]:
        """What each server has used; nginx is reckoned among the first's."""
        used = [stage.server.usage() for stage in self.stages]
        if len(used) > 1:
            used[0] = replace(used[0], cpu=used[0].cpu + ours("nginx"))
        return used


@contextmanager
def house(browser: Browser, servers: int) -> Generator[House]:
    """So many servers, with one folder for the saves of all."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(TemporaryDirectory(prefix="layerwise-class-"))
        )
        shared = {"LAYERWISE_STATE": str(folder / "state")}
        stages = [stack.enter_context(stage(browser, shared)) for _ in range(servers)]
        url = stages[0].app.url
        if servers > 1:
            url = stack.enter_context(nginx(folder, [s.app for s in stages]))
        yield House(url, stages)
