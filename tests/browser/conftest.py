"""One server and one browser for all browser tests, a fresh tab for each."""

from collections.abc import Generator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.app_server import (
    AppServer,
    ChromiumMissing,
    launch_chromium,
    running_app,
)
from tests.browser.pages import SLOW_MS, TrainPage, Watch


class OpenPage(Protocol):
    """Opens a tab in a context of its own."""

    def __call__(self, **context_options: Any) -> Page: ...


@pytest.fixture(scope="session")
def app() -> Generator[AppServer]:
    """The running app."""
    with running_app() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """Chromium; without one the tests fail and say what to install."""
    with sync_playwright() as playwright:
        try:
            chromium = launch_chromium(playwright)
        except ChromiumMissing as missing:
            pytest.fail(str(missing), pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(app: AppServer, browser: Browser) -> Generator[OpenPage]:
    """Tabs that are watched for errors and closed at the end."""
    watches: list[Watch] = []

    def opened(**context_options: Any) -> Page:
        options = {"viewport": {"width": 1400, "height": 900}, **context_options}
        context = browser.new_context(**options)
        stack.callback(context.close)
        context.set_default_timeout(SLOW_MS)
        page = context.new_page()
        watches.append(Watch(app, page))
        return page

    with ExitStack() as stack:
        yield opened
        for watch in watches:
            watch.check()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A fresh tab, 1400 by 900."""
    return open_page()


@pytest.fixture
def train(page: Page, app: AppServer) -> TrainPage:
    """The Train page in a fresh tab, drawn at iteration 0."""
    return TrainPage.opened(page, app)
