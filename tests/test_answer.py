"""What a network says about a picture, and how far it says to trust it."""

import io

import numpy as np
import pytest
from PIL import Image

from app import state
from app.answer import by_photo_network, by_run
from app.images import network_input, read_picture
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset
from dnn_core.store import load_model


@pytest.fixture(scope="module")
def silhouettes():
    return load_dataset("silhouettes")


def as_picture(pixels):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return read_picture(file.getvalue())


def test_a_picture_of_the_data_set_reaches_the_network_unchanged(silhouettes):
    pixels = silhouettes.images_test[3]
    picture = as_picture(pixels)
    np.testing.assert_array_equal(picture.seen, pixels)
    np.testing.assert_array_equal(
        network_input(picture.seen)[:, 0], silhouettes.X_test[:, 3]
    )


def test_the_train_pages_network_gives_its_own_answer_with_a_warning(silhouettes):
    config = TrainConfig(num_iterations=200)
    session = TrainingSession(config, Inputs.of(silhouettes))
    session.step(200)
    picture = as_picture(silhouettes.images_test[3])
    answer = by_run(Run(session, None), silhouettes, picture)
    expected = session.snapshot().test_probabilities[3]
    assert answer.probability == pytest.approx(expected)
    assert "never seen a photo" in answer.warning
    assert "iteration 200" in answer.trust


def test_the_photo_network_tells_its_record():
    grey = as_picture(np.full((64, 64, 3), 128, np.uint8))
    answer = by_photo_network(load_model(state.PHOTO_NETWORK), grey)
    assert 0.0 <= answer.probability <= 1.0
    assert answer.warning == ""
    for said in ("209 pictures", "40 of 50", "80%", "67% to 89%", "66%"):
        assert said in answer.trust
