"""The panes in the middle of the panel: network, first layer, hidden space."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage, scrolls_sideways
from tests.browser.sight import changed_pixels, pixels

pytestmark = pytest.mark.browser


def colours(place: Locator) -> int:
    """How many different colours a place on the page has."""
    seen = pixels(place).astype(int)
    return len({tuple(colour) for colour in seen.reshape(-1, 3).tolist()})


def cells(train: TrainPage, caption: str) -> list[list[str]]:
    """The rows of one of the tables under a pane."""
    table = train.page.get_by_role("region", name=caption)
    expect(table).to_be_visible()  # it is filled a moment after it was opened
    rows = table.locator("tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_the_network_is_drawn_moves_and_tells_every_number(train: TrainPage) -> None:
    train.show_pane("Network")
    expect(train.page.get_by_role("tab")).to_have_count(3)
    drawing = train.chart("network")
    before = pixels(drawing)
    assert colours(drawing) > 100
    expect(train.chart("histogram-1")).to_have_count(0)
    train.step(100, expected=100)
    assert changed_pixels(before, pixels(drawing)) > 500

    units = drawing.get_by_role("button")
    expect(units).to_have_count(20 + 7 + 5 + 1)
    output = drawing.get_by_role("button", name="Output unit: b = ")
    expect(output).to_have_count(1)
    train.page.get_by_text("Numbers", exact=True).click()
    rows = cells(train, "Layer 2: b2 and W2")
    assert len(rows) == 7 and all(len(row) == 1 + 1 + 20 for row in rows)
    assert (
        len({float(cell.replace("−", "-")) for row in rows for cell in row[2:]}) > 100
    )


def test_units_are_reached_by_keyboard(train: TrainPage) -> None:
    train.choose("data", "Moons")
    train.page.get_by_test_id("boundary").wait_for()
    train.settle()
    train.page.get_by_role("tab", name="Histograms").focus()
    train.page.keyboard.press("ArrowRight")
    train.page.keyboard.press("Enter")
    train.wait_pane("Network")
    readout = train.page.get_by_test_id("readout")
    train.page.keyboard.press("Tab")
    expect(readout).to_contain_text("Input x1: out ")
    train.page.keyboard.press("ArrowDown")
    train.page.keyboard.press("ArrowRight")
    expect(readout).to_contain_text("Layer 1, unit ")
    assert train.iteration == 0  # the keys of the timeline were not meant


def test_the_first_layer_learns_pictures(train: TrainPage) -> None:
    train.show_pane("First layer")
    pictures = train.chart("weight-pictures")
    expect(pictures.get_by_role("button")).to_have_count(20)
    before = pixels(pictures)
    train.step(100, expected=100)
    learned = pixels(pictures)
    assert changed_pixels(before, learned) > 2000
    expect(
        pictures.get_by_role("button", name="Unit 18: length of its row of W1")
    ).to_have_count(1)
    train.page.get_by_label("Show", exact=True).select_option("W1 as it is")
    expect(train.page.get_by_label("Show", exact=True)).to_have_attribute(
        "data-value", "1"
    )
    train.settle()
    assert changed_pixels(learned, pixels(pictures)) > 2000
    train.page.get_by_text("Numbers", exact=True).click()
    rows = cells(train, "Layer 1: each unit’s weights, bias")
    assert [row[0] for row in rows] == [str(i) for i in range(1, 21)]
    assert all(0.5 < float(row[1]) < 2.0 for row in rows)  # about 1 by 1/sqrt(n)


def test_the_hidden_space_unfolds_and_is_found_again(train: TrainPage) -> None:
    train.choose("data", "Moons")
    train.page.get_by_test_id("boundary").wait_for()
    train.show_pane("Hidden space")
    space = train.chart("space")
    before = pixels(space)
    train.step(100, expected=100)
    assert changed_pixels(before, pixels(space)) > 2000
    layer = train.page.get_by_label("Layer", exact=True)
    expect(layer).to_have_value("2")
    layer.select_option("1")
    train.page.get_by_label("Across", exact=True).select_option("unit 3")
    expect(space).to_have_attribute(
        "aria-label", re.compile("^Layer 1 seen along unit 3 and unit 1,")
    )
    train.page.get_by_text("Numbers", exact=True).click()
    assert [row[2:] for row in cells(train, "Units of layer 1")][:3] == [
        ["0", "1"],
        ["0", "0"],
        ["1", "0"],
    ]
    train.page.reload()
    expect(train.page.get_by_role("tab", name="Hidden space")).to_have_attribute(
        "aria-selected", "true"
    )
    train.wait_iteration(100)
    expect(layer).to_have_value("1")


def test_a_phone_shows_the_panes_without_scrolling_sideways(
    open_page: OpenPage, app: AppServer
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{app.url}/?v=1&data=moons&layers=8,8,8,8,8")
    train = TrainPage(page)
    train.wait_state("ready")
    for name, place in (("Network", "network"), ("Hidden space", "space")):
        page.get_by_role("tab", name=name).click()
        train.chart(place).scroll_into_view_if_needed()
        expect(train.chart(place)).to_be_visible()
        assert colours(train.chart(place)) > 100
        assert not scrolls_sideways(page)
