"""The Train page as a student uses it."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.pages import CHARTS, HISTOGRAMS, TrainPage, errors
from tests.browser.sight import changed_at_last, changed_pixels, pixels

pytestmark = pytest.mark.browser

NOTICE = "These settings need a new run."
NOT_A_NUMBER = re.compile(r"\b(nan|inf|infinity|undefined|null)\b", re.IGNORECASE)


def test_opens_drawn_at_iteration_0_with_one_obvious_action(train: TrainPage) -> None:
    expect(train.panel).to_have_attribute("data-state", "ready")
    assert train.iteration == 0
    assert train.number("iteration") == "0"
    assert 0.6 < float(train.number("cost")) < 0.9  # near log 2: it knows nothing yet
    for name in CHARTS:
        expect(train.chart(name)).to_have_attribute("data-iteration", "0")
    expect(train.page.get_by_test_id("pictures").locator("canvas")).to_have_count(12)
    primary = train.page.get_by_test_id("stBaseButton-primary")
    expect(primary).to_have_count(1)
    expect(primary).to_contain_text("Play")


def test_hidden_layers_change_the_table_the_chips_and_the_charts(
    train: TrainPage,
) -> None:
    assert len(train.layer_rows()) == 4
    train.type("Hidden layers", "[12288, 9, 3, 1]")
    expect(train.chart("histogram-4")).to_have_count(0)
    train.settle()
    assert train.layer_rows() == [
        "1 9×12288 9×1 9×400 110,601",
        "2 3×9 3×1 3×400 30",
        "3 1×3 1×1 1×400 4",
    ]
    expect(train.sidebar).to_contain_text("12,288 → 9 → 3 → 1")
    assert train.histogram_names() == HISTOGRAMS[:3]
    expect(train.page.get_by_text(NOTICE)).to_have_count(0)  # nothing was lost


def test_play_changes_every_chart_and_pause_stops(train: TrainPage) -> None:
    before = {name: pixels(train.chart(name)) for name in CHARTS}
    train.click("play")
    train.wait_state("running")
    train.wait_past(100)
    train.click("pause")
    train.wait_state("paused")
    train.settle()
    stopped_at = train.iteration
    assert stopped_at > 100
    after = {name: pixels(train.chart(name)) for name in CHARTS}
    for name in CHARTS:
        assert changed_pixels(before[name], after[name]) > 20, name
    time.sleep(0.5)  # the time itself is what is tested
    assert train.iteration == stopped_at
    train.click("play")
    train.wait_past(stopped_at)


DRAWN_BY_PLOTLY = """chart => Math.max(
  ...chart.querySelector('.js-plotly-plot').data.flatMap((trace) => [...trace.x]))"""


def test_curves_move_to_where_plotly_draws_them(train: TrainPage) -> None:
    for n in range(100, 1001, 100):
        train.step(100, expected=n)
    train.step(1, expected=1001)  # all but the curves stands still
    lines = ("cost-chart", "gradient-chart")
    moved = {name: pixels(train.chart(name)) for name in lines}
    for name in lines:
        chart = train.chart(name)
        assert chart.evaluate(DRAWN_BY_PLOTLY) < train.iteration  # not asked since
        chart.hover()  # who points at a chart wants to know all
        assert chart.evaluate(DRAWN_BY_PLOTLY) == train.iteration
        train.sidebar.hover()
        expect(chart.locator(".hovertext, .hoverlayer .legend")).to_have_count(0)
        expect(chart.locator(".modebar-group").first).to_have_css("opacity", "0")
        # Plotly drops points of a crowded line, here 28; a scale 1 px off changes 600
        assert changed_at_last(moved[name], chart, below=100) < 100, name


def test_steps_do_exactly_what_they_say(train: TrainPage) -> None:
    for n, total in ((1, 1), (10, 11), (100, 111), (1, 112)):
        train.step(n, expected=total)
        assert train.number("iteration") == str(total)
        expect(train.panel).to_have_attribute("data-state", "paused")


def test_quick_clicks_on_a_step_all_count(train: TrainPage) -> None:
    for _ in range(3):
        train.click("step_1")
    train.wait_iteration(3)


def test_clicks_faster_than_the_server_all_count(train: TrainPage) -> None:
    train.button("step_1").evaluate(
        """async button => {
          for (let n = 0; n < 8; n += 1) {
            button.click();
            await new Promise(done => setTimeout(done, 10));
          }
        }"""
    )
    train.wait_iteration(8)


def test_to_the_end_reset_and_again_give_the_same_numbers(train: TrainPage) -> None:
    start = train.number("cost")
    ends: list[tuple[str, str, str]] = []
    for _ in range(2):
        train.to_the_end()
        assert train.number("iteration") == "2,500"
        expect(train.button("replay")).to_be_visible()
        ends.append(
            (
                train.number("cost"),
                train.number("train-accuracy"),
                train.number("test-accuracy"),
            )
        )
        train.reset()
        assert train.iteration == 0
        assert train.number("cost") == start
    assert ends[0] == ends[1]
    assert float(ends[0][0]) < 0.25
    assert float(ends[0][2].removesuffix(" %")) > 75


def test_new_seed_draws_other_weights(train: TrainPage) -> None:
    cost, weights = train.number("cost"), pixels(train.chart("histogram-2"))
    train.step(10, expected=10)
    train.click("new_seed")
    train.wait_iteration(0)
    train.settle()
    assert train.number("cost") != cost
    assert changed_pixels(weights, pixels(train.chart("histogram-2"))) > 20


def test_speed_paces_the_run(train: TrainPage) -> None:
    train.choose("speed", "5 it/s")
    train.click("play")
    train.wait_past(0)
    start, begun = train.iteration, time.monotonic()
    train.wait_past(start + 9)  # ten at five a second, and what the page lags behind
    assert 1.0 < time.monotonic() - begun < 8
    train.choose("speed", "max")
    train.wait_past(start + 100)


def test_changes_that_need_a_restart_wait_for_it(train: TrainPage) -> None:
    train.step(10, expected=10)
    cost = train.number("cost")
    train.type("Hidden layers", "6")
    expect(train.page.get_by_text(NOTICE)).to_be_visible()
    train.settle()
    assert (train.iteration, train.number("cost")) == (10, cost)
    assert train.histogram_names() == HISTOGRAMS

    train.page.get_by_role("button", name="Undo the change").click()
    expect(train.page.get_by_text(NOTICE)).to_have_count(0)
    hidden = train.page.get_by_label("Hidden layers", exact=True)
    expect(hidden).to_have_value("20, 7, 5")
    train.settle()
    assert (train.iteration, train.number("cost")) == (10, cost)

    train.type("Hidden layers", "6")
    train.page.get_by_role("button", name="Start over with these settings").click()
    train.wait_iteration(0)
    train.settle()
    expect(train.page.get_by_text(NOTICE)).to_have_count(0)
    assert train.histogram_names() == HISTOGRAMS[:2]


BAD_ENTRIES = [
    ("Hidden layers", "20, cat", "“cat” is not a whole number."),
    ("Hidden layers", "20, 0", "A layer of 0 units is not possible here"),
    ("Learning rate α", "fast", "“fast” is not a number."),
    ("Learning rate α", "-1", "The learning rate is -1; it must be above 0"),
]


def test_bad_entries_are_explained_beside_the_control_and_keep_the_run(
    train: TrainPage,
) -> None:
    train.step(10, expected=10)
    cost = train.number("cost")
    for label, typed, sentence in BAD_ENTRIES:
        box = train.page.get_by_label(label, exact=True)
        good = box.input_value()
        train.type(label, typed)
        complaint = errors(train.page)
        expect(complaint).to_have_count(1)
        expect(complaint).to_contain_text(sentence)
        field, said = box.bounding_box(), complaint.bounding_box()
        assert field is not None and said is not None
        assert 0 <= said["y"] - field["y"] - field["height"] < 100, typed
        assert abs(said["x"] - field["x"]) < 60, typed
        train.settle()
        assert (train.iteration, train.number("cost")) == (10, cost)
        train.type(label, good)
        expect(complaint).to_have_count(0)
    train.step(10, expected=20)


def test_the_learning_rate_changes_while_the_run_goes_on(train: TrainPage) -> None:
    train.step(100, expected=100)
    train.step(100, expected=200)
    unchanged = train.number("cost")
    train.reset()
    train.step(100, expected=100)
    train.type("Learning rate α", "0.015")
    expect(train.field("Learning rate α")).to_have_value("0.015")
    train.step(100, expected=200)
    assert train.number("cost") != unchanged

    train.choose("speed", "50 it/s")
    train.click("play")
    train.wait_past(210)
    before = train.iteration
    train.type("Learning rate α", "0.002")
    expect(train.field("Learning rate α")).to_have_value("0.002")
    train.wait_past(before + 20)
    expect(train.panel).to_have_attribute("data-state", "running")
    expect(train.page.get_by_text(NOTICE)).to_have_count(0)


def test_plane_shows_a_boundary_that_moves(train: TrainPage) -> None:
    train.choose("data", "Moons")
    plane = train.page.get_by_test_id("boundary-plane")
    expect(plane).to_be_visible()
    train.settle()
    expect(train.page.get_by_test_id("pictures")).to_be_hidden()
    assert train.layer_rows()[0].startswith("1 8×2 8×1 ")
    boundary = train.chart("boundary")
    expect(boundary).to_have_attribute("data-iteration", "0")
    before = pixels(plane)
    train.to_the_end()
    expect(boundary).to_have_attribute("data-iteration", "5000")
    assert changed_pixels(before, pixels(plane)) > 2000
    assert float(train.number("test-accuracy").removesuffix(" %")) > 90


def test_a_diverging_run_stops_keeps_its_past_and_says_why(train: TrainPage) -> None:
    train.choose("data", "Moons")
    expect(train.page.get_by_test_id("boundary-plane")).to_be_visible()
    train.settle()
    train.open_advanced()
    train.choose("initialization", "too large, × 10")
    train.settle()
    train.step(100, expected=100)
    train.type("Learning rate α", "1e300")
    expect(train.field("Learning rate α")).to_have_value("1e300")
    train.click("play")
    train.wait_state("diverged")
    train.settle()
    notice = train.page.get_by_test_id("notice")
    expect(notice).to_be_visible()
    said = re.search(r"Stopped at iteration ([\d,]+)", notice.inner_text())
    assert said is not None
    stopped = int(said[1].replace(",", ""))
    assert stopped > 100
    assert train.iteration == stopped - 1
    expect(train.button("replay")).to_be_visible()
    assert not NOT_A_NUMBER.search(train.panel.inner_text())
    drawn = train.chart("cost-chart").locator("path.js-line").first
    points = re.findall("[ML]", drawn.get_attribute("d") or "")
    assert len(points) > 3  # the history is still drawn
    train.type("Learning rate α", "0.3")
    expect(train.field("Learning rate α")).to_have_value("0.3")
    train.reset()
    expect(notice).to_be_hidden()
    train.step(10, expected=10)


def test_a_page_switch_does_not_stop_the_run(train: TrainPage) -> None:
    train.choose("speed", "50 it/s")
    train.click("play")
    train.wait_past(10)
    left_at = train.iteration
    train.page.get_by_role("link", name="Predict").click()
    expect(train.page.get_by_text("Is this a cat?")).to_be_visible()
    train.page.get_by_role("link", name="Train").click()
    train.wait_past(left_at)
    expect(train.panel).to_have_attribute("data-state", "running")
