"""The course's two cat models: on its photos, and on the embedded silhouettes."""

import numpy as np
import pytest

from dnn_core import (
    Inputs,
    L_layer_model,
    TrainConfig,
    TrainingSession,
    load_h5,
    predict,
    two_layer_model,
)
from dnn_core.data import load_dataset
from tests import oracle

# cost at iteration 0, 100, ..., 2400 as the course's notebook prints it
TWO_LAYERS = """0.693050 0.646432 0.632514 0.601502 0.560197 0.515830 0.475490 0.433916
0.400798 0.358071 0.339428 0.305275 0.274914 0.246818 0.198507 0.174483 0.170808
0.113065 0.096294 0.083426 0.074391 0.066307 0.059193 0.053361 0.048555"""
FOUR_LAYERS = """0.771749 0.672053 0.648263 0.611507 0.567047 0.540138 0.527930 0.465477
0.369126 0.391747 0.315187 0.272700 0.237419 0.199601 0.189263 0.161189 0.148214
0.137775 0.129740 0.121225 0.113821 0.107839 0.102855 0.100897 0.092878"""
ENTROPY_OF_72_IN_209 = 0.643974


@pytest.fixture(scope="module")
def photos(course_photos_dir):
    return load_h5(
        course_photos_dir / "train_catvnoncat.h5",
        course_photos_dir / "test_catvnoncat.h5",
    )


@pytest.mark.parametrize(
    ("model", "dims", "costs", "train", "test"),
    [
        (two_layer_model, (12288, 7, 1), TWO_LAYERS, "1.000000", "0.72"),
        (L_layer_model, (12288, 20, 7, 5, 1), FOUR_LAYERS, "0.985646", "0.80"),
    ],
)
def test_course_numbers(photos, model, dims, costs, train, test):
    parameters, ours = model(photos.X_train, photos.Y_train, dims, num_iterations=2500)
    assert [f"{cost:.6f}" for cost in ours] == costs.split()
    right = predict(photos.X_train, parameters) == photos.Y_train
    assert f"{right.mean():.6f}" == train
    right = predict(photos.X_test, parameters) == photos.Y_test
    assert f"{right.mean():.2f}" == test


def test_the_001_trap(photos):
    """With 0.01 the four-layer net ends at the entropy of the class share."""
    parameters, costs = L_layer_model(
        photos.X_train,
        photos.Y_train,
        (12288, 20, 7, 5, 1),
        num_iterations=2500,
        initialization="0.01",
    )
    assert abs(costs[-1] - ENTROPY_OF_72_IN_209) < 5e-5
    assert not predict(photos.X_train, parameters).any()


def test_golden_costs_of_the_silhouettes():
    """Fixed when the data were made; their start is judged by the oracle below."""
    data = load_dataset("silhouettes")
    _, costs = L_layer_model(
        data.X_train, data.Y_train, (12288, 20, 7, 5, 1), num_iterations=1001
    )
    golden = """0.743116 0.498708 0.437286 0.410513 0.367701 0.348838 0.332981
    0.321628 0.288576 0.352884 0.262653"""
    assert [f"{cost:.6f}" for cost in costs] == golden.split()


def test_silhouettes_agree_with_the_oracle():
    data = load_dataset("silhouettes")
    config = TrainConfig(num_iterations=15)
    expected, norms, _ = oracle.train(data.X_train, data.Y_train, config, 15)
    session = TrainingSession(config, Inputs.of(data))
    session.step(15)
    np.testing.assert_allclose(session.costs()[1], expected, rtol=1e-11)
    ours = session.curves().gradient_norms.T[:-1]
    np.testing.assert_allclose(ours, norms, rtol=1e-9)


def test_the_first_run_a_visitor_sees_learns():
    """The shipped pair of data seed and network seed does not collapse."""
    session = TrainingSession(TrainConfig(), Inputs.of(load_dataset("silhouettes")))
    session.step(2500)
    snapshot = session.snapshot()
    assert snapshot.train_accuracy > 0.95
    assert snapshot.test_accuracy is not None
    assert snapshot.test_accuracy > 0.83


def test_print_cost(capsys):
    X, Y = np.eye(2), np.array([[0.0, 1.0]])
    _, costs = two_layer_model(X, Y, (2, 2, 1), num_iterations=101, print_cost=True)
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        f"Cost after iteration {i}: {c}" for i, c in zip((0, 100), costs, strict=True)
    ]


def test_two_layer_model_wants_three_sizes():
    with pytest.raises(ValueError, match="needs three sizes"):
        two_layer_model(np.eye(2), np.array([[0.0, 1.0]]), (2, 3, 3, 1))
