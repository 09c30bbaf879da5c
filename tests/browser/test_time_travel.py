"""Going back in a run, replaying it, and branching from it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import CHARTS, TrainPage
from tests.browser.sight import changed_pixels, pixels

pytestmark = pytest.mark.browser


def word(page: Page, text: str) -> None:
    expect(page.get_by_test_id("state-word")).to_have_text(text)


def drag(page: Page, start: float, end: float) -> None:
    """From one share of the timeline to another, button held."""
    box = page.get_by_test_id("timeline").bounding_box()
    assert box is not None
    y, width = box["y"] + 14, box["width"] - 18
    page.mouse.move(box["x"] + 9 + start * width, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 9 + end * width, y, steps=12)
    page.mouse.up()


def test_end_follows_a_run_that_has_gone_on_meanwhile(train: TrainPage) -> None:
    train.type("Iterations", "1000000")
    train.click("play")
    train.wait_past(0)
    train.page.keyboard.press("Home")
    train.wait_iteration(0)
    train.page.wait_for_timeout(1000)  # the run goes on, the page does not
    train.page.keyboard.press("End")
    train.wait_past(0)
    train.wait_past(train.iteration)


def test_the_timeline_moves_every_panel_together(train: TrainPage) -> None:
    train.to_the_end()
    pictures = train.page.get_by_test_id("pictures")
    before = {name: pixels(train.chart(name)) for name in CHARTS}
    answers, cost = pictures.inner_text(), train.number("cost")
    drag(train.page, 1.0, 0.2)
    train.wait_iteration(500)
    train.settle()
    word(train.page, "past")
    for name in CHARTS:
        assert changed_pixels(before[name], pixels(train.chart(name))) > 20, name
    assert pictures.inner_text() != answers
    assert train.number("iteration") == "500"
    for _ in range(4):
        train.page.keyboard.press("ArrowLeft")
    train.wait_iteration(496)  # where the thinned curve has its neighbours' extreme
    train.settle()
    then = float(train.number("cost"))
    expect(train.chart("cost-chart")).to_contain_text(f"train {then:.3f}")
    train.page.keyboard.press("End")
    train.wait_iteration(2500)
    train.settle()
    word(train.page, "done")
    assert train.number("cost") == cost
    assert pictures.inner_text() == answers


def test_what_is_shown_is_what_training_had(train: TrainPage) -> None:
    costs: dict[int, str] = {}
    at = 0
    for n in (1, 10, 100, 1):
        at += n
        train.step(n, expected=at)
        costs[at] = train.number("cost")
    train.page.keyboard.press("Home")
    train.wait_iteration(0)
    timeline = train.page.get_by_test_id("timeline")
    for key, t in (("ArrowRight", 1), ("Shift+ArrowRight", 11), ("PageUp", 111)):
        timeline.press(key)
        train.wait_iteration(t)
        train.settle()
        assert train.number("cost") == costs[t]
    train.click("back")
    train.wait_iteration(110)


def test_a_rate_changed_live_is_part_of_the_history(train: TrainPage) -> None:
    train.step(100, expected=100)
    train.type("Learning rate α", "0.015")
    train.redrawn()
    train.step(10, expected=110)
    changed = train.number("cost")
    train.step(100, expected=210)
    timeline = train.page.get_by_test_id("timeline")
    timeline.press("Home")
    train.wait_iteration(0)
    for key, t in (("PageUp", 100), ("Shift+ArrowRight", 110)):
        timeline.press(key)
        train.wait_iteration(t)
    train.settle()
    assert train.number("cost") == changed


def test_replay_shows_the_past_again_and_stops_at_the_newest(train: TrainPage) -> None:
    train.choose("speed", "20 it/s")  # five seconds of replay, to be seen on the way
    train.step(100, expected=100)
    drag(train.page, 0.04, 0.0)
    train.wait_iteration(0)
    train.click("replay")
    word(train.page, "replay")
    train.wait_past(20)
    word(train.page, "paused")
    assert train.number("iteration") == "100"
    expect(train.button("play")).to_be_visible()


def test_a_branch_goes_on_another_way_and_can_be_deleted(train: TrainPage) -> None:
    train.to_the_end()
    cost = train.number("cost")
    drag(train.page, 1.0, 0.4)
    train.wait_iteration(1000)
    button = train.page.locator(".st-key-branches button:visible").first
    button.click()
    form = train.page.locator("[data-testid=stForm]")
    expect(form).to_contain_text("Go on from iteration 1,000")
    rate = form.get_by_label("Learning rate α from here")
    rate.fill("much")
    form.get_by_role("button", name="Continue from here").click()
    expect(form).to_contain_text("“much” is not a number")
    rate.fill("0.001")
    form.get_by_role("button", name="Continue from here").click()
    rate_now = train.page.locator("input[aria-label='Learning rate α'][value='0.001']")
    expect(rate_now).to_be_visible()
    train.wait_past(1000)
    train.page.keyboard.press("Escape")
    train.to_the_end()
    assert train.number("cost") != cost
    expect(train.chart("cost-chart")).to_contain_text("α 0.0075")

    button.click()
    train.page.get_by_role("button", name="Show", exact=True).nth(0).click()
    train.wait_iteration(1000)  # where it was left
    train.page.keyboard.press("Escape")
    train.page.get_by_test_id("timeline").press("End")
    expect(train.page.get_by_test_id("number-cost")).to_have_text(cost)
    train.redrawn()
    train.redrawn()
    expect(train.field("Learning rate α").first).to_have_value("0.0075")
    button.click()
    train.page.get_by_role("button", name="Delete", exact=True).nth(1).click()
    expect(train.chart("cost-chart")).not_to_contain_text(re.compile("α 0.001"))
