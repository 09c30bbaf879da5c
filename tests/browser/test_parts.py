"""How much of the page a click draws again, counted in the messages that arrive."""

import pytest
from playwright.sync_api import Page, WebSocket

from tests.browser.app_server import AppServer
from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser

QUIET_MS = 6000  # longer than a panel that comes by itself waits
SETTLE_MS = 800


class Messages:
    """What the page gets from Streamlit."""

    def __init__(self, page: Page) -> None:
        self._page, self.count = page, 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda _: self._one_more())

    def _one_more(self) -> None:
        self.count += 1

    def during(self, ms: int) -> int:
        before = self.count
        self._page.wait_for_timeout(ms)
        return self.count - before


def pause(train: TrainPage) -> None:
    train.click("pause")
    train.wait_state("paused")


def test_a_click_draws_the_bar_the_card_and_the_panel_alone(
    page: Page, app: AppServer
) -> None:
    messages = Messages(page)
    train = TrainPage.opened(page, app)
    train.choose("speed", "20 it/s")
    whole = messages.during(SETTLE_MS)
    train.click("play")  # the parts do not come by themselves yet: the whole page
    train.wait_state("running")
    train.redrawn()
    messages.during(SETTLE_MS)
    pause(train)
    assert 0 < messages.during(SETTLE_MS) < whole / 2
    train.click("play")
    train.wait_state("running")
    train.wait_past(train.iteration)
    pause(train)
    at = train.iteration
    train.step(10, expected=at + 10)
    page.keyboard.press("Home")
    train.wait_iteration(0)
    train.button("replay").wait_for()  # the buttons follow
    page.keyboard.press("End")
    train.wait_iteration(at + 10)
    train.button("play").wait_for()


def test_a_page_that_stands_still_gets_nothing_after_a_while(
    page: Page, app: AppServer
) -> None:
    messages = Messages(page)
    train = TrainPage.opened(page, app)
    train.type("Iterations", "1000000")
    train.click("play")
    train.wait_past(0)
    pause(train)
    messages.during(QUIET_MS)
    assert messages.during(QUIET_MS) == 0
