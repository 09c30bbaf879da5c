"""The pages as a user knows them: buttons, fields, numbers and charts by name."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.app_server import AppServer

SLOW_MS: Final = 30_000
HISTOGRAMS: Final = [f"histogram-{l}" for l in range(1, 5)]  # of the first network
CHARTS: Final = ["cost-chart", "gradient-chart", *HISTOGRAMS]
# On a page other than the first, Streamlit's own client tries these to find its server.
PROBES: Final = tuple(
    f"/{page}/_stcore/{probe}"
    for page in (
        *("predict", "mistakes", "one_step", "compare", "sweep", "learn", "check"),
        "help",
    )
    for probe in ("health", "host-config")
)
PRINTED: Final = ("Traceback (most recent", "Warning:")  # Python's and Streamlit's
PLAY_NAMES: Final = {
    "play": re.compile("Play"),
    "pause": re.compile("Pause"),
    "replay": re.compile("Replay"),
}

# The number of iterations a run counts up to, and whether the page has caught up:
# the charts draw in turn, and Streamlit redraws the buttons after the run has stopped.
_REDRAWN: Final = """() => !document.querySelector('[data-stale=true]')
  && document.querySelector('[data-testid=stApp]')
    .dataset.testScriptState === 'notRunning'"""
_SETTLED: Final = f"""() => {{
  const panel = document.querySelector('[data-testid=live-panel]');
  if (!panel || panel.dataset.state === 'running') return false;
  const buttons = [...document.querySelectorAll('.st-key-play button')];
  if (buttons.some((button) => button.textContent.includes('Pause'))) return false;
  if (!({_REDRAWN})()) return false;
  const charts = [...panel.querySelectorAll('[data-iteration]')];
  const shown = charts.filter((c) => c.offsetParent && c.matches('.lw-chart'));
  return shown.length >= 3
    && shown.every((c) => c.dataset.iteration === panel.dataset.iteration);
}}"""
_UNFOLDED: Final = """() => [...document.querySelectorAll('details')].every(
  (details) => details.getAnimations({ subtree: true }).length === 0)"""


@dataclass
class Watch:
    """What went wrong in the browser, noted from outside while a test runs."""

    app: AppServer
    page: Page
    complaints: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.begin()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda e: self.complaints.append(f"page error: {e}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)
        self.page.on("request", self._request)

    def begin(self) -> None:
        """From now on, as if nothing had been noted."""
        self._log_start = self.app.log.stat().st_size
        self.complaints.clear()

    def check(self) -> None:
        """Raise AssertionError with all that was noted, and with what is visible."""
        if not self.page.is_closed():
            for name in ("stException", "stJsonError"):
                for shown in self.page.get_by_test_id(name).all():
                    self.complaints.append(f"{name}: {shown.inner_text()}")
            if "Traceback (most recent" in self.page.inner_text("body"):
                self.complaints.append("a traceback is on the page")
        printed = self.app.printed(self._log_start)
        if any(complaint in printed for complaint in PRINTED):
            self.complaints.append(f"the server complained:\n{printed}")
        assert not self.complaints, "\n".join(self.complaints)

    def _console(self, message: ConsoleMessage) -> None:
        probing = any(path in str(message.location) for path in PROBES)
        if message.type == "error" and not probing:
            self.complaints.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left behind when the page changed
            self.complaints.append(f"failed request: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.url.endswith(PROBES):
            self.complaints.append(f"status {response.status}: {response.url}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.app.url, "data:", "blob:")):
            self.complaints.append(f"request to elsewhere: {request.url}")


@dataclass
class TrainPage:
    """The Train page."""

    page: Page

    @classmethod
    def opened(cls, page: Page, app: AppServer) -> "TrainPage":
        """The page, drawn at iteration 0."""
        page.goto(app.url)
        train = cls(page)
        train.settle()
        return train

    # --- doing ---------------------------------------------------------------------

    def button(self, key: str) -> Locator:
        """By its key; play, pause and replay are one button with three names."""
        if key in PLAY_NAMES:
            play = self.page.locator(".st-key-play button:visible")
            return play.filter(has_text=PLAY_NAMES[key])
        return self.page.locator(f".st-key-{key} button:visible")

    def click(self, key: str) -> None:
        self.button(key).click()

    def step(self, n: int, *, expected: int) -> None:
        """Press +n and wait until the run pauses at the expected iteration."""
        self.click(f"step_{n}")
        self.wait_iteration(expected)
        self.settle()

    def to_the_end(self) -> None:
        self.click("to_end")
        self.wait_state("done")
        self.settle()

    def reset(self) -> None:
        self.click("reset")
        self.wait_state("ready")
        self.settle()

    def type(self, label: str, text: str) -> None:
        """Type into a field and press Enter."""
        box = self.page.get_by_label(label, exact=True)
        box.fill(text)
        box.press("Enter")

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def choose(self, key: str, option: str) -> None:
        """Pick an option of a select box; a page that redraws would close its list."""
        self.redrawn()
        box = self.page.locator(f".st-key-{key} [role=combobox]")
        wished = self.page.get_by_role("option", name=option, exact=True)
        for _ in range(4):
            if not wished.is_visible():
                box.click()
            try:
                wished.click(timeout=3000)
                return
            except PlaywrightTimeout:  # a redraw came between and closed it
                continue
        raise AssertionError(f"{option!r} cannot be chosen as {key}")

    def show_pane(self, name: str) -> None:
        """Choose what stands in the middle of the panel."""
        self.page.get_by_role("tab", name=name, exact=True).click()
        self.wait_pane(name)

    def wait_pane(self, name: str) -> None:
        expect(self.page.get_by_role("tabpanel", name=name, exact=True)).to_be_visible()
        self.settle()

    def open_advanced(self) -> None:
        self.sidebar.get_by_text("Advanced", exact=True).click()
        expect(self.page.get_by_label("Seed", exact=True)).to_be_visible()
        self.page.wait_for_function(_UNFOLDED)  # what grows scrolls, and closes a list

    # --- waiting -------------------------------------------------------------------

    def redrawn(self) -> None:
        """Wait until Streamlit has drawn what a click or a key changed."""
        self.page.wait_for_function(_REDRAWN, timeout=SLOW_MS)

    def settle(self) -> None:
        """Wait until the run stands still and everything visible shows it."""
        self.page.wait_for_function(_SETTLED, timeout=SLOW_MS)

    def wait_state(self, *states: str) -> None:
        selector = ", ".join(f".lw-panel[data-state={state}]" for state in states)
        self.page.locator(selector).wait_for(timeout=SLOW_MS)

    def wait_iteration(self, iteration: int) -> None:
        self.page.locator(f".lw-panel[data-iteration='{iteration}']").wait_for(
            timeout=SLOW_MS
        )

    def wait_past(self, iteration: int) -> None:
        """Wait until every visible chart shows a later iteration."""
        self.page.wait_for_function(
            """(past) => {
              const charts = document.querySelectorAll('.lw-panel .lw-chart');
              return charts.length >= 3
                && [...charts].every((c) => Number(c.dataset.iteration) > past);
            }""",
            arg=iteration,
            timeout=SLOW_MS,
        )

    # --- reading -------------------------------------------------------------------

    @property
    def sidebar(self) -> Locator:
        return self.page.get_by_test_id("stSidebar")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_test_id("live-panel")

    @property
    def iteration(self) -> int:
        return int(self.panel.get_attribute("data-iteration") or -1)

    def number(self, name: str) -> str:
        """A number of the row on top, as it is written."""
        return self.page.get_by_test_id(f"number-{name}").inner_text()

    def chart(self, name: str) -> Locator:
        return self.page.get_by_test_id(name)

    def histogram_names(self) -> list[str]:
        return self.page.locator(".lw-histogram").evaluate_all(
            "nodes => nodes.map((node) => node.dataset.testid)"
        )

    def layer_rows(self) -> list[str]:
        """The rows of the shape table, cells separated by one space."""
        rows = self.sidebar.locator("table tr:has(td)").all_inner_texts()
        return [" ".join(row.split()) for row in rows]


@dataclass
class OneStepPage:
    """The One step page."""

    page: Page

    def wait_step(self, number: int, name: str = "") -> None:
        """Wait until a step is drawn, by its number from 1 and perhaps its name."""
        title = re.compile(rf"^Step {number} of \d+: {name}")
        expect(self.page.get_by_role("img", name=title)).to_be_visible()
        self.page.wait_for_function(_REDRAWN, timeout=SLOW_MS)

    def press(self, key: str) -> None:
        """A key, with nothing in focus."""
        self.page.keyboard.press(key)

    def marked(self, mark: str, matrix: str = "") -> list[str]:
        """The numbers that stand out, of one matrix or of all that is shown."""
        within = f"[data-matrix='{matrix}'] " if matrix else ""
        return self.page.locator(f"{within}[data-mark={mark}]").all_inner_texts()

    def total(self) -> str:
        """What the arithmetic ends with."""
        (total,) = self.marked("total")
        return total


def choose_file(page: Page, key: str, *files: Path | dict[str, Any]) -> None:
    """Put files into an upload place."""
    place = page.locator(f".st-key-{key} input[type=file]")
    place.set_input_files(list(files))  # pyright: ignore[reportArgumentType]


def errors(page: Page) -> Locator:
    """The sentences that say what is wrong."""
    return page.get_by_test_id("stAlertContentError")


def scrolls_sideways(page: Page) -> bool:
    """Whether any of the page's own scroll containers is wider than it shows."""
    return page.evaluate(
        """() => [
          document.scrollingElement,
          document.querySelector('[data-testid=stMain]'),
        ].some((place) => place.scrollWidth > place.clientWidth + 1)"""
    )
