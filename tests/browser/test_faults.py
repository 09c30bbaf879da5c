"""What goes wrong between a student and the server, and what they see of it."""

import re
import time
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.app_server import AppServer, been_here
from tests.browser.conftest import DESK, OpenPage
from tests.browser.memory import RUN_TOKEN, remembered, with_memory
from tests.browser.pages import TrainPage
from tests.browser.wire import wire

pytestmark = pytest.mark.browser

RUN = "?v=1&data=moons&layers=6,3&iterations=1000000&speed=200"
TOLD_MS = 20_000  # of a connection that is silent, when it is known to be lost
BACK_MS = 10_000  # after the network is back, so late the page goes on
JUMPING_CLOCK = """
  const now = Date.now;
  window.jumpS = 0;
  Date.now = () => now() + 1000 * window.jumpS;
  window.Date = class extends Date {
    constructor(...given) { given.length ? super(...given) : super(Date.now()); }
  };
"""

# As a browser that opened the page of another computer by http.
WITHOUT_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', {})"


@pytest.fixture
def student(app: AppServer, browser: Browser) -> Generator[BrowserContext]:
    """A browser of somebody who was here before."""
    context = browser.new_context(**DESK)
    been_here(context, app)
    yield context
    context.close()


def opened(page: Page, url: str) -> TrainPage:
    page.goto(url)
    train = TrainPage(page)
    train.settle()
    return train


def test_a_reload_in_the_middle_of_training(open_page: OpenPage, app: AppServer):
    page = open_page(color_scheme="dark")
    train = opened(page, f"{app.url}/{RUN}")
    train.click("play")
    train.wait_past(300)
    page.reload()
    began = time.monotonic()
    train.wait_past(300)
    assert time.monotonic() - began < BACK_MS / 1000
    before = train.iteration
    train.wait_past(before + 100)  # and it goes on


def test_a_tab_that_is_closed_and_opened_again(student, app):
    page = student.new_page()
    train = opened(page, f"{app.url}/{RUN}")
    train.click("play")
    train.wait_past(200)
    memory, url = remembered(page), page.url
    left = train.iteration
    page.close()
    time.sleep(3)  # 600 iterations, if it trained on
    again = TrainPage(with_memory(student, memory))
    began = time.monotonic()
    again.page.goto(url)
    again.wait_state("running")
    again.wait_past(left - 50)
    most = 200 * (time.monotonic() - began)  # since then
    assert again.iteration < left + most + 300


@pytest.mark.parametrize("locks", [True, False])
def test_two_tabs_of_one_student(locks, student, app):
    if not locks:
        student.add_init_script(WITHOUT_LOCKS)
    page = student.new_page()
    first = opened(page, f"{app.url}/{RUN}")
    first.click("play")
    first.wait_past(100)
    memory = remembered(page)
    second = TrainPage(with_memory(student, memory))
    second.page.goto(page.url)
    second.settle()
    assert second.iteration == 0  # a run of its own
    before = first.iteration
    second.step(10, expected=10)
    first.wait_past(before + 50)  # which does not disturb the first
    tokens = [remembered(one.page)[RUN_TOKEN] for one in (first, second)]
    assert tokens[0] == memory[RUN_TOKEN] != tokens[1]
    second.page.reload()
    second.wait_iteration(10)  # each finds its own again
    first.page.reload()
    first.wait_past(before + 50)
    assert tokens == [remembered(one.page)[RUN_TOKEN] for one in (first, second)]
    page.close()
    second.settle()
    second.step(1, expected=11)


@pytest.fixture
def line(app):
    """A network between the app and the browser."""
    with wire(app) as found:
        yield found


@pytest.fixture
def far(browser, line):
    """A page that trains, at the other end of the line."""
    context = browser.new_context(**DESK)
    been_here(context, line.app)
    train = opened(context.new_page(), f"{line.app.url}/{RUN}")
    train.click("play")
    train.wait_past(100)
    yield train
    context.close()


@pytest.mark.parametrize("how", ["cut", "hold"])
def test_the_network_is_away_and_comes_back(how, line, far):
    """Broken at once, or silent: packets that come no more."""
    page, train = far.page, far
    notice = page.get_by_test_id("connection")
    expect(notice).to_be_hidden()
    getattr(line, how)()
    words = re.compile("No connection to the server.*goes on by itself")
    expect(notice).to_have_text(words, timeout=TOLD_MS)
    expect(notice).to_be_visible()
    before = train.iteration
    line.mend()
    began = time.monotonic()
    expect(notice).to_be_hidden(timeout=BACK_MS)
    train.wait_past(before + 50)
    assert time.monotonic() - began < BACK_MS / 1000
    train.click("pause")  # the buttons are back too
    train.settle()


@pytest.mark.parametrize("locks", [True, False])
def test_a_reload_after_the_network_broke_in_silence(locks, line, far):
    """The server still takes the page before for one that looks at the run."""
    if not locks:
        far.page.add_init_script(WITHOUT_LOCKS)
    token, before = remembered(far.page)[RUN_TOKEN], far.iteration
    line.strand()
    far.page.reload()
    far.wait_state("running")
    far.wait_past(before + 50)
    assert remembered(far.page)[RUN_TOKEN] == token


def test_the_clock_of_the_computer_is_changed(student, app):
    page = student.new_page()
    page.add_init_script(JUMPING_CLOCK)
    train = opened(page, f"{app.url}/{RUN}")
    train.click("play")
    for jump in (3600, -3600, 0):
        train.wait_past(train.iteration)
        page.evaluate(f"window.jumpS = {jump}")
        hour = page.evaluate("(Date.now() - performance.timeOrigin) / 3.6e6")
        assert round(hour) == jump // 3600
        before = train.iteration
        train.wait_past(before + 60)  # goes on painting
    expect(page.get_by_test_id("connection")).to_be_hidden()
    train.click("pause")
    train.settle()
