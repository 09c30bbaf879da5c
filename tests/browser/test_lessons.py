"""Lessons as a student and a teacher meet them."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.conftest import OpenPage
from tests.browser.pages import TrainPage, choose_file, errors, scrolls_sideways

pytestmark = pytest.mark.browser


def opened(page: Page, app: AppServer, address: str) -> TrainPage:
    page.goto(f"{app.url}/{address}")
    train = TrainPage(page)
    train.settle()
    return train


def as_file(data: bytes) -> dict[str, Any]:
    return {"name": "lesson.toml", "mimeType": "application/toml", "buffer": data}


def says(page: Page, name: str) -> None:
    """Wait until the line about the target begins so."""
    line = page.get_by_role("note", name="Target")
    expect(line).to_contain_text(name)


def top(train: TrainPage) -> float:
    box = train.panel.bounding_box()
    assert box is not None
    return box["y"]


def test_predict_run_miss_and_reach(
    train: TrainPage, open_page: OpenPage, app: AppServer
) -> None:
    page = open_page()
    lesson = opened(page, app, "?lesson=width-and-depth")
    assert top(lesson) <= top(train)  # the panel keeps its place
    card = page.locator(".st-key-lesson")
    expect(card).to_contain_text("Lesson 3 of 10")
    expect(page.get_by_label("Learning rate α")).to_have_count(0)
    for answer, verdict in (("16", "Not quite. That works too"), ("3", "Right. Three")):
        card.get_by_text(answer, exact=True).click()
        expect(card).to_contain_text(verdict)
    says(page, "Target. test accuracy 46.0")
    lesson.to_the_end()
    says(
        page, "Missed. test accuracy 48.0 % of 95 %, iteration 2,000 of 2,000. One str"
    )
    lesson.type("Hidden layers", "3")
    lesson.click("apply")
    lesson.wait_state("ready")
    lesson.to_the_end()
    says(page, "Reached. test accuracy 95.0 % of 95 %, at iteration 380 of 2,000")
    expect(card).to_contain_text("Three folds are the fewest")
    page.reload()
    lesson.wait_iteration(2000)
    says(page, "Reached")
    lesson.click("lesson_leave")
    expect(card).to_have_count(0)
    expect(lesson.field("Learning rate α")).to_have_value("0.3")
    expect(lesson.field("Hidden layers")).to_have_value("3")
    assert lesson.iteration == 2000
    page.wait_for_function("() => !location.search.includes('lesson=')")


def test_a_run_with_work_in_it_is_kept_until_one_starts_over(train: TrainPage) -> None:
    page = train.page
    train.type("Iterations", "600")
    train.step(100, expected=100)
    for way_out in ("undo", "apply"):
        page.get_by_role("link", name="Learn").click()
        page.locator(".st-key-open_learning-rate button").click()
        train.wait_iteration(100)
        expect(page.get_by_text("These settings need a new run.")).to_be_visible()
        expect(page.get_by_text("Not this run.")).to_be_visible()
        train.click(way_out)
        if way_out == "undo":
            expect(page.locator(".st-key-lesson")).to_have_count(0)
            expect(train.field("Iterations")).to_have_value("600")
            train.wait_iteration(100)
    train.wait_iteration(0)
    says(page, "Target. test accuracy")
    train.click("lesson_next")
    expect(page.locator(".st-key-lesson")).to_contain_text("Lesson 3 of 10")
    train.settle()
    expect(page.get_by_text("These settings need a new run.")).to_have_count(0)


FORM = {
    "Title": "Mine ![x](https://elsewhere.example/x.png)",
    "Text": "<img src='https://elsewhere.example/y.png'> and [this](//z.example)",
    "Question": "How many?",
    "Answer 1": "One",
    "Answer 2": "Two",
    "Said to whoever gives answer 2": "Yes, two.",
    "Limit": "0.4",
}


def made(train: TrainPage) -> Page:
    """The Learn page with a lesson that was just made of the Train page."""
    page = train.page
    train.type("Hidden layers", "4")
    train.type("Iterations", "50")
    train.settle()
    page.get_by_role("link", name="Learn").click()
    page.get_by_text("Make a lesson", exact=True).click()
    expect(page.get_by_label("What it is about")).to_be_visible()
    train.redrawn()
    make = page.get_by_role("button", name="Make the lesson")
    make.press("Enter")  # where it stands still or not
    expect(errors(page)).to_contain_text("The field title is “”; it must not be empty.")
    for label, text in FORM.items():
        page.get_by_label(label, exact=True).fill(text)
    page.locator(".st-key-make_right_2").get_by_text("right").click()
    train.redrawn()
    make.press("Enter")  # where it stands still or not
    expect(page.get_by_test_id("stCode")).to_contain_text("lesson=~")
    return page


def test_a_lesson_of_a_teacher_comes_by_address(
    train: TrainPage, open_page: OpenPage, app: AppServer
) -> None:
    address = made(train).get_by_test_id("stCode").inner_text()
    student = open_page()
    lesson = opened(student, app, f"?{urlsplit(address).query}")
    card = student.locator(".st-key-lesson")
    expect(card).to_contain_text("A lesson from elsewhere")
    assert card.locator("a, img").count() == 0
    card.get_by_text("Two", exact=True).click()
    expect(card).to_contain_text("Right. Yes, two.")
    assert lesson.layer_rows()[0].startswith("1 4×12288")
    lesson.to_the_end()
    says(student, "Reached")


def test_a_lesson_of_a_teacher_comes_as_a_file(train: TrainPage) -> None:
    page = made(train)
    with page.expect_download() as download:
        page.locator(".st-key-save_lesson button").click()
    saved = download.value.path().read_bytes()
    page.get_by_text("Open a lesson file").first.click()
    choose_file(page, "lesson_file", as_file(b"title = 7"))
    expect(errors(page)).to_contain_text("The field title is 7; it must be text")
    choose_file(page, "lesson_file", as_file(saved))
    page.locator(".st-key-open_file button").click()
    expect(page.locator(".st-key-lesson")).to_contain_text("A lesson from elsewhere")


def test_a_lesson_that_cannot_be_opened_is_told(page: Page, app: AppServer) -> None:
    train = opened(page, app, "?lesson=nothing&layers=6")
    expect(page.get_by_text("There is no lesson called “nothing”.")).to_be_visible()
    expect(train.field("Hidden layers")).to_have_value("6")
    expect(page.locator(".st-key-lesson")).to_have_count(0)


def test_a_lesson_about_a_picture(page: Page, app: AppServer) -> None:
    opened(page, app, "?lesson=my-cat")
    page.get_by_text("It happens on the Predict page").click()
    says(page, "Target. no picture yet")
    page.get_by_role("button", name="No. 1").nth(1).click()
    says(page, "Reached. it says non-cat with 92.0%")
    expect(page.locator(".st-key-lesson")).to_contain_text("The network never saw a")
    page.get_by_role("link", name="Learn").click()
    mark = page.get_by_text("10. Why is my cat not a cat?").locator("..")
    expect(mark).to_contain_text("done")


def test_the_learn_page_on_a_phone(open_page: OpenPage, app: AppServer) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{app.url}/learn")
    expect(page.get_by_text("1. The 0.01 trap")).to_be_visible()
    assert not scrolls_sideways(page)
    page.locator(".st-key-open_initialization button").click()
    expect(page.locator(".st-key-lesson")).to_be_in_viewport()
