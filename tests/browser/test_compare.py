"""The Compare page: runs that were pinned, and a race to its end."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage, scrolls_sideways

pytestmark = pytest.mark.browser

MOONS = "?v=1&data=moons&layers=4&alpha=0.3&iterations=300"


def table(page: Page) -> list[list[str]]:
    """The cells of the table of runs, row by row, its head first."""
    rows = page.get_by_role("region", name="Settings that differ").locator("tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def downloaded(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def two_pinned(page: Page, app: AppServer) -> None:
    """Two runs that differ in their learning rate, the second on the Train page."""
    page.goto(f"{app.url}/{MOONS}")
    train = TrainPage(page)
    train.wait_state("ready")
    train.settle()
    train.to_the_end()
    train.click("pin")
    expect(page.get_by_text("Pinned as “4, α 0.3”")).to_be_visible()
    train.reset()
    train.choose("learning_rate", "0.03")
    train.redrawn()
    train.to_the_end()
    train.click("pin")
    expect(page.get_by_text("Pinned as “4, α 0.03”")).to_be_visible()
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("region", name="Settings that differ")).to_be_visible()
    train.redrawn()


def test_pinned_runs_are_compared_renamed_deleted_and_brought_back(
    page: Page, app: AppServer
) -> None:
    two_pinned(page, app)
    train = TrainPage(page)
    head, first, second = table(page)
    assert head[1:4] == ["learning rate α", "iterations", "seconds"]  # and no other
    assert (first[0], first[1:3]) == ("● 4, α 0.3", ["0.3", "300"])
    assert (second[1:3]) == ["0.03", "300"]
    assert "★" in first[head.index("cost (train)")]  # the faster rate has learned more
    assert "★" not in second[head.index("cost (train)")]
    for chart in page.locator(".js-plotly-plot").all():
        for name in ("4, α 0.3", "4, α 0.03"):
            expect(chart.get_by_text(name, exact=True)).to_be_visible()

    page.get_by_label("Name", exact=True).fill("<b>fast</b>")
    page.keyboard.press("Enter")
    expect(page.get_by_text("● <b>fast</b>", exact=False).first).to_be_visible()

    train.redrawn()
    page.get_by_role("button", name="Export").click()
    rows = list(csv.DictReader(downloaded(page, "Curves as CSV").splitlines()))
    assert {row["run"] for row in rows} == {"<b>fast</b>", "4, α 0.03"}
    assert [row["iteration"] for row in rows[:2]] == ["0", "1"]
    (one, _) = json.loads(downloaded(page, "Settings as JSON"))
    assert one["settings"]["learning_rate"] == 0.3
    assert one["address"].startswith(f"{app.url}/?v=1&data=moons")
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("One run so far")).to_be_visible()
    page.get_by_role("button", name="Undo: bring back").click()
    expect(page.get_by_text("One run so far")).to_have_count(0)
    train.redrawn()
    assert table(page)[1][0] == "● <b>fast</b>"

    page.get_by_role("button", name="Open on Train").click()
    train.wait_iteration(300)
    assert train.field("Hidden layers").input_value() == "4"
    expect(train.field("Learning rate α")).to_have_value("0.3")


def test_pins_outlive_other_data_and_a_reload(page: Page, app: AppServer) -> None:
    two_pinned(page, app)
    train = TrainPage(page)
    page.get_by_role("link", name="Train").click()
    train.choose("data", "Cat silhouettes")
    train.click("apply")
    train.wait_state("ready")
    page.reload()
    train.wait_iteration(0)
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("region", name="Settings that differ")).to_be_visible()
    train.redrawn()
    assert [row[0] for row in table(page)[1:]] == ["● 4, α 0.3", "● 4, α 0.03"]


def test_a_race_with_a_guess_to_its_end(page: Page, app: AppServer) -> None:
    page.goto(f"{app.url}/{MOONS}")
    TrainPage(page).wait_state("ready")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_text("Nothing to compare yet")).to_be_visible()
    page.get_by_role("tab", name="Race").click()
    values = page.get_by_label("Values, with ; between them", exact=True)
    values.fill("0.01; 0.5; fast")
    values.press("Enter")
    expect(page.get_by_text("“fast” is not a number")).to_be_visible()
    expect(page.locator(".st-key-guess_0")).to_have_count(0)
    values.fill("0.01; 0.5")
    values.press("Enter")
    expect(page.get_by_text("All lanes start from the same weights.")).to_be_visible()
    page.get_by_text("5 seeds", exact=True).click()
    TrainPage(page).redrawn()
    page.get_by_role("button", name="α 0.01", exact=True).click()

    race = page.locator(".lw-race")
    page.locator(".lw-race[data-state=running]").wait_for()
    expect(page.get_by_text("has the lowest training cost")).to_have_count(0)
    page.get_by_role("button", name="Pause").click()
    page.locator(".lw-race[data-state=paused]").wait_for()
    at = race.get_attribute("data-iteration")
    page.wait_for_timeout(700)
    assert race.get_attribute("data-iteration") == at
    assert 0 < int(at or 0) < 300
    page.get_by_role("button", name="Go on").click()
    page.locator(".lw-race[data-state=done]").wait_for()
    expect(
        page.get_by_text("α 0.5 has the lowest training cost", exact=False)
    ).to_contain_text("Your guess was α 0.01.")
    expect(page.get_by_text("is ahead in 5 of 5 seeds")).to_be_visible()
    expect(page.get_by_text("Why? The evidence in the runs")).to_be_visible()
    page.get_by_role("button", name="Other settings").click()
    expect(page.get_by_text("Your guess starts the race.")).to_be_visible()


def test_a_phone(open_page: OpenPage, app: AppServer) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{app.url}/compare")
    button = page.get_by_role("button", name="Train a network")
    expect(button).to_be_visible()
    assert not scrolls_sideways(page)
    button.click()
    TrainPage(page).wait_iteration(0)
