"""How much of the page a click draws again, as told by the messages that arrive."""

import pytest
from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.app_server import AppServer
from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser

QUIET_MS = 6000  # longer than a panel that comes by itself waits
SETTLE_MS = 800


class Messages:
    """What the page gets from Streamlit.

    Attributes
    ----------
    count : how many.
    pages, parts : how often they began to draw the whole page, and parts of it.
    """

    def __init__(self, page: Page) -> None:
        self._page, self.count, self.pages, self.parts = page, 0, 0, 0
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._note)

    def _note(self, frame: str | bytes) -> None:
        self.count += 1
        told = ForwardMsg.FromString(frame if isinstance(frame, bytes) else b"")
        if told.WhichOneof("type") == "new_session":
            alone = bool(told.metadata.run.fragment_ids)
            self.parts += alone
            self.pages += not alone

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
    train.redrawn()
    messages.during(SETTLE_MS)
    before = messages.pages
    train.click("play")  # the parts do not come by themselves yet: the whole page
    train.wait_state("running")
    train.redrawn()
    messages.during(SETTLE_MS)
    assert messages.pages == before + 1
    parts = messages.parts
    pause(train)
    train.button("play").wait_for()
    assert messages.pages == before + 1 and messages.parts > parts
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


def test_steps_draw_no_whole_page(page: Page, app: AppServer) -> None:
    messages = Messages(page)
    page.goto(f"{app.url}/?v=1&data=moons")  # whose iterations take no time at all
    train = TrainPage(page)
    train.settle()
    train.step(10, expected=10)  # the first click tells the values of all fields, too
    messages.during(SETTLE_MS)
    before = messages.pages
    for done in (20, 30, 40):
        train.step(10, expected=done)
    messages.during(SETTLE_MS)
    assert messages.pages == before


def test_another_speed_is_told_by_the_address_and_draws_no_whole_page(
    page: Page, app: AppServer
) -> None:
    messages = Messages(page)
    train = TrainPage.opened(page, app)
    train.choose("speed", "20 it/s")  # the first click tells all values, too
    page.wait_for_url("**speed=20")
    messages.during(SETTLE_MS)
    before = messages.pages
    train.choose("speed", "5 it/s")
    page.wait_for_url("**speed=5")
    train.sidebar.get_by_role("button", name="Share").click()
    shared = page.get_by_test_id("stPopoverBody").get_by_text("http")
    assert shared.inner_text().endswith("&speed=5")
    page.keyboard.press("Escape")
    train.choose("speed", "max")
    page.wait_for_url("**speed=max")
    messages.during(SETTLE_MS)
    assert messages.pages == before
    page.reload()
    train.settle()
    assert page.url.endswith("speed=max")
    assert page.locator(".st-key-speed input").input_value() == "max"


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
