"""axe-core finds nothing serious on any page, in both themes and on a phone."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import OneStepPage, TrainPage, choose_file
from tests.browser.pictures import as_file, cat, encoded

pytestmark = pytest.mark.browser

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def serious(page: Page) -> list[str]:
    """What axe finds: rule, element and remedy."""
    found: list[dict[str, Any]] = (
        Axe().run(page, options=OPTIONS).response["violations"]
    )
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_axe_sees_what_is_wrong(page: Page) -> None:
    page.set_content("<html lang=en><title>x</title><main><button></button></main>")
    assert [found.split(":")[0] for found in serious(page)] == ["button-name"]


def a_lesson(train: TrainPage) -> None:
    """The Learn page with its form, then a lesson that was answered."""
    page = train.page
    page.get_by_role("link", name="Learn").click()
    page.get_by_text("Make a lesson", exact=True).click()
    expect(page.get_by_label("What it is about")).to_be_visible()
    assert serious(page) == []
    page.locator(".st-key-open_learning-rate button").click()
    expect(page.locator(".st-key-lesson")).to_be_visible()
    train.click("apply")
    train.wait_state("ready")
    page.get_by_text("End it at once").click()
    expect(page.get_by_text("a dead unit has no gradient")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page(
    app: AppServer, open_page: OpenPage, scheme: Literal["light", "dark"]
) -> None:
    train = TrainPage.opened(open_page(color_scheme=scheme), app)
    page = train.page
    train.step(10, expected=10)
    page.get_by_text("Numbers behind the charts").click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    assert serious(page) == []
    train.click("view")
    expect(page.get_by_text("Logarithmic cost axis")).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Predict").click()
    choose_file(page, "picture", as_file("cat.png", encoded(cat(), "PNG")))
    expect(page.get_by_text("probability of a cat:")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Mistakes").click()
    expect(page.get_by_role("heading", name="Where is it wrong?")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="One step").click()
    OneStepPage(page).wait_step(1, "Z1")
    page.get_by_role("button", name="Check the gradients").click()
    expect(page.get_by_text("Furthest off is")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Help").click()
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_exploring_and_learning(
    app: AppServer, open_page: OpenPage, scheme: Literal["light", "dark"]
) -> None:
    train = TrainPage.opened(open_page(color_scheme=scheme), app)
    page = train.page
    train.step(10, expected=10)
    page.get_by_role("link", name="Sweep").click()
    run = page.get_by_role("button", name="Run", exact=True)
    run.wait_for()  # the page before has a field of this name, too
    train.type("Iterations", "20")
    run.click()
    expect(page.get_by_text("All 45 runs are done")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("region", name="Settings that differ")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    assert serious(page) == []
    page.get_by_role("tab", name="Race").click()
    page.get_by_role("button", name="No guess, just race").click()
    page.locator(".lw-race[data-state=running]").wait_for()
    expect(page.get_by_text("Iterations of each run")).to_have_count(0)
    assert serious(page) == []
    a_lesson(train)
    assert serious(page) == []


def test_a_phone_with_a_plane_and_a_run_that_diverged(
    app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{app.url}/?v=1&data=moons&init=too+large&alpha=1e300")
    train = TrainPage(page)
    train.wait_state("ready")
    assert serious(page) == []
    train.click("play")
    train.wait_state("diverged")
    expect(page.get_by_test_id("notice")).to_be_visible()
    assert serious(page) == []
    page.get_by_test_id("stExpandSidebarButton").click()
    train.type("Hidden layers", "20, cat")
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("data", ["silhouettes", "moons"])
def test_the_panes(app: AppServer, open_page: OpenPage, data: str) -> None:
    page = open_page(color_scheme="dark" if data == "moons" else "light")
    page.goto(f"{app.url}/?v=1&data={data}")
    train = TrainPage(page)
    train.wait_state("ready")
    train.settle()
    train.step(10, expected=10)
    for pane in ("Network", "First layer" if data == "silhouettes" else "Hidden space"):
        train.show_pane(pane)
        page.get_by_text("Numbers", exact=True).click()
        expect(page.get_by_role("region").first).to_be_visible()
        assert serious(page) == []
