"""The server stops, forgets or cannot save; what students find afterwards."""

import io
import os
import re
import signal
import sqlite3
import time
import zipfile
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from app.saves import FILE
from tests.browser.app_server import AppServer, been_here, free_port, running_app
from tests.browser.conftest import DESK
from tests.browser.pages import TrainPage
from tests.browser.wire import wire

pytestmark = pytest.mark.browser

RUN: Final = "?v=1&data=moons&layers=6,3&iterations=100000&speed=200"
EVERY_S: Final = 0.5
SAVED_S: Final = EVERY_S + 1.5  # so old is the last save at most, on a busy machine
BACK_MS: Final = 15_000  # after the server is back, so late the run is there


class Servers:
    """One server after the other at one address, with one folder for their saves."""

    def __init__(self, folder: Path, **settings: str) -> None:
        saves = {"STATE": str(folder), "SAVE_EVERY_S": str(EVERY_S), **settings}
        self._environment = {f"LAYERWISE_{name}": v for name, v in saves.items()}
        self._port, self._stack = free_port(), ExitStack()
        self.now = self.start()

    def start(self) -> AppServer:
        app = running_app(environment=self._environment, port=self._port)
        self.now = self._stack.enter_context(app)
        return self.now

    def kill(self, how: int = signal.SIGKILL) -> None:
        os.kill(self.now.pid, how)

    def __enter__(self) -> "Servers":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


@contextmanager
def tab(browser: Browser, app: AppServer, query: str = RUN) -> Generator[Page]:
    """A tab of a browser of its own, at iteration 0."""
    context = browser.new_context(**DESK)
    been_here(context, app)
    page = context.new_page()
    page.goto(f"{app.url}/{query}")
    TrainPage(page).settle()
    yield page
    context.close()


def saved_in(folder: Path) -> int:
    """How many saves there are."""
    with closing(sqlite3.connect(folder / FILE)) as base:
        return base.execute("SELECT count(*) FROM saves").fetchone()[0]


def restored_at(page: Page, why: str) -> int:
    """The iteration that the page says it went back to."""
    toast = page.get_by_test_id("stToast")
    expect(toast).to_contain_text(why, timeout=BACK_MS)
    found = re.search(r"Restored at iteration ([\d,]+)", toast.inner_text())
    assert found is not None
    return int(found[1].replace(",", ""))


def test_the_server_is_killed_and_started_again(tmp_path: Path, browser: Browser):
    """One tab trains, one rests with a branch and a pin; neither is reloaded."""
    with (
        Servers(tmp_path) as servers,
        tab(browser, servers.now) as page,
        tab(browser, servers.now, "?v=1&data=xor&iterations=500") as other,
    ):
        resting, train = TrainPage(other), TrainPage(page)
        resting.step(100, expected=100)
        resting.click("pin")
        resting.settle()
        cost = resting.number("cost")
        train.click("play")
        train.wait_past(600)
        time.sleep(SAVED_S)
        before = train.iteration
        servers.kill()
        expect(page.get_by_test_id("connection")).to_be_visible()
        servers.start()
        at = restored_at(page, "after the server was restarted")
        assert before - 200 * SAVED_S <= at
        train.wait_past(at + 100)  # it goes on as it was
        assert restored_at(other, "after the server was restarted") == 100
        resting.settle()
        assert resting.iteration == 100  # and rests as it was
        assert resting.number("cost") == cost
        other.get_by_role("link", name="Compare").click()
        expect(other.get_by_test_id("stMain")).to_contain_text("pinned")


def test_a_server_that_is_asked_to_stop_saves_first(tmp_path: Path, browser: Browser):
    with (
        Servers(tmp_path, SAVE_EVERY_S="600") as servers,
        tab(browser, servers.now) as page,
    ):
        train = TrainPage(page)
        train.step(10, expected=10)
        time.sleep(SAVED_S)
        train.step(100, expected=110)  # its turn to be saved is in ten minutes
        servers.kill(signal.SIGTERM)
        expect(page.get_by_test_id("connection")).to_be_visible()
        servers.start()
        assert restored_at(page, "after the server was restarted") == 110


def test_a_page_whose_server_is_away_asks_for_it_now_and_then(
    tmp_path: Path, browser: Browser
):
    """Not as fast as it can: that would keep the computer busy, and the server."""
    with Servers(tmp_path) as servers, tab(browser, servers.now) as page:
        train = TrainPage(page)
        train.click("play")
        train.wait_past(100)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        servers.kill()
        expect(page.get_by_test_id("connection")).to_be_visible()
        asked.clear()
        page.wait_for_timeout(6_000)
        assert 2 <= len(asked) <= 6 * 5, asked


def test_the_computer_sleeps_until_the_server_forgets(tmp_path: Path, browser: Browser):
    """Nothing of the page runs meanwhile, and its connection is silent; an hour is what
    a server takes to forget, here a second."""
    with (
        Servers(tmp_path, IDLE_RUN_S="1") as servers,
        wire(servers.now) as line,
        tab(browser, line.app) as page,
    ):
        train = TrainPage(page)
        train.step(100, expected=100)
        time.sleep(SAVED_S)
        session = page.context.new_cdp_session(page)
        session.send("Page.setWebLifecycleState", {"state": "frozen"})
        line.cut()
        time.sleep(1.5)
        with tab(browser, servers.now):
            pass  # somebody else comes, and takes the room
        line.mend()
        session.send("Page.setWebLifecycleState", {"state": "active"})
        assert restored_at(page, "nobody looked") == 100
        train.settle()
        train.step(10, expected=110)


def test_a_full_disk(tmp_path: Path, browser: Browser):
    """Saves find no room: students see nothing of it, and take their run home."""
    with (
        Servers(tmp_path, MAX_SAVED_MB="1") as servers,
        tab(
            browser, servers.now, "?v=1&data=silhouettes&layers=150&iterations=900"
        ) as page,
    ):
        train = TrainPage(page)
        train.step(100, expected=100)
        time.sleep(2 * SAVED_S)
        assert (tmp_path / FILE).is_file() and not saved_in(tmp_path)
        train.step(10, expected=110)
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        train.click("take_home")
        with page.expect_download() as download:
            page.locator(".st-key-take_workspace button").first.click()
        content = Path(download.value.path()).read_bytes()
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert "runs/0/theta.npy" in names
        assert not saved_in(tmp_path)
        assert "Traceback" not in servers.now.printed()
