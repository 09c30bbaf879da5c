"""Without a mouse, and without seeing: keys, focus, and what is said."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage

pytestmark = pytest.mark.browser


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
              const here = document.activeElement;
              const control = here.matches('button, input, summary, a');
              return control ? here.ariaLabel || here.innerText : '';
            }"""
        )
        if name in focused and not focused.startswith("Help for"):
            return
    raise AssertionError(f"Tab does not reach {name}")


def test_play_pause_step_change_the_rate_and_reset_by_keys_alone(
    train: TrainPage,
) -> None:
    press = train.page.keyboard.press
    tab_to(train.page, "Play")
    press("Enter")
    train.wait_state("running")
    train.wait_past(20)
    press("p")
    train.wait_state("paused")
    train.settle()
    paused_at = train.iteration
    press("n")
    train.wait_iteration(paused_at + 1)
    train.settle()
    tab_to(train.page, "Learning rate α")
    press("Control+a")
    train.page.keyboard.type("0.05")
    wished = train.page.get_by_role("option", name="0.05", exact=True)
    expect(wished).to_be_visible()
    press("Enter")
    expect(train.field("Learning rate α")).to_have_value("0.05")
    tab_to(train.page, "Reset")
    press("Space")
    train.wait_state("ready")
    assert train.field("Learning rate α").input_value() == "0.05"


def test_view_tables_and_help_by_keys_alone(train: TrainPage) -> None:
    page, press = train.page, train.page.keyboard.press
    tab_to(page, "View")
    press("Enter")
    expect(page.get_by_text("Logarithmic cost axis")).to_be_visible()
    tab_to(page, "Logarithmic cost axis")
    press("Space")
    expect(page.locator(".lw-cost")).to_contain_text("cross-entropy, log")
    press("Escape")
    expect(page.get_by_text("Logarithmic cost axis")).to_have_count(0)
    tab_to(page, "Numbers behind the charts")
    press("Enter")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    press("F1")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()


def test_the_status_line_says_what_happens(app: AppServer, page: Page) -> None:
    page.goto(f"{app.url}/?v=1&data=moons&init=too+large")
    train = TrainPage(page)
    said = page.get_by_test_id("live-status")
    expect(said).to_contain_text("ready: iteration 0 of 5,000, cost")
    for total in (10, 20):
        train.step(10, expected=total)
        expect(said).to_contain_text(f"paused: iteration {total} of")
    page.keyboard.press("Home")
    expect(said).to_contain_text("past: iteration 0 of")
    chart = train.chart("cost-chart")
    expect(chart).to_have_attribute("aria-label", re.compile("after 0 iterations"))
    page.keyboard.press("End")
    expect(said).to_contain_text("paused: iteration 20 of")
    train.choose("speed", "20 it/s")
    train.click("play")
    expect(said).to_contain_text("running: iteration")
    train.type("Learning rate α", "1e300")
    expect(said).to_contain_text("diverged: iteration")
    alert = page.get_by_role("alert").filter(has_text="Stopped at iteration")
    expect(alert).to_be_visible()


def test_the_status_line_is_not_a_stream(app: AppServer, open_page: OpenPage) -> None:
    train = TrainPage.opened(open_page(reduced_motion="reduce"), app)
    train.click("play")
    train.wait_past(0)
    changes: int = train.page.evaluate(
        """() => new Promise((resolve) => {
          const line = document.querySelector('[data-testid=live-status]');
          let count = 0;
          const watch = new MutationObserver(() => { count += 1; });
          watch.observe(line, { childList: true, characterData: true, subtree: true });
          setTimeout(() => { watch.disconnect(); resolve(count); }, 6000);
        })"""
    )
    assert 1 <= changes <= 2
