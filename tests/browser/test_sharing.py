"""The address, a reload, the keyboard and the first visit, as a student meets them."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser


def parameters(page: Page) -> dict[str, str]:
    query = parse_qs(urlsplit(page.url).query)
    return {name: value for name, (value,) in query.items()}


def wait_for_address(page: Page, *parts: str) -> None:
    page.wait_for_function(
        "(parts) => parts.every((part) => location.href.includes(part))",
        arg=list(parts),
    )


def opened_at(page: Page, app: AppServer, query: str) -> TrainPage:
    page.goto(f"{app.url}/?{query}")
    train = TrainPage(page)
    train.settle()
    return train


def test_a_colleague_gets_the_same_experiment(
    train: TrainPage, app: AppServer, open_page: OpenPage
) -> None:
    train.type("Hidden layers", "6, 3")
    train.type("Iterations", "50")
    train.settle()
    wait_for_address(train.page, "layers=6,3&", "iterations=50&")
    assert parameters(train.page)["v"] == "1"
    train.sidebar.get_by_role("button", name="Share").click()
    shown = train.page.get_by_test_id("stCode").inner_text()
    assert parse_qs(urlsplit(shown).query)["layers"] == ["6,3"]
    colleague = opened_at(open_page(), app, urlsplit(train.page.url).query)
    assert colleague.field("Hidden layers").input_value() == "6, 3"
    train.page.keyboard.press("Escape")
    for one in (train, colleague):
        one.to_the_end()
    assert train.number("cost") == colleague.number("cost")
    assert colleague.number("iteration") == "50"


def test_what_the_address_cannot_mean_is_told(page: Page, app: AppServer) -> None:
    train = opened_at(page, app, "v=1&data=moons&alpha=fast&colour=red&layers=4")
    expect(page.get_by_text("alpha=fast in the address was ignored")).to_be_visible()
    expect(page.get_by_text("“colour”, which is no setting")).to_be_visible()
    assert train.field("Hidden layers").input_value() == "4"
    train.click("dismiss_notes")
    expect(page.get_by_text("in the address was ignored")).to_have_count(0)


def test_a_reload_finds_its_run_again(train: TrainPage) -> None:
    train.type("Hidden layers", "9, 3")
    train.step(100, expected=100)
    train.step(10, expected=110)
    cost = train.number("cost")
    train.page.reload()
    train.wait_iteration(110)
    train.settle()
    assert train.number("cost") == cost
    assert train.field("Hidden layers").input_value() == "9, 3"
    train.step(1, expected=111)


def test_another_address_in_the_same_tab_is_another_experiment(
    train: TrainPage, app: AppServer
) -> None:
    train.step(10, expected=10)
    train.page.goto(f"{app.url}/?v=1&data=silhouettes&layers=6&iterations=900")
    train.wait_iteration(0)
    train.settle()
    expect(train.field("Hidden layers")).to_have_value("6")
    assert train.layer_rows()[0].startswith("1 6×12288")


def test_a_reload_does_not_stop_a_run(train: TrainPage) -> None:
    train.click("play")
    train.wait_past(20)
    train.page.reload()
    train.wait_state("running")
    train.wait_past(20)
    train.click("pause")
    train.wait_state("paused")


def test_the_address_stays_when_the_page_changes(train: TrainPage) -> None:
    train.type("Hidden layers", "5")
    wait_for_address(train.page, "layers=5&")
    train.page.get_by_role("link", name="Predict").click()
    expect(train.page.get_by_text("Is this a cat?")).to_be_visible()
    wait_for_address(train.page, "predict", "layers=5&")
    train.page.get_by_role("link", name="Train").click()
    train.settle()
    wait_for_address(train.page, "layers=5&")
    assert train.field("Hidden layers").input_value() == "5"


def test_keys_do_what_their_buttons_do(train: TrainPage) -> None:
    press = train.page.keyboard.press
    press("n")
    train.wait_iteration(1)
    train.settle()
    press("t")
    train.wait_iteration(11)
    train.settle()
    press("h")
    train.wait_iteration(111)
    train.settle()
    press("p")
    train.wait_state("running")
    train.wait_past(120)
    press("p")
    train.wait_state("paused")
    train.settle()
    press("e")
    train.wait_state("done")
    train.settle()
    press("0")
    train.wait_state("ready")


def test_the_first_visit_is_explained_once(app: AppServer, open_page: OpenPage) -> None:
    page = open_page(first_visit=True)
    train = TrainPage.opened(page, app)
    tour = page.locator(".st-key-tour")
    expect(tour).to_contain_text("this network knows nothing")
    train.click("tour_done")
    expect(tour).to_have_count(0)
    page.wait_for_function("() => document.cookie.includes('layerwise_tour')")
    page.reload()
    train.settle()
    expect(tour).to_have_count(0)
