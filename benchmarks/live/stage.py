"""The app, a browser and what is trained in it: where all figures are taken."""

import json
import socket
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

from tests.browser.app_server import (
    AppServer,
    been_here,
    free_port,
    launch_chromium,
    running_app,
)
from tests.browser.pages import TrainPage

DESK: Final[dict[str, Any]] = {"viewport": {"width": 1400, "height": 900}}
PROBE: Final = Path(__file__).with_name("probe.js")
WARM_UP_S: Final = 1.5
SETTLE_S: Final = 1.0
QUIET_MS: Final = 600  # so long without a change is a still panel
CONNECT_S: Final = 10.0


@dataclass(frozen=True)
class Plan:
    """How long and how often everything is measured."""

    seconds: float = 5.0
    rounds: int = 3
    pairs: int = 5
    clicks: int = 24
    tabs: int = 5


QUICK: Final = Plan(seconds=3.0, rounds=1, pairs=2, clicks=5, tabs=2)


@dataclass(frozen=True)
class Work:
    """What a page is opened with: the parameters of its address."""

    key: str
    title: str
    address: dict[str, str]


LONG = {"v": "1", "iterations": "1000000", "speed": "max"}
WORKS: Final = (
    Work(
        "cats",
        "silhouettes, [12288, 20, 7, 5, 1]",
        {**LONG, "data": "silhouettes", "layers": "20,7,5"},
    ),
    Work(
        "plane",
        "spirals with heat map, [2, 8, 4, 1], 400 points",
        {**LONG, "data": "spirals", "m": "400", "layers": "8,4"},
    ),
)


@dataclass(frozen=True)
class Watched:
    """What the page's probe noted between `begun` and `ended`, in its milliseconds.

    updates : when every visible chart had moved on.
    shown : the iteration that the newest chart showed at each update.
    frames : animation frames.
    longTasks : milliseconds spent in tasks of more than 50 ms.
    charts : which were visible.
    """

    begun: float
    ended: float
    updates: list[float]
    shown: list[int]
    frames: int
    longTasks: float
    charts: list[str]

    @property
    def seconds(self) -> float:
        """How long it watched."""
        return (self.ended - self.begun) / 1000

    @property
    def speed(self) -> float:
        """Iterations a second, from the first update to the last."""
        passed = (self.updates[-1] - self.updates[0]) / 1000
        return (self.shown[-1] - self.shown[0]) / passed


@dataclass(frozen=True)
class Usage:
    """What the server process has used at a moment of its clock; see `usage` there."""

    time: float
    cpu: float
    training: float
    memory: float

    def beside_training(self, before: "Usage") -> float:
        """CPU seconds since then that were not spent on training."""
        return (self.cpu - before.cpu) - (self.training - before.training)


@dataclass(frozen=True)
class Recorded:
    """Seconds of a whole run, and the bytes of its record.

    forgetful : of a session that keeps no states.
    engine : of the steps alone.
    seeks : seconds to the snapshots of random iterations.
    """

    session: float
    forgetful: float
    engine: float
    memory: float
    seeks: list[float]


class ServerProbe:
    """Asks the server process what it uses; see `benchmarks.live.server`."""

    def __init__(self, port: int) -> None:
        deadline = time.monotonic() + CONNECT_S
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port))
                break
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        self._file = self._socket.makefile("rwb")

    def usage(self) -> Usage:
        """What it has used up to now."""
        return Usage(**self._ask("usage"))

    def train_alone(self, address: dict[str, str], seconds: float) -> float:
        """Iterations a second of the run of an address that nobody looks at."""
        return float(self._ask("train_alone", address, seconds))

    def recorded(self, address: dict[str, str]) -> Recorded:
        """What it costs to record the run of an address, to its end."""
        return Recorded(**self._ask("recorded", address))

    def _ask(self, name: str, *arguments: Any) -> Any:
        self._file.write(json.dumps([name, arguments]).encode() + b"\n")
        self._file.flush()
        answer = json.loads(self._file.readline())
        if "error" in answer:
            raise RuntimeError(f"the server could not answer {name}: {answer['error']}")
        return answer["is"]

    def close(self) -> None:
        """No more questions."""
        self._file.close()
        self._socket.close()


class Tab(TrainPage):
    """A page in a browser of its own, with the probe in it."""

    def watch(self, seconds: float, *, frames: bool = False) -> Watched:
        """Look on for so long; the run must not end meanwhile."""
        with self.watching(frames=frames) as watched:
            time.sleep(seconds)
        if self.panel.get_attribute("data-state") != "running":
            raise RuntimeError("the run ended while it was watched")
        return watched[0]

    @contextmanager
    def watching(
        self, *, frames: bool = False, dragged: bool = False
    ) -> Generator[list[Watched]]:
        """What the probe noted inside the `with` is in the list after it."""
        found: list[Watched] = []
        how = {"frames": frames, "dragged": dragged}
        self.page.evaluate("how => layerwiseProbe.start(how)", how)
        yield found
        found.append(Watched(**self.page.evaluate("layerwiseProbe.stop()")))
        if len(found[0].updates) < 2:
            raise RuntimeError(f"there was no update in {found[0].seconds:.1f} s")

    def settled_after(self, event: str) -> float:
        """Wait for a still panel; milliseconds from an event to the last change."""
        settled = self.page.wait_for_function(
            f"layerwiseProbe.settled({event!r}, {QUIET_MS})", polling=50
        )
        return float(settled.evaluate("found => found.after"))

    def forget(self) -> None:
        """Forget the events there were: what comes now counts."""
        self.page.evaluate("layerwiseProbe.forget()")

    def play(self) -> None:
        """Train, and wait until it goes on steadily."""
        self.click("play")
        self.wait_state("running")
        self.wait_past(self.iteration)
        time.sleep(WARM_UP_S)

    def close(self) -> None:
        """Close the tab."""
        self.page.context.close()


@dataclass(frozen=True)
class Stage:
    """One fresh server and a browser."""

    app: AppServer
    server: ServerProbe
    browser: Browser

    def open(self, work: Work) -> Tab:
        """A tab at iteration 0."""
        context = self.browser.new_context(**DESK)
        been_here(context, self.app)
        context.add_init_script(path=PROBE)
        page = context.new_page()
        page.goto(f"{self.app.url}/?{urlencode(work.address)}")
        tab = Tab(page)
        tab.settle()
        return tab


@contextmanager
def chromium() -> Generator[Browser]:
    """A headless Chromium for a whole benchmark."""
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@contextmanager
def stage(
    browser: Browser, environment: Mapping[str, str] | None = None
) -> Generator[Stage]:
    """A server that nobody has used yet, with these variables besides our own."""
    port = free_port()
    program = ("-m", "benchmarks.live.server", str(port))
    with running_app(environment=environment, program=program) as app:
        server = ServerProbe(port)
        try:
            yield Stage(app, server, browser)
        finally:
            server.close()
