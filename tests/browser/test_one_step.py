"""The One step page: through a whole iteration by keys, and one entry by hand."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import OneStepPage, TrainPage, scrolls_sideways

pytestmark = pytest.mark.browser

LAYERS = (1, 2, 3)
FORWARD = [f"{x}{l}" for l in LAYERS for x in "ZA"]
BACKWARD = [f"{x}{l}" for l in reversed(LAYERS) for x in ("dA", "dZ", "dW", "db")]
UPDATE = [f"{x}{l}" for l in LAYERS for x in "Wb"]
STEPS = [*FORWARD, "J", *BACKWARD, "dA0", *UPDATE]


@pytest.fixture
def one_step(train: TrainPage) -> OneStepPage:
    """The page at iteration 100 of a 2-8-4-1 network."""
    train.choose("data", "Moons")
    expect(train.page.get_by_test_id("boundary-plane")).to_be_visible()
    train.settle()
    train.step(100, expected=100)
    train.page.get_by_role("link", name="One step").click()
    page = OneStepPage(train.page)
    page.wait_step(1, "Z1")
    return page


def test_keys_walk_through_the_whole_iteration(one_step: OneStepPage) -> None:
    page = one_step.page
    expect(page.get_by_text("Iteration 100 → 101")).to_be_visible()
    for number, name in enumerate(STEPS, start=1):
        one_step.wait_step(number, name)
        assert one_step.total() == one_step.marked("result")[0], name
        expect(page.locator(".katex-display")).to_have_count(1)
        expect(page.locator("[data-matrix]").first).to_be_visible()
        one_step.press("n")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    one_step.press("b")
    one_step.wait_step(len(STEPS) - 1, "W3")


def test_an_entry_is_what_its_row_and_column_make(one_step: OneStepPage) -> None:
    """Z2 (2, 3), recomputed from the numbers that stand out."""
    for number, name in ((2, "A1"), (3, "Z2")):
        one_step.press("n")
        one_step.wait_step(number, name)
    before = one_step.total()
    for key, field, value in (("s", "Row", 2), ("d", "Column", 2), ("d", "Column", 3)):
        one_step.press(key)
        expect(one_step.page.get_by_label(field, exact=True)).to_have_value(f"{value}")
    expect(one_step.page.locator("[data-mark=total]")).not_to_have_text(before)
    one_step.wait_step(3)
    row, column, b = (
        [float(x) for x in one_step.marked("used", name)] for name in ("W2", "A1", "b2")
    )
    assert (len(row), len(column), len(b)) == (8, 8, 1)
    by_hand = sum(w * a for w, a in zip(row, column, strict=True)) + b[0]
    assert float(one_step.total()) == pytest.approx(by_hand, abs=2e-5)
    assert one_step.marked("result", "Z2") == [one_step.total()]
    assert background(one_step.page, "[data-mark=used]") != "rgba(0, 0, 0, 0)"
    assert background(one_step.page, "td:not([data-mark])") == "rgba(0, 0, 0, 0)"


def background(page: Page, cell: str) -> str:
    """The colour behind the first such cell of W2."""
    return page.locator(f"[data-matrix=W2] tr:has(td) {cell}").last.evaluate(
        "node => getComputedStyle(node).backgroundColor"
    )


def test_the_gradients_are_checked_also_on_a_phone(one_step: OneStepPage) -> None:
    page = one_step.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Check the gradients").click()
    expect(page.get_by_text("Furthest off is")).to_be_visible()
    expect(page.get_by_text("✗ differs")).to_have_count(0)
    assert not scrolls_sideways(page)
