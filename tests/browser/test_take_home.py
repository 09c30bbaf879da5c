"""Taking a run home, and opening a workspace on another computer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser


def downloaded(page: Page, name: str, folder: Path) -> Path:
    """What a button of that name downloads."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def open_take_home(train: TrainPage) -> None:
    train.sidebar.get_by_role("button", name="Take home").click()
    expect(train.page.get_by_text("The run as code")).to_be_visible()


def offer(page: Page, file: Path) -> None:
    """Put a file into the place for a workspace."""
    place = page.locator("[class*=st-key-workspace_file] input[type=file]")
    place.set_input_files(file)


def test_a_workspace_is_opened_on_another_computer(
    page: Page, app: AppServer, open_page: OpenPage, tmp_path: Path
) -> None:
    page.goto(f"{app.url}/?v=1&data=spirals&layers=6,3&iterations=400&optimizer=adam")
    train = TrainPage(page)
    train.settle()
    train.step(100, expected=100)
    train.choose("learning_rate", "0.05")
    train.to_the_end()
    train.click("back")
    train.wait_iteration(399)
    train.settle()
    told = {399: train.number("cost")}
    open_take_home(train)
    file = downloaded(page, "Workspace", tmp_path)

    other = open_page(viewport={"width": 1400, "height": 900})
    there = TrainPage.opened(other, app)
    there.step(10, expected=10)
    open_take_home(there)
    offer(other, file)
    expect(other.get_by_text("one run, at iteration 10")).to_be_visible()
    other.get_by_role("button", name="Open it").click()
    there.wait_iteration(399)
    there.settle()
    assert there.number("cost") == told[399]
    expect(there.field("Hidden layers")).to_have_value("6, 3")
    expect(there.field("Iterations")).to_have_value("400")
    other.keyboard.press("Escape")

    for one in (train, there):  # time travel, at once and in both
        one.page.keyboard.press("Escape")
        one.chart("timeline").focus()
        one.page.keyboard.press("Home")
        one.wait_iteration(0)
        one.settle()
        told[id(one)] = one.number("cost")
    assert told[id(train)] == told[id(there)]


def test_a_file_that_is_no_workspace_loses_nothing(
    train: TrainPage, tmp_path: Path
) -> None:
    train.step(10, expected=10)
    cost = train.number("cost")
    bad = tmp_path / "bad.layerwise"
    bad.write_bytes(b"PK\x03\x04 not a workspace")
    open_take_home(train)
    offer(train.page, bad)
    train.page.get_by_role("button", name="Open it").click()
    expect(train.page.get_by_text("is no workspace of Layerwise")).to_be_visible()
    assert (train.iteration, train.number("cost")) == (10, cost)


def test_what_is_taken_home_works_there(
    page: Page, app: AppServer, tmp_path: Path
) -> None:
    page.goto(f"{app.url}/?v=1&data=moons&layers=4&iterations=100")
    train = TrainPage(page)
    train.settle()
    train.to_the_end()
    open_take_home(train)
    script = downloaded(page, "Script (.py)", tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", script], capture_output=True, text=True, check=True
    )
    assert f"100   {train.number('cost')}" in done.stdout
    book = json.loads(downloaded(page, "Notebook (.ipynb)", tmp_path).read_text())
    assert book["nbformat"] == 4
    rows = downloaded(page, "History (.csv)", tmp_path).read_text().splitlines()
    assert len(rows) == 102
    page.keyboard.press("Escape")
    for name, start in (
        ("Save the cost chart as PNG", b"\x89PNG"),
        ("Save the gradient chart as SVG", b"<svg"),
        ("Save these pictures as PNG", b"\x89PNG"),
        ("Save the decision boundary as PNG", b"\x89PNG"),
    ):
        picture = downloaded(page, name, tmp_path).read_bytes()
        assert picture.startswith(start)
        assert len(picture) > 3000
