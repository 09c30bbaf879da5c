"""One server and one browser for all browser tests, a fresh tab for each."""

from collections.abc import Generator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.app_server import (
    AppServer,
    ChromiumMissing,
    been_here,
    launch_chromium,
    running_app,
)
from tests.browser.pages import SLOW_MS, TrainPage, Watch

DESK: dict[str, Any] = {"viewport": {"width": 1400, "height": 900}}
ONE_PROCESS = "--process-per-site"  # of all tabs of one context: it compiles but once

expect.set_options(timeout=SLOW_MS)


class OpenPage(Protocol):
    """Opens a tab in a context of its own."""

    def __call__(
        self, *, first_visit: bool = False, **context_options: Any
    ) -> Page: ...


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
            chromium = launch_chromium(playwright, ONE_PROCESS)
        except ChromiumMissing as missing:
            pytest.fail(str(missing), pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def desk(app: AppServer, browser: Browser) -> BrowserContext:
    """What most tabs share, so that they open fast: the browser's cache, and a process
    that a small page keeps."""
    context = browser.new_context(**DESK)
    been_here(context, app)
    context.new_page().goto(f"{app.url}/layerwise/health")
    return context


@pytest.fixture
def open_page(
    app: AppServer, browser: Browser, desk: BrowserContext
) -> Generator[OpenPage]:
    """Tabs that are watched for errors and closed at the end."""
    watches: list[Watch] = []

    def opened(*, first_visit: bool = False, **context_options: Any) -> Page:
        if context_options or first_visit:
            context = browser.new_context(**{**DESK, **context_options})
            stack.callback(context.close)
            if not first_visit:
                been_here(context, app)
        else:
            context = desk
        page = context.new_page()
        stack.callback(page.close)
        page.set_default_timeout(SLOW_MS)
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
