"""The pages on other screens: dark, and as wide as a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import CHARTS, TrainPage, scrolls_sideways
from tests.browser.sight import pixels

pytestmark = pytest.mark.browser


def test_dark_theme(open_page: OpenPage, app: AppServer) -> None:
    page = open_page(color_scheme="dark")
    train = TrainPage.opened(page, app)
    train.step(10, expected=10)
    seen = pixels(page.get_by_test_id("stMain"))
    assert float((seen.max(axis=2) < 60).mean()) > 0.7
    page.get_by_role("link", name="Predict").click()
    expect(page.get_by_text("Is this a cat?")).to_be_visible()
    assert float((pixels(page.get_by_test_id("stMain")).max(axis=2) < 60).mean()) > 0.7


def test_a_phone_scrolls_in_one_direction_only(
    open_page: OpenPage, app: AppServer
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(app.url)
    train = TrainPage(page)
    train.wait_state("ready")
    assert not scrolls_sideways(page)
    train.chart("histogram-4").scroll_into_view_if_needed()
    expect(train.chart("histogram-4")).to_have_attribute("data-iteration", "0")
    assert not scrolls_sideways(page)
    for name in CHARTS:
        box = train.chart(name).bounding_box()
        assert box is not None
        assert box["width"] > 100 and box["x"] + box["width"] <= 390, name
    page.goto(f"{app.url}/predict")
    expect(page.get_by_text("Is this a cat?")).to_be_visible()
    assert not scrolls_sideways(page)
