"""View options and reduced motion, as seen in the browser."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage, scrolls_sideways
from tests.browser.test_sharing import wait_for_address

pytestmark = pytest.mark.browser


def redraws(page: Page, seconds: float) -> int:
    """How often the cost chart is drawn anew in so many seconds."""
    return page.evaluate(
        """(ms) => new Promise((resolve) => {
          const chart = document.querySelector('[data-testid=cost-chart]');
          let count = 0;
          const watch = new MutationObserver((found) => { count += found.length; });
          watch.observe(chart, { attributeFilter: ['data-iteration'] });
          setTimeout(() => { watch.disconnect(); resolve(count); }, ms);
        })""",
        1000 * seconds,
    )


def test_options_apply_to_a_paused_run_and_outlive_page_and_reload(
    train: TrainPage,
) -> None:
    train.step(100, expected=100)
    cost = train.page.locator(".lw-cost")
    weights = train.page.locator(".lw-weights")
    expect(weights).to_contain_text("own range")
    train.click("view")
    train.page.get_by_text("Logarithmic cost axis").click()
    train.page.get_by_text("One range for all histograms").click()
    expect(cost).to_contain_text("cross-entropy, log")
    expect(weights).to_contain_text("one range")
    assert train.iteration == 100
    train.page.keyboard.press("Escape")
    train.page.get_by_role("link", name="Predict").click()
    expect(train.page.get_by_text("Is this a cat?")).to_be_visible()
    train.page.get_by_role("link", name="Train").click()
    expect(cost).to_contain_text("cross-entropy, log")
    wait_for_address(train.page, "log=1", "range=1")
    train.page.reload()
    train.wait_iteration(100)
    expect(cost).to_contain_text("cross-entropy, log")
    expect(weights).to_contain_text("one range")


def is_in_view(page: Page, part: Locator) -> bool:
    box, size = part.bounding_box(), page.viewport_size
    assert box is not None and size is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


@pytest.mark.parametrize(
    ("data", "last"), [("silhouettes", "pictures"), ("moons", "boundary")]
)
def test_five_hidden_layers_change_in_view_at_1400_by_900(
    app: AppServer, page: Page, data: str, last: str
) -> None:
    page.goto(f"{app.url}/?v=1&data={data}&layers=20,10,7,5,3")
    train = TrainPage(page)
    train.settle()
    train.step(100, expected=100)
    assert is_in_view(page, page.get_by_test_id(last))
    assert is_in_view(page, train.chart("histogram-6"))


def test_a_projector_gets_large_type_few_buttons_and_all_in_view(
    train: TrainPage,
) -> None:
    label = train.panel.locator(".lw-label").first
    size = "(node) => parseFloat(getComputedStyle(node).fontSize)"
    before = label.evaluate(size)
    train.click("view")
    train.page.get_by_text("Projector").click()
    expect(train.field("Hidden layers")).not_to_be_in_viewport()
    expect(train.button("new_seed")).to_have_count(0)
    expect(train.panel).to_have_class(re.compile("lw-projector"))
    train.page.keyboard.press("Escape")
    train.step(100, expected=100)
    assert label.evaluate(size) > 1.3 * before
    assert is_in_view(train.page, train.page.get_by_test_id("pictures"))
    wait_for_address(train.page, "projector=1")


@pytest.mark.parametrize(
    ("data", "last"),
    [("silhouettes&layers=20,10,7,5,3", "pictures"), ("moons", "boundary")],
)
def test_a_page_in_a_frame_shows_transport_and_panel_in_900_by_600(
    app: AppServer, open_page: OpenPage, data: str, last: str
) -> None:
    page = open_page(viewport={"width": 900, "height": 600})
    page.goto(f"{app.url}/?embed=true&v=1&data={data}")
    train = TrainPage(page)
    train.settle()
    expect(train.sidebar).to_have_count(0)
    assert is_in_view(page, train.button("play"))
    assert is_in_view(page, page.get_by_test_id(last))
    assert not scrolls_sideways(page)
    train.step(100, expected=100)
    train.type("Learning rate α", "0.05")  # the settings stand below
    expect(train.field("Learning rate α")).to_have_value("0.05")


def test_reduced_motion_redraws_about_once_a_second(
    app: AppServer, open_page: OpenPage
) -> None:
    counts: dict[str, int] = {}
    for motion in ("no-preference", "reduce"):
        train = TrainPage.opened(open_page(reduced_motion=motion), app)
        train.choose("speed", "20 it/s")
        train.click("play")
        train.wait_past(0)
        counts[motion] = redraws(train.page, 4)
        train.click("pause")
        train.wait_state("paused")
        train.settle()  # what it stopped at is shown at once
    assert 2 <= counts["reduce"] <= 5
    assert counts["no-preference"] > 2 * counts["reduce"]
