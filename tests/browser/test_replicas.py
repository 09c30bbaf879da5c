"""Two servers behind nginx: a student stays on one, and finds the other if it dies."""

import base64
import json
import os
import re
import signal
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app_server import AppServer, been_here, running_app
from tests.browser.pages import TrainPage
from tests.browser.replicas import nginx

pytestmark = pytest.mark.browser

ADMIN = "only for this test"
MOST = 12  # students, until both servers have one
SAVED_S = 2.0  # so old is the last save at most


def runs_of(server: AppServer) -> int:
    """How many runs a server keeps, as its admin sees it."""
    password = base64.b64encode(f"admin:{ADMIN}".encode()).decode()
    headers = {"Authorization": f"Basic {password}", "Accept": "application/json"}
    asked = urllib.request.Request(f"{server.url}/layerwise/admin", headers=headers)
    with urllib.request.urlopen(asked, timeout=5) as answer:
        return int(json.load(answer)["runs"])


def newcomer(url: str) -> str:
    """The cookie that a browser gets which has none."""
    with urllib.request.urlopen(url, timeout=5) as page:
        return page.headers["Set-Cookie"].partition(";")[0]


def script_of(url: str, cookie: str) -> str:
    """The address of the page's first script."""
    asked = urllib.request.Request(url, headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=5) as page:
        found = re.search(r'src="\./(static/[^"]+\.js)"', page.read().decode())
    assert found
    return f"{url}/{found[1]}"


def status_of(url: str, cookie: str) -> int:
    asked = urllib.request.Request(url, headers={"Cookie": cookie})
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def open_page(browser: Browser, servers: list[AppServer], url: str) -> Page:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    for server in servers:
        been_here(context, AppServer(url, server.pid, server.log))
    page = context.new_page()
    page.goto(f"{url}/?v=1&data=moons&layers=3&iterations=100000")
    TrainPage(page).settle()
    return page


def test_one_of_two_servers_dies(tmp_path: Path, browser: Browser) -> None:
    """Nobody loses a run: the servers share a folder, and the other goes on with it."""
    with ExitStack() as stack:
        environment = {
            "LAYERWISE_ADMIN_TOKEN": ADMIN,
            "LAYERWISE_STATE": str(tmp_path / "state"),
            "LAYERWISE_SAVE_EVERY_S": "0.5",
        }
        servers = [
            stack.enter_context(running_app(environment=environment)) for _ in range(2)
        ]
        url = stack.enter_context(nginx(tmp_path, servers))
        cookies = [newcomer(url) for _ in range(6)]
        assert len(set(cookies)) == 2 and cookies == 3 * cookies[:2]  # in turn
        pages: list[tuple[Page, int]] = []
        while not all(runs_of(server) for server in servers):
            assert len(pages) < MOST, "one server gets all students"
            before = runs_of(servers[0])
            page = open_page(browser, servers, url)
            pages.append((page, int(runs_of(servers[0]) == before)))
            TrainPage(page).step(10, expected=10)
            page.reload()  # the same server has the run
            TrainPage(page).wait_iteration(10)
        time.sleep(SAVED_S)
        os.kill(servers[0].pid, signal.SIGKILL)
        for page, server in pages:
            train = TrainPage(page)
            if server == 0:  # the dead one: the page finds the other by itself
                told = page.get_by_test_id("stToast")
                expect(told).to_contain_text("Restored at iteration 10")
            train.settle()
            train.step(10, expected=20)
            page.reload()
            train.wait_iteration(20)
            page.context.close()
        script = script_of(url, cookies[0])
        os.kill(servers[1].pid, signal.SIGKILL)
        assert status_of(script, cookies[0]) == 200  # nginx keeps it for the class
        assert status_of(url, cookies[0]) == 502
