"""Charts that are looked at closely while they update."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser

RANGE = """() => document
  .querySelector('[data-testid=cost-chart] .js-plotly-plot')
  ?._fullLayout.xaxis.range.map(Number)"""


def test_a_zoom_stays_while_the_chart_goes_on(train: TrainPage) -> None:
    page, chart = train.page, train.chart("cost-chart")
    whole = page.wait_for_function(RANGE).json_value()
    train.choose("speed", "50 it/s")
    train.click("play")
    train.wait_past(10)
    box = chart.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.2 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], y, steps=8)
    page.mouse.up()
    page.wait_for_function(f"(whole) => ({RANGE})()[1] < 0.8 * whole", arg=whole[1])
    low, high = page.evaluate(RANGE)
    assert whole[0] < low < high < whole[1]
    train.wait_past(train.iteration + 20)
    train.click("pause")  # the page draws itself anew
    train.wait_state("paused")
    train.settle()
    assert page.evaluate(RANGE) == [low, high]

    train.click("play")
    page.mouse.dblclick(box["x"] + 0.4 * box["width"], y)
    page.wait_for_function(f"(whole) => ({RANGE})()[1] === whole", arg=whole[1])


def test_a_chart_is_hovered_and_saved_while_it_goes_on(train: TrainPage) -> None:
    page, chart = train.page, train.chart("cost-chart")
    train.choose("speed", "50 it/s")
    train.click("play")
    train.wait_past(60)
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 45, box["y"] + box["height"] / 2)
    expect(chart.locator(".hoverlayer")).to_contain_text("iteration")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the cost chart as PNG").click()
    assert saved.value.suggested_filename == "layerwise-cost.png"
    expect(train.panel).to_have_attribute("data-state", "running")
