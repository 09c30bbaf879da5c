"""The Predict page without a browser."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import examples
from app.controls.picture import camera_allowed
from app.images import SHAPE
from app.text import why as say
from dnn_core.data import Dataset

ROOT = Path(__file__).parent.parent
SLOW_S = 30


@pytest.fixture
def predict(monkeypatch):
    monkeypatch.delenv("LAYERWISE_DATA", raising=False)
    page = AppTest.from_file(str(ROOT / "app" / "views" / "predict.py"))
    page.run(timeout=SLOW_S)
    assert not page.exception
    return page


def press(page, label):
    found = [button for button in page.button if button.label == label]
    found[0].click().run(timeout=SLOW_S)
    assert not page.exception


def said(page):
    """The words of the answer; empty without one."""
    return [title.value for title in page.subheader]


def test_an_empty_page_says_what_to_do_and_offers_pictures(predict):
    assert "No picture yet" in predict.info[0].value
    assert not said(predict)
    press(predict, "No. 1")
    assert len(said(predict)) == 1
    titles = [caption.value for caption in predict.caption]
    assert "Test picture 1 of Cat silhouettes; its label: non-cat" in titles


def test_a_picture_can_be_removed(predict):
    press(predict, "No. 2")
    press(predict, "Remove")
    assert not said(predict)
    assert "No picture yet" in predict.info[0].value


def test_a_file_that_is_taken_back_is_gone(predict, silhouettes):
    image = examples.example(silhouettes, "test", 0)
    place = predict.file_uploader[0]
    place.set_value(("cat.png", image.file, "image/png")).run(timeout=SLOW_S)
    assert len(said(predict)) == 1
    predict.file_uploader[0].set_value(None).run(timeout=SLOW_S)
    assert not said(predict)


def test_an_example_takes_the_place_of_an_upload_for_good(predict):
    place = predict.file_uploader[0]
    place.set_value(("notes.png", b"no picture", "image/png")).run(timeout=SLOW_S)
    assert "not a PNG" in predict.error[0].value
    predict.button_group(key="picture_source").set_value("Examples").run(timeout=SLOW_S)
    press(predict, "No. 1")
    assert not predict.error
    predict.button_group(key="picture_source").set_value("Upload").run(timeout=SLOW_S)
    assert not predict.error
    assert len(said(predict)) == 1


def test_reasons_are_worked_out_only_when_they_are_looked_at(predict):
    press(predict, "No. 1")
    closed = [words.value for words in predict.markdown]
    assert f"**{say.COVER}**" not in closed
    predict.session_state["why"] = True
    predict.run(timeout=SLOW_S)
    assert not predict.exception
    opened = [words.value for words in predict.markdown]
    for title in (
        say.COVER,
        say.GRADIENT,
        say.UNITS,
        say.VARIATIONS,
    ):
        assert f"**{title}**" in opened
    assert say.NEIGHBOURS_MISSING in [words.value for words in predict.caption]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://layerwise.example.org/predict", True),
        ("http://localhost:8501/predict", True),
        ("http://127.0.0.1:8501/predict", True),
        ("http://[::1]:8501/predict", True),
        ("http://192.0.2.7:8501/predict", False),
        ("http://localhost.example.org/predict", False),
        ("", True),  # unknown: the browser will say
    ],
)
def test_a_camera_needs_https_or_localhost(address, allowed):
    assert camera_allowed(address) == allowed


def test_examples_are_half_cats_and_never_learned_from(silhouettes):
    chosen, images = examples.few(silhouettes), silhouettes.images_test
    assert images is not None
    labels = [one.title.rpartition(": ")[2] for one in chosen]
    assert sorted(labels) == ["cat", "cat", "non-cat", "non-cat"]
    for one in chosen:
        index = int(one.name.removeprefix("No. ")) - 1
        np.testing.assert_array_equal(one.pixels, images[index])


def test_only_pictures_the_network_can_see_are_offered():
    def pictures(side, m_test):
        images = np.zeros((m_test, side, side, 3), np.uint8)
        X = np.zeros((side * side * 3, m_test))
        Y = np.zeros((1, m_test))
        learned = np.zeros((len(X), 1)), np.zeros((1, 1))
        return Dataset("toy", f"{side}, {m_test}", *learned, X, Y,
                       image_shape=(side, side, 3), images_test=images)  # fmt: skip

    offered = examples.to_try([pictures(SHAPE[0], 3), pictures(8, 3), pictures(64, 0)])
    assert {title: len(few) for title, few in offered.items()} == {"64, 3": 2}
