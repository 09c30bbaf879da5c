"""The ready network: what it says it is, on the photos it learned from."""

import numpy as np

from app.state import PHOTO_NETWORK
from dnn_core import L_layer_model, L_model_forward, load_h5
from dnn_core.statistics import accuracy
from dnn_core.store import load_model


def test_it_is_the_courses_network():
    model = load_model(PHOTO_NETWORK, trusted=True)
    assert model.config.layer_dims == (12288, 20, 7, 5, 1)
    assert model.about["m_train"] == 209
    assert PHOTO_NETWORK.stat().st_size < 1_000_000


def test_its_claims_hold_on_the_photos(course_photos_dir):
    model = load_model(PHOTO_NETWORK, trusted=True)
    data = load_h5(
        course_photos_dir / "train_catvnoncat.h5",
        course_photos_dir / "test_catvnoncat.h5",
    )
    for split in ("train", "test"):
        AL, _ = L_model_forward(data.X(split), model.parameters)
        assert accuracy(AL, data.Y(split)) == model.about[f"{split}_accuracy"]
    parameters, _ = L_layer_model(
        data.X_train, data.Y_train, model.config.layer_dims, num_iterations=2500
    )
    for name, value in parameters.items():  # stored as float32
        np.testing.assert_allclose(model.parameters[name], value, atol=1e-6)
