"""What a tab sends: a hostile one does a student who trains no harm, and what a student
does quickly comes in order."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect
from websockets import ConnectionClosed

from app.gate import MOST_BYTES
from benchmarks.classroom.wire import Tab
from tests.browser.app_server import AppServer
from tests.browser.pages import TrainPage
from tests.browser.stranger import stranger

pytestmark = pytest.mark.browser

HARM = {
    "clear_cache": True,
    "debug_shutdown_runtime": True,
    "set_run_on_save": True,
    "backend_operation_request": {"request_id": "1", "install_skills": {}},
}


def test_a_tab_that_means_harm_takes_no_run_away(
    train: TrainPage, app: AppServer
) -> None:
    train.step(10, expected=10)
    with stranger(app) as tab:
        tab.draw()
        for kind, value in HARM.items():
            tab.say(**{kind: value})
        tab.say(app_heartbeat=True)  # answered after all of them
        tab.wait("heartbeat_ack")
    train.step(1, expected=11)
    train.page.reload()
    train.wait_iteration(11)
    train.settle()


@pytest.mark.parametrize(
    ("frame", "code"),
    [(b"\xff" * 9, 1002), ("hello", 1003), (bytes(MOST_BYTES + 1), 1009)],
    ids=["garbage", "text", "too large"],
)
def test_what_is_no_message_ends_that_connection_alone(
    train: TrainPage, app: AppServer, frame: bytes | str, code: int
) -> None:
    """The server prints no traceback, which is looked for after every test."""
    with stranger(app) as tab:
        tab.draw()
        tab.connection.send(frame)
        with pytest.raises(ConnectionClosed) as closed:
            tab.wait("never")
    assert closed.value.rcvd is not None and closed.value.rcvd.code == code
    train.step(1, expected=1)


def test_a_huge_message_is_refused_before_it_comes(app: AppServer) -> None:
    with stranger(app) as tab:
        tab.draw()
        announced = b"\x82\xff" + (40_000_000).to_bytes(8, "big") + bytes(4)
        tab.connection.socket.sendall(announced)
        with pytest.raises(ConnectionClosed) as closed:
            tab.wait("never")
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009


def test_pages_send_nothing_that_is_dropped(train: TrainPage, app: AppServer) -> None:
    since = app.log.stat().st_size
    page = train.page
    train.click("play")
    train.wait_past(20)
    train.click("pause")
    page.keyboard.press("c")  # Streamlit's own key to clear the caches
    for name in ("Predict", "Compare", "Sweep", "Learn", "Check", "Help", "Train"):
        page.get_by_role("link", name=name, exact=True).first.click()
        train.redrawn()
    train.settle()
    train.click("take_home")
    with page.expect_download():
        page.get_by_role("button", name="Network (.h5)").click()
    expect(page.get_by_test_id("connection")).to_be_hidden()
    assert "no page sends" not in app.printed(since)


def test_a_click_right_after_a_setting_is_for_the_run_with_it(
    train: TrainPage,
) -> None:
    train.field("Hidden layers").fill("9, 3")
    train.click("step_10")  # the field is left by it
    train.wait_iteration(10)
    train.settle()
    assert train.layer_rows()[0].startswith("1 9×12288")
    primary = train.page.get_by_test_id("stBaseButton-primary")
    expect(primary).to_have_count(1)  # none that would start over
    expect(primary).to_contain_text("Play")


FORGED = {
    "Train": ["data", "speed", "initialization", "activation", "optimizer"],
    "One step": ["paper_step"],
}


@pytest.mark.parametrize("page", FORGED)
def test_a_choice_that_is_not_on_offer_is_none(app: AppServer, page: str) -> None:
    """A tab sends words of its own where a list is to choose from. The server prints no
    traceback, which is looked for after every test."""

    async def forge() -> list[str]:
        tab = Tab(app.url)
        await tab.open()
        await tab.visit(page)
        for key in FORGED[page]:
            await tab.choose(key, "forged")
        await tab.press("step_1" if page == "Train" else "paper_next")
        await tab.close()
        return tab.errors

    with ThreadPoolExecutor() as elsewhere:  # this thread's loop is Playwright's
        assert elsewhere.submit(asyncio.run, forge()).result() == []
