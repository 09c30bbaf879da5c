"""`python -m tests.browser.screenshots`: the pictures of the README, made anew."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.app_server import (
    AppServer,
    been_here,
    launch_chromium,
    running_app,
)
from tests.browser.pages import OneStepPage, TrainPage, choose_file
from tests.browser.pictures import as_file, cat, encoded
from tests.browser.test_check import WRONG, replace
from tests.browser.test_compare import two_pinned
from tests.browser.test_sweep import button, sweep_of_moons

FOLDER = Path(__file__).parent / "screenshots"
DESK, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
STEPS = {100: 12, 10: 4}  # 12 hundreds and 4 tens: iteration 1,240


def main() -> None:
    """Write every screenshot: each view in both themes, and the phone."""
    FOLDER.mkdir(exist_ok=True)
    own = {"LAYERWISE_ALLOW_CODE": "1"}  # the Check page may run code
    with running_app(environment=own) as app, sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for scheme in ("light", "dark"):
            for views in (_cats, _points, _many_runs, _sweep, _lesson, _check):
                page = _open(browser, app, color_scheme=scheme)
                for name in views(page, app):
                    _save(page, f"{name}-{scheme}")
                page.context.close()
        _train(page := _open(browser, app, viewport=PHONE))
        _save(page, "train-phone")
        browser.close()


def _cats(page: Page, _: AppServer) -> Iterator[str]:
    """The views of a network that looks at pictures, one after the other."""
    _train(page)
    yield "train"
    _drag_back(page)
    yield "time"
    _pane(page, "First layer")
    yield "pictures"
    _pane(page, "Histograms")
    page.get_by_role("link", name="Mistakes").click()
    expect(page.get_by_text("Why No.").first).to_be_visible()
    yield "mistakes"
    _predict(page)
    yield "predict"


def _points(page: Page, _: AppServer) -> Iterator[str]:
    """The views of a network that looks at points of the plane."""
    _plane(page)
    yield "plane"
    _pane(page, "Network")
    yield "network"
    _pane(page, "Hidden space")
    yield "space"
    _one_step(page)
    yield "one-step"


def _many_runs(page: Page, app: AppServer) -> Iterator[str]:
    """Runs beside each other: pinned, and raced."""
    two_pinned(page, app)
    yield "compare"
    page.get_by_role("tab", name="Race").click()
    page.get_by_role("button", name="No guess, just race").click()
    page.locator(".lw-race[data-state=running]").wait_for()
    page.locator(".lw-race:not([data-state=running])").wait_for(timeout=60_000)
    yield "race"


def _sweep(page: Page, _: AppServer) -> Iterator[str]:
    """45 runs, by learning rate and layers."""
    sweep_of_moons(TrainPage(page), 300)
    button(page, "sweep_run").click()
    expect(page.get_by_text("All 45 runs are done")).to_be_visible()
    yield "sweep"


def _lesson(page: Page, app: AppServer) -> Iterator[str]:
    """The list of lessons, and one of them."""
    page.get_by_role("link", name="Learn").click()
    expect(page.get_by_role("heading", name="Lessons", exact=True)).to_be_visible()
    yield "learn"
    page.goto(f"{app.url}/?lesson=width-and-depth")
    TrainPage(page).settle()
    page.locator(".st-key-lesson").get_by_text("16", exact=True).click()
    yield "lesson"


def _check(page: Page, _: AppServer) -> Iterator[str]:
    """A mistake in the student's own function, called by its name."""
    page.get_by_role("link", name="Check").click()
    replace(page.get_by_label("Code", exact=True), "Z = None", WRONG)
    page.get_by_role("button", name="Run").click()
    expect(page.locator("tr[data-verdict=wrong]")).to_be_visible()
    yield "check"


def _open(browser: Browser, app: AppServer, **options: Any) -> Page:
    wished: dict[str, Any] = {"viewport": DESK, **options}
    context = browser.new_context(**wished)
    been_here(context, app)
    page = context.new_page()
    page.goto(app.url)
    TrainPage(page).wait_iteration(0)
    return page


def _pane(page: Page, name: str) -> None:
    page.get_by_test_id("live-panel").get_by_role("tab", name=name).click()
    page.wait_for_timeout(600)


def _drag_back(page: Page) -> None:
    """To iteration 600 of 1,240, by the keys of the timeline."""
    timeline = page.get_by_test_id("timeline")
    timeline.press("Home")
    for at in range(100, 700, 100):
        timeline.press("PageUp")
        TrainPage(page).wait_iteration(at)


def _train(page: Page) -> None:
    train, at = TrainPage(page), 0
    for n, times in STEPS.items():
        for _ in range(times):
            at += n
            _step(train, n, at)


def _step(train: TrainPage, n: int, expected: int) -> None:
    """Like `TrainPage.step`, also where charts lie below the screen, unpainted."""
    train.click(f"step_{n}")
    train.wait_iteration(expected)
    expect(train.button("pause")).to_have_count(0)


def _plane(page: Page) -> None:
    train = TrainPage(page)
    train.choose("data", "Spirals")
    page.get_by_test_id("boundary").wait_for()
    train.wait_iteration(0)
    for at in range(100, 1600, 100):
        _step(train, 100, at)


def _predict(page: Page) -> None:
    page.get_by_role("link", name="Predict").click()
    expect(page.get_by_text("No picture yet.")).to_be_visible()
    choose_file(page, "picture", as_file("cat.png", encoded(cat(), "PNG")))
    expect(page.get_by_text("probability of a cat:")).to_be_visible()
    page.get_by_text("Why this answer?").click()
    expect(page.get_by_text("Uncovered Z is")).to_be_visible()


def _one_step(page: Page) -> None:
    page.get_by_role("link", name="One step").click()
    paper = OneStepPage(page)
    for number in range(1, 15):  # dW2 = dZ2 A1^T / m, its entry (3, 2)
        paper.wait_step(number)
        if number < 14:
            paper.press("n")
    for key in "ssd":
        paper.press(key)
        page.wait_for_timeout(500)
    paper.wait_step(14, "dW2")


def _save(page: Page, name: str) -> None:
    page.mouse.move(700, 880)  # away from buttons, so that no tooltip shows
    page.wait_for_timeout(800)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = FOLDER / f"{name}.png"
    shot.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
