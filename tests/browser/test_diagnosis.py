"""The diagnosis on the Train page: it names what is wrong, and its remedy works."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser

ZEROS = "?v=1&data=spirals&layers=16,8&alpha=0.3&iterations=3000&init=zeros"


def card(page: Page) -> Locator:
    return page.get_by_role("note", name="Diagnosis")


def opened(page: Page, app: AppServer, query: str) -> TrainPage:
    page.goto(f"{app.url}/{query}")
    train = TrainPage(page)
    train.settle()
    return train


def top_of(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["y"]


def test_a_remedy_mends_the_run(page: Page, app: AppServer) -> None:
    train = opened(page, app, ZEROS)
    expect(card(page)).to_contain_text("Too early to tell.")
    expect(train.button("remedy")).to_have_count(0)
    panel_at = top_of(train.panel)
    train.to_the_end()
    assert train.number("train-accuracy") == "50.0 %"
    expect(card(page)).to_contain_text("All 16 units of layer 1 are the same")
    assert top_of(train.panel) == panel_at  # nothing has moved
    page.get_by_role("button", name="Why?").click()
    expect(page.get_by_text("See the weights W1.")).to_be_visible()
    page.keyboard.press("Escape")

    train.click("remedy")
    train.wait_iteration(0)
    train.settle()
    train.open_advanced()
    chosen = page.get_by_role("combobox", name="Initialization")
    expect(chosen).to_have_value("1/√n (course, part 2)")
    train.to_the_end()
    assert float(train.number("train-accuracy").removesuffix(" %")) > 95
    expect(card(page)).to_contain_text("Healthy.")
    assert top_of(train.panel) == panel_at


def test_it_follows_the_run_and_the_timeline(page: Page, app: AppServer) -> None:
    train = opened(page, app, "?v=1&data=moons&alpha=0.3&iterations=5000&speed=200")
    train.click("play")
    expect(card(page)).to_contain_text("Healthy.")
    train.wait_state("running")
    train.to_the_end()
    page.locator(".lw-timeline").press("Home")
    train.wait_iteration(0)
    expect(card(page)).to_contain_text("Too early to tell.")
    page.locator(".lw-timeline").press("End")
    expect(card(page)).to_contain_text("Healthy.")


def test_on_a_phone_it_stands_below_the_buttons_in_one_size(
    app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{app.url}/{ZEROS}")
    train = TrainPage(page)  # its charts lie below the screen and are not painted
    train.wait_iteration(0)
    expect(card(page)).to_contain_text("Too early to tell.")
    box = card(page).bounding_box()
    assert box is not None
    assert box["y"] > top_of(train.button("to_end"))
    panel_at = top_of(train.panel)
    train.click("to_end")
    train.wait_state("done")
    expect(train.button("pause")).to_have_count(0)  # the buttons stand again
    expect(card(page)).to_contain_text("All 16 units")
    assert card(page).bounding_box() == box
    assert top_of(train.panel) == panel_at


def test_the_longest_sentence_moves_nothing(page: Page, app: AppServer) -> None:
    query = "?v=1&data=moons&layers=8,8,8&alpha=0.3&iterations=600&init=0.01"
    train = opened(page, app, query)
    panel_at = top_of(train.panel)
    train.to_the_end()
    expect(card(page)).to_contain_text("The network ignores its input")
    assert top_of(train.panel) == panel_at
