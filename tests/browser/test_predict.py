"""The Predict page: pictures of all kinds, and which network is asked."""

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.app_server import AppServer
from tests.browser.pages import SLOW_MS, TrainPage, choose_file, errors
from tests.browser.pictures import TURNED_LEFT, as_file, cat, encoded, jpeg

pytestmark = pytest.mark.browser

TRAIN_NETWORK = "Network of the Train page"
TURNED = "Turned upright, as its EXIF data ask."


@pytest.fixture
def predict(page: Page, app: AppServer) -> Page:
    """The Predict page, opened by its address: nothing was trained in this tab."""
    page.goto(f"{app.url}/predict")
    expect(page.get_by_text("No picture yet.")).to_be_visible(timeout=SLOW_MS)
    return page


def answer_to(page: Page, name: str, content: bytes) -> str:
    """Upload a picture in place of the last; what the page says the probability is."""
    answer = page.get_by_test_id("stProgress")
    # What is no picture takes the last answer away, so that it is not read again.
    choose_file(page, "picture", as_file("nothing.png", b"no picture"))
    expect(errors(page)).to_have_count(1)
    expect(answer).to_have_count(0)
    choose_file(page, "picture", as_file(name, content))
    expect(answer).to_be_visible()
    return answer.inner_text()


def test_pictures_of_all_kinds(predict: Page) -> None:
    upright = answer_to(predict, "cat.jpg", jpeg(cat()))
    assert re.search(r"probability of a cat: \d+\.\d%", upright)
    expect(predict.get_by_test_id("stImage").locator("img")).to_have_count(2)
    expect(predict.get_by_text("64 × 64 pixels", exact=True)).to_be_visible()
    expect(predict.get_by_text("It learned from 209 pictures")).to_be_visible()
    expect(predict.get_by_text(TURNED)).to_have_count(0)

    lying = cat().transpose(Image.Transpose.ROTATE_90)
    assert answer_to(predict, "lying.jpg", jpeg(lying)) != upright
    turned = answer_to(predict, "turned.jpg", jpeg(lying, orientation=TURNED_LEFT))
    assert turned == upright
    expect(predict.get_by_text(TURNED)).to_be_visible()

    cut_out = cat(background=None)
    on_white = Image.new("RGB", cut_out.size, "white")
    on_white.paste(cut_out, mask=cut_out)
    white = answer_to(predict, "white.png", encoded(on_white, "PNG"))
    expect(predict.get_by_text("Transparent parts")).to_have_count(0)
    assert answer_to(predict, "cutout.png", encoded(cut_out, "PNG")) == white
    expect(predict.get_by_text("Transparent parts were put on white.")).to_be_visible()


def test_an_example_is_one_key_away_and_stays_until_removed(predict: Page) -> None:
    answer = predict.get_by_test_id("stProgress")
    firsts = predict.get_by_role("button", name="No. 1", exact=True)
    expect(firsts).to_have_count(2)  # of the silhouettes, then of the drawings
    firsts.first.focus()
    predict.keyboard.press("Enter")
    expect(answer).to_be_visible()
    said = answer.inner_text()
    predict.get_by_role("link", name="Train").click()
    TrainPage(predict).wait_state("ready")
    predict.get_by_role("link", name="Predict").click()
    expect(predict.get_by_text("Test picture 1 of Cat silhouettes")).to_be_visible()
    assert answer.inner_text() == said
    predict.get_by_role("button", name="Remove").click()
    expect(predict.get_by_text("No picture yet.")).to_be_visible()
    expect(answer).to_have_count(0)


def test_a_picture_from_the_camera(predict: Page) -> None:
    predict.get_by_role("radio", name="Camera").click()
    shutter = predict.get_by_test_id("stCameraInputButton")
    # Streamlit starts the camera anew once it knows how wide the place for it is.
    predict.wait_for_function("() => document.querySelector('video')?.currentTime > 2")
    shutter.click()
    answer = predict.get_by_test_id("stProgress")
    expect(answer).to_be_visible()
    expect(predict.get_by_text("Not square")).to_be_visible()
    expect(shutter).to_have_text("Clear photo")
    shutter.click()
    expect(predict.get_by_text("No picture yet.")).to_be_visible()
    predict.get_by_role("radio", name="Upload").click()
    expect(predict.locator("video")).to_have_count(0)


