"""As a class has it: behind nginx, XSRF protection on, a log that knows nobody."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.app_server import AppServer, been_here, running_app
from tests.browser.pages import TrainPage, choose_file, errors
from tests.browser.pictures import as_file
from tests.browser.test_replicas import nginx

pytestmark = pytest.mark.browser

CANARY = "Zebrafink"
TABLE = "a,b,label\n" + "\n".join(f"{i},{i * i},{i % 2}" for i in range(40))


def test_a_visit(tmp_path: Path, browser: Browser) -> None:
    with running_app(environment={"LAYERWISE_LOG": "json"}) as server:
        with nginx(tmp_path, [server, server]) as url:
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            been_here(context, AppServer(url, server.pid, server.log))
            page = context.new_page()
            page.goto(f"{url}/?v=1&data=moons&layers=3&iterations=50&x={CANARY}")
            put = upload(page)
            # the same with the cookie but without the token that only our page can read
            stranger = context.request.put(put.url, multipart={"file": as_form(CANARY)})
            assert stranger.status == 403
            context.close()
            deadline = time.monotonic() + 20
            while "session closed" not in server.printed():
                assert time.monotonic() < deadline, "the log misses that the tab closed"
                time.sleep(0.1)
        check_log(server.printed())


def upload(page: Page) -> Request:
    """A run, a file that is refused, and one that is taken; how the last was sent."""
    train = TrainPage(page)
    train.settle()
    train.to_the_end()
    train.choose("data", "Your own data …")
    expect(page.get_by_text("Choose a table (.csv)")).to_be_visible()
    bad = f"{CANARY};label\n{CANARY};1\n".encode()
    choose_file(page, "upload_train", as_file(f"{CANARY}.csv", bad))
    expect(errors(page)).to_have_count(1)
    with page.expect_request(lambda sent: sent.method == "PUT") as put:
        choose_file(page, "upload_train", as_file("mine.csv", TABLE.encode()))
    expect(page.get_by_text("Preview")).to_be_visible()
    assert "x-xsrftoken" in put.value.all_headers()
    return put.value


def as_form(content: str) -> Any:
    return {"name": "a.csv", "mimeType": "text/csv", "buffer": content.encode()}


def check_log(printed: str) -> None:
    """Only objects, with what happened in them, and neither names nor addresses."""
    lines = printed[printed.index("{") :].splitlines()
    told = [json.loads(line)["event"] for line in lines if line.strip()]
    for what in ("server started", "session opened", "run ended", "session closed"):
        assert what in told
    assert told.count("upload refused") == 1
    assert CANARY not in printed
    assert not [line for line in lines if "127.0.0.1" in line or "csv:" in line]
