"""What a network says about a picture, and how far it says to trust it."""

import io

import numpy as np
import pytest
from PIL import Image

from app import asked, state
from app.answer import answer
from app.examples import example
from app.images import network_input, read_picture
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_drawings
from dnn_core.store import load_model


@pytest.fixture(scope="module")
def inputs(silhouettes):
    return Inputs.of(silhouettes)


def trained(inputs, iterations):
    session = TrainingSession(TrainConfig(num_iterations=500), inputs)
    session.step(iterations)
    return session


def test_a_picture_of_the_data_set_reaches_the_network_unchanged(silhouettes):
    picture = read_picture(example(silhouettes, "test", 3).file)
    np.testing.assert_array_equal(picture.seen, silhouettes.images_test[3])
    np.testing.assert_array_equal(
        network_input(picture.seen)[:, 0], silhouettes.X_test[:, 3]
    )


def test_the_train_pages_network_gives_its_own_answer_with_a_warning(
    silhouettes, inputs
):
    session = trained(inputs, 60)
    network = asked.network_of(Run(session, None), silhouettes)
    picture = read_picture(example(silhouettes, "test", 3).file)
    expected = session.snapshot().test_probabilities[3]
    assert answer(network, picture).probability == pytest.approx(expected)
    assert "never seen a photo" in network.warning
    assert "iteration 60." in network.trust


def test_a_network_that_learned_drawings_has_seen_no_photo_either():
    drawings = load_drawings()
    run = Run(trained(Inputs.of(drawings), 1), None)
    warning = asked.network_of(run, drawings).warning
    assert "never seen a photo: it was trained on cat drawings" in warning


def test_the_network_of_a_past_iteration_answers_when_that_is_shown(
    silhouettes, inputs
):
    session, early = trained(inputs, 60), trained(inputs, 20)
    run = Run(session, None)
    run.shown = lambda session: 20
    network = asked.network_of(run, silhouettes)
    for name, value in early.parameters().items():
        np.testing.assert_array_equal(network.parameters[name], value)
    assert "iteration 20." in network.trust


def test_numbers_that_overflow_are_no_probability(silhouettes, inputs):
    network = asked.network_of(Run(trained(inputs, 1), None), silhouettes)
    for value in network.parameters.values():
        value[:] = 1e300
    network.parameters["W4"][:, ::2] *= -1  # inf - inf
    said = answer(network, read_picture(example(silhouettes, "test", 3).file))
    assert said.probability is None
    assert "overflow" in said.verdict


def test_the_photo_network_tells_its_record():
    grey = Image.fromarray(np.full((64, 64, 3), 128, np.uint8))
    file = io.BytesIO()
    grey.save(file, "PNG")
    network = asked.photo_network(load_model(state.PHOTO_NETWORK, trusted=True), None)
    said = answer(network, read_picture(file.getvalue()))
    assert said.probability is not None
    assert 0.0 <= said.probability <= 1.0
    assert network.warning == ""
    for words in ("209 pictures", "40 of 50", "80%", "67% to 89%", "66%"):
        assert words in network.trust
