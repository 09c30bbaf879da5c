"""The Sweep page: to its end and on to the Train page, and cancelled on the way."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import SLOW_MS, TrainPage, scrolls_sideways

pytestmark = pytest.mark.browser


def sweep_of_moons(train: TrainPage, iterations: int) -> Page:
    """The Sweep page, ready to run 45 networks for so many iterations."""
    train.choose("data", "Moons")
    expect(train.field("Hidden layers")).to_have_value("8, 4")
    train.redrawn()
    page = train.page
    page.get_by_role("link", name="Sweep").click()
    expect(page.get_by_text("Which settings learn best?")).to_be_visible()
    TrainPage(page).type("Iterations", str(iterations))
    train.redrawn()
    expect(page.get_by_text("45 runs, about")).to_be_visible()
    return page


def button(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} button:visible")


def test_a_sweep_to_its_end_and_its_best_on_the_train_page(train: TrainPage) -> None:
    page = sweep_of_moons(train, 300)
    button(page, "sweep_run").click()
    expect(page.get_by_text("All 45 runs are done")).to_be_visible()
    expect(page.locator(".st-key-sweep_chart .heatmaplayer image")).to_be_visible()
    best = page.get_by_text(re.compile("^Best: ")).inner_text()
    found = re.search(r"Learning rate α (\S+) · Hidden layers ([\d, ]+)", best)
    assert found
    page.set_viewport_size({"width": 390, "height": 844})
    train.redrawn()
    page.wait_for_timeout(1000)  # Plotly and the table fit themselves in
    assert not scrolls_sideways(page)
    page.set_viewport_size({"width": 1400, "height": 900})
    train.redrawn()
    button(page, "sweep_open").click()
    train.wait_state("ready")
    train.settle()
    expect(train.field("Learning rate α")).to_have_value(found[1])
    expect(train.field("Hidden layers")).to_have_value(found[2].strip())
    expect(train.field("Iterations")).to_have_value("300")
    assert train.iteration == 0

    page.get_by_role("link", name="Sweep").click()  # the results are still there
    expect(page.get_by_text("All 45 runs are done")).to_be_visible()


def test_a_long_sweep_is_cancelled_and_what_came_is_kept(train: TrainPage) -> None:
    page = sweep_of_moons(train, 20_000)
    button(page, "sweep_run").click()
    some = page.get_by_text(re.compile(r"^[1-9]\d* of 45 runs"))
    expect(some).to_be_visible(timeout=4 * SLOW_MS)  # a third of them come together
    button(page, "sweep_cancel").click()
    kept = page.get_by_text(re.compile(r"^Cancelled after \d+ of 45 runs"))
    expect(kept).to_be_visible()
    words = kept.inner_text()
    expect(page.get_by_text(re.compile("^Best: "))).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    page.wait_for_timeout(1500)
    assert kept.inner_text() == words
    page.reload()
    expect(kept).to_have_text(words)
    expect(button(page, "sweep_run")).to_be_enabled()
