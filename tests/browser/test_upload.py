"""Files of a student on the Train page: the course's, their own, and an attack."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import SLOW_MS, TrainPage, choose_file, errors
from tests.browser.pictures import as_file
from tests.h5_files import course_file, put_external_link
from tests.zip_files import two_folders, zipped

pytestmark = pytest.mark.browser

UPLOADED = "Your own data …"


def test_the_course_files_are_trained_on(
    train: TrainPage, course_photos_dir: Path
) -> None:
    train.choose("data", UPLOADED)
    choose_file(train.page, "upload_train", course_photos_dir / "train_catvnoncat.h5")
    choose_file(train.page, "upload_test", course_photos_dir / "test_catvnoncat.h5")
    first_row = train.sidebar.locator("table tr:has(td)").first
    expect(first_row).to_contain_text("20×209", timeout=SLOW_MS)
    expect(train.page.locator(".lw-panel")).to_contain_text("guessing 66")
    train.settle()
    expect(train.page.get_by_test_id("pictures").locator("canvas")).to_have_count(12)
    assert errors(train.page).count() == 0
    train.to_the_end()
    # The course's own numbers for this network: 0.985646 and 0.80.
    assert train.number("train-accuracy") == "98.6 %"
    assert train.number("test-accuracy") == "80.0 %"


def test_a_file_that_points_outside_is_refused(
    train: TrainPage, tmp_path: Path
) -> None:
    target = tmp_path / "secret-of-the-server.h5"
    target.write_bytes(course_file())
    attack = course_file(lambda file: put_external_link(file, target))
    train.step(10, expected=10)
    cost = train.number("cost")
    train.choose("data", UPLOADED)
    expect(train.page.get_by_text("Choose a table (.csv)")).to_be_visible()
    choose_file(train.page, "upload_train", as_file("attack.h5", attack))
    expect(errors(train.page)).to_have_count(1)
    sentence = errors(train.page).inner_text()
    assert "link" in sentence and sentence.rstrip().endswith(".")
    everything = train.page.inner_text("body")
    assert "secret" not in everything
    assert not re.search(r"/(tmp|home|work|root|usr)/", everything)
    train.settle()
    assert (train.iteration, train.number("cost")) == (10, cost)


def test_a_sound_file_after_a_bad_one(train: TrainPage) -> None:
    train.choose("data", UPLOADED)
    expect(train.page.get_by_text("Choose a table (.csv)")).to_be_visible()
    for content in (b"not HDF5 at all", course_file()[:2000]):
        choose_file(train.page, "upload_train", as_file("bad.h5", content))
        expect(errors(train.page)).to_have_count(1)
    choose_file(train.page, "upload_train", as_file("good.h5", course_file()))
    expect(errors(train.page)).to_have_count(0)
    expect(train.page.get_by_text("The input size 192 is fixed")).to_be_visible()
    train.settle()
    train.step(10, expected=10)


def test_a_table_of_ones_own(train: TrainPage) -> None:
    rows = [f"{i % 7},{(i * i) % 11},{int(i % 7 > 3)}" for i in range(60)]
    table = "\n".join(["hours,sleep,label", *rows]).encode()
    train.choose("data", UPLOADED)
    choose_file(train.page, "upload_train", as_file("marks.csv", table + b"\n1,2,no"))
    expect(errors(train.page)).to_contain_text("Row 62, column 'label' holds 'no'")
    choose_file(train.page, "upload_train", as_file("marks.csv", table))
    expect(
        train.page.get_by_text("48 rows to learn from, 12 to test on")
    ).to_be_visible()
    expect(train.page.get_by_role("textbox", name="Hidden layers")).to_have_value(
        "8, 4"
    )
    train.settle()
    expect(train.page.get_by_test_id("boundary")).to_be_visible()
    train.type("To test on, %", "50")
    expect(train.page.get_by_text("30 rows to learn from")).to_be_visible()
    assert errors(train.page).count() == 0


def test_pictures_of_ones_own(train: TrainPage) -> None:
    train.choose("data", UPLOADED)
    pets = as_file("pets.zip", zipped(two_folders(8)))
    choose_file(train.page, "upload_train", pets)
    expect(train.page.get_by_text("12 to learn from, 4 to test on")).to_be_visible()
    expect(train.page.get_by_text("the probability of “cats”")).to_be_visible()
    train.page.get_by_text("Preview", exact=True).click()
    expect(train.sidebar.get_by_test_id("stImage").get_by_role("img")).to_have_count(8)
    train.settle()
    train.step(10, expected=10)
