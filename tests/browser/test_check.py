"""The Check page in a browser: code is written, run, and its mistake named."""

import re
from collections.abc import Generator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.app_server import AppServer, been_here, running_app
from tests.browser.conftest import OpenPage
from tests.browser.pages import SLOW_MS, scrolls_sideways
from tests.browser.test_axe import serious

pytestmark = pytest.mark.browser

WRONG = "Z = W * A + b"


@pytest.fixture(scope="module")
def own_app() -> Generator[AppServer]:
    """A server on one's own computer that may run code."""
    with running_app(environment={"LAYERWISE_ALLOW_CODE": "1"}) as server:
        yield server


@pytest.fixture
def bench(own_app: AppServer, browser: Browser) -> Generator[Page]:
    """Its Check page."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    been_here(context, own_app)
    page = context.new_page()
    page.set_default_timeout(SLOW_MS)
    page.goto(own_app.url)
    page.get_by_role("link", name="Check").click()
    yield page
    context.close()


def test_a_mistake_is_written_named_and_mended(bench: Page) -> None:
    code = bench.get_by_label("Code", exact=True)
    replace(code, "Z = None", WRONG)
    bench.get_by_role("button", name="Run").click()
    row = bench.locator("tr[data-verdict]")
    expect(row).to_have_attribute("data-verdict", "wrong")
    expect(row).to_contain_text("an elementwise * in place of a matrix product")
    assert serious(bench) == []
    bench.get_by_role("link", name="Help").click()
    expect(bench.get_by_role("heading", name="Help")).to_be_visible()
    bench.get_by_role("link", name="Check").click()  # what was written is still there
    replace(code, WRONG, "Z = W @ A + b")
    bench.get_by_role("button", name="Run").click()
    expect(row).to_have_attribute("data-verdict", "right")
    bench.set_viewport_size({"width": 390, "height": 844})
    assert not scrolls_sideways(bench)


def test_keys_indent_and_nobody_is_caught(bench: Page) -> None:
    code = bench.get_by_label("Code", exact=True)
    expect(code).to_be_visible()
    code.press("Control+End")
    bench.keyboard.type("for l in x:\ny = 1\n")
    bench.keyboard.press("Shift+Tab")
    bench.keyboard.type("z")
    assert code.input_value().endswith("for l in x:\n    y = 1\nz")
    bench.keyboard.press("Tab")
    assert code.input_value().endswith("z    ")
    bench.keyboard.press("Escape")
    bench.keyboard.press("Tab")
    expect(code).not_to_be_focused()


def replace(code: Locator, old: str, new: str) -> None:
    """Mark a piece of the code and type another over it."""
    expect(code).to_have_value(re.compile(re.escape(old)))
    code.evaluate(
        """(area, old) => {
          const at = area.value.indexOf(old);
          area.focus();
          area.setSelectionRange(at, at + old.length);
        }""",
        old,
    )
    code.page.keyboard.type(new)


def test_a_server_for_many_runs_no_code(open_page: OpenPage, app: AppServer) -> None:
    page = open_page()
    page.goto(app.url)
    page.get_by_role("link", name="Check").click()
    expect(page.get_by_text("works on your own computer only")).to_be_visible()
    expect(page.get_by_role("button", name="Run")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my_functions.py").click()
    assert "def linear_backward(" in download.value.path().read_text()
