"""The Mistakes page: from a cell of the matrix to the reasons for one answer."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.app_server import AppServer
from tests.browser.pages import TrainPage, scrolls_sideways

pytestmark = pytest.mark.browser


def offered(page: Page) -> Locator:
    """The buttons under the pictures."""
    return page.get_by_role("button", name=re.compile(r"^Why No\. \d+\?"))


def test_from_a_mistake_to_its_reasons(train: TrainPage) -> None:
    train.to_the_end()
    page = train.page
    accuracy = train.number("test-accuracy").removesuffix(" %")
    page.get_by_role("link", name="Mistakes").click()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(f"{accuracy}%")
    right = round(float(accuracy))
    wrong = page.get_by_role("button", name=f"All {100 - right} mistakes")
    expect(wrong).to_be_visible()
    expect(offered(page)).to_have_count(100 - right)

    found = page.locator(".st-key-show_tp button:visible")
    count = int(found.inner_text().split()[0])
    found.focus()
    page.keyboard.press("Enter")
    expect(offered(page)).to_have_count(24)
    first = offered(page).first.inner_text()
    page.get_by_role("button", name="Next page").click()
    expect(offered(page)).to_have_count(count - 24)
    page.get_by_role("button", name="Previous page").click()
    expect(offered(page).first).to_have_text(first)

    number = re.sub(r"\D", "", first)
    offered(page).first.click()
    expect(page.get_by_text("Is this a cat?")).to_be_visible()
    title = f"Test picture {number} of Cat silhouettes; its label: cat"
    expect(page.get_by_text(title)).to_be_visible()
    expect(page.get_by_text("The network is at iteration 2,500.")).to_be_visible()
    expect(page.get_by_role("radio", name="Network of the Train page")).to_be_checked()
    expect(page.get_by_text("Cover a part of it")).to_be_visible()
    expect(
        page.get_by_text("The most similar pictures it learned from")
    ).to_be_visible()


def test_a_fresh_tab_is_sent_to_the_train_page(page: Page, app: AppServer) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app.url}/mistakes")
    expect(page.get_by_text("There is no network on the Train page")).to_be_visible()
    assert not scrolls_sideways(page)
