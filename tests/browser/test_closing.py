"""Closing the tab stops its training, seen on the server."""

import os
import sys
import time

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

WATCHED_S = 2.0


def cores_used(pid: int) -> float:
    """Cores a process keeps busy, measured over two seconds."""
    before, begun = _cpu_seconds(pid), time.monotonic()
    time.sleep(WATCHED_S)
    return (_cpu_seconds(pid) - before) / (time.monotonic() - begun)


def _cpu_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_closing_the_tab_stops_its_training(
    open_page: OpenPage, app: AppServer
) -> None:
    page = open_page(color_scheme="light")  # a browser of its own
    train = TrainPage.opened(page, app)
    train.type("Iterations", "1000000")
    expect(train.panel).to_contain_text("/ 1,000,000")
    train.choose("speed", "max")
    train.click("play")
    train.wait_past(100)
    # On a machine that others keep busy too, training gets a share of a core only.
    busy, deadline = 0.0, time.monotonic() + 60
    while busy <= 0.15 and time.monotonic() < deadline:
        busy = cores_used(app.pid)
    assert busy > 0.15, f"it should train as fast as it can: {busy:.2f} cores"
    page.context.close()
    deadline = time.monotonic() + 10
    used = cores_used(app.pid)
    while used >= 0.1 and time.monotonic() < deadline:
        used = cores_used(app.pid)
    assert used < 0.1, f"{used:.2f} cores are busy after closing, {busy:.2f} before"
    assert used < busy / 3