def test_why_opens_with_a_key_and_tells_in_pictures_and_words(predict: Page) -> None:
    predict.get_by_role("button", name="No. 2", exact=True).first.click()
    title = predict.locator(".st-key-why summary")
    expect(title).to_contain_text("Why this answer?")
    expect(predict.get_by_text("Cover a part of it")).to_have_count(0)
    title.focus()
    predict.keyboard.press("Enter")
    said = predict.get_by_text(re.compile(r"^Uncovered Z is [+−]\d+\.\d\d \("))
    expect(said).to_be_visible()
    why = predict.locator(".st-key-why")
    # covered and whole, two slopes, four units, eight variations; no neighbours here
    expect(why.locator("img")).to_have_count(2 + 2 + 4 + 8)
    for picture in why.locator("img").all():
        assert picture.get_attribute("alt")
    expect(why.get_by_text("The pictures this network learned from")).to_be_visible()

    predict.get_by_role("radio", name="Examples").click()
    predict.get_by_role("button", name="No. 9", exact=True).click()
    expect(predict.get_by_text("Test picture 9 of Cat silhouettes;")).to_be_visible()
    expect(said).to_be_visible()  # it stays open


def test_what_is_no_picture_gets_a_sentence(predict: Page) -> None:
    files = {
        "broken.jpg": (jpeg(cat())[:9000], "begins like a JPEG picture but cannot be"),
        "notes.png": (b"Dear diary, ...", "The file is not a PNG, JPEG,"),
    }
    for name, (content, sentence) in files.items():
        choose_file(predict, "picture", as_file(name, content))
        expect(errors(predict)).to_contain_text(sentence)
        expect(predict.get_by_test_id("stProgress")).to_have_count(0)
    choose_file(predict, "picture", as_file("cat.jpg", jpeg(cat())))
    expect(predict.get_by_test_id("stProgress")).to_be_visible()
    expect(errors(predict)).to_have_count(0)


def test_the_network_of_the_train_page_is_one_click_away(predict: Page) -> None:
    by_photos = answer_to(predict, "cat.jpg", jpeg(cat()))
    predict.get_by_role("radio", name=TRAIN_NETWORK).click()
    expect(predict.get_by_text("There is no network on the Train page")).to_be_visible()

    train = TrainPage(predict)
    predict.get_by_role("link", name="Train").click()
    train.wait_state("ready")
    train.settle()
    train.step(100, expected=100)
    predict.get_by_role("link", name="Predict").click()
    warning = predict.get_by_test_id("stAlertContentWarning")
    expect(warning).to_contain_text("This network has never seen a photo")
    expect(predict.get_by_text("The network is at iteration 100.")).to_be_visible()
    assert predict.get_by_test_id("stProgress").inner_text() != by_photos

    predict.get_by_role("radio", name="Photo network").click()
    expect(warning).to_have_count(0)
    assert predict.get_by_test_id("stProgress").inner_text() == by_photos


def test_a_network_of_points_sends_away_politely(train: TrainPage) -> None:
    train.choose("data", "Moons")
    expect(train.page.get_by_test_id("boundary-plane")).to_be_visible()
    train.settle()
    page = train.page
    page.get_by_role("link", name="Predict").click()
    expect(page.get_by_text("No picture yet.")).to_be_visible()
    page.get_by_role("radio", name=TRAIN_NETWORK).click()
    choose_file(page, "picture", as_file("cat.jpg", jpeg(cat())))
    sentence = page.get_by_text("does not look at 64 × 64 pictures")
    expect(sentence).to_be_visible()


def test_the_picture_is_answered_on_the_train_page_too(predict: Page) -> None:
    answer_to(predict, "cat.png", encoded(cat(), "PNG"))
    predict.get_by_role("link", name="Train").click()
    train = TrainPage(predict)
    train.wait_iteration(0)
    own = predict.locator(".lw-own")
    expect(own).to_have_attribute("aria-label", re.compile("Your picture: says"))
    before = own.inner_text()
    train.step(100, expected=100)
    expect(own).not_to_have_text(before)
    expect(predict.get_by_test_id("pictures").locator("canvas")).to_have_count(12)
