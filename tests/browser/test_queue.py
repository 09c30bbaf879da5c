"""A full server: a calm page with a number, and in as soon as a place is free."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app_server import AppServer, been_here, running_app
from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser

ADDRESS = "/?v=1&data=moons&layers=3&iterations=100000"


@pytest.fixture
def small() -> Generator[AppServer]:
    """A server with a single place."""
    environment = {
        "LAYERWISE_MAX_SESSIONS": "1",
        "LAYERWISE_REFRESH_QUEUE_S": "0.5",
        "LAYERWISE_PLACE_GRACE_S": "4",
    }
    with running_app(environment=environment) as server:
        yield server


def opened(browser: Browser, server: AppServer) -> Page:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    been_here(context, server)
    page = context.new_page()
    page.goto(server.url + ADDRESS)
    return page


def test_the_queue(browser: Browser, small: AppServer) -> None:
    first = opened(browser, small)
    train = TrainPage(first)
    train.settle()
    train.step(10, expected=10)
    second = opened(browser, small)
    expect(second.get_by_text("You are number 1 in the queue.")).to_be_visible()
    third = opened(browser, small)
    expect(third.get_by_text("You are number 2 in the queue.")).to_be_visible()
    third.reload()
    second.reload()
    expect(third.get_by_text("You are number 2 in the queue.")).to_be_visible()
    expect(second.get_by_text("You are number 1 in the queue.")).to_be_visible()
    first.reload()  # keeps its place, and its run
    train.wait_iteration(10)
    train.settle()
    train.step(1, expected=11)
    first.context.close()
    TrainPage(second).wait_iteration(0)
    expect(third.get_by_text("You are number 1 in the queue.")).to_be_visible()
    third.context.close()
    second.context.close()
