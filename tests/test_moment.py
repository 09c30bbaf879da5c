"""One iteration looked at: what is drawn of the weights, and when it is worked out."""

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.engine import Engine
from dnn_core.statistics import histogram

N_X, M = 300, 12  # many features, few examples: layer 1 is kept in the Gram form
CONFIG = TrainConfig(
    layer_dims=(N_X, 4, 1), learning_rate=0.1, num_iterations=2000, l2=0.5
)


def inputs():
    random = np.random.default_rng(0)
    X = random.random((N_X, M))
    return Inputs.training_only(X, (X[:1] > 0.5).astype(float))


def trained(config=CONFIG, **more):
    session = TrainingSession(config, inputs(), **more)
    session.step(50)
    return session


@pytest.mark.parametrize("optimizer", ["gradient descent", "adam"])
def test_drawn_weights_are_the_weights_to_seven_digits(optimizer):
    session = trained(CONFIG.replace(optimizer=optimizer))
    parameters = session.parameters()
    for layer in session.snapshot().layers:
        W = parameters[f"W{layer.layer}"]
        assert layer.minimum == pytest.approx(W.min(), rel=1e-6)
        assert layer.maximum == pytest.approx(W.max(), rel=1e-6)
        moved = np.abs(layer.counts - histogram(W, layer.high)).sum()
        assert moved <= 2  # at most one weight on the edge of a bin


def test_a_capture_tells_its_iteration_after_training_went_on():
    session, other = trained(), trained()
    captured = session.at().capture()
    session.step(100)
    late, then = captured(), other.snapshot()
    assert (late.iteration, late.cost) == (50, then.cost)
    for a, b in zip(late.layers, then.layers, strict=True):
        assert (a.minimum, a.maximum, a.gradient_norm) == (
            b.minimum,
            b.maximum,
            b.gradient_norm,
        )
        np.testing.assert_array_equal(a.counts, b.counts)


@pytest.mark.parametrize("form", ["gram", "direct"])
def test_weights_of_an_engine_are_those_of_the_moment_they_were_asked_for(form):
    engine = Engine(inputs(), CONFIG, form=form)
    asked, before = engine.weights(), engine.parameters()
    for _ in range(20):
        engine.step()
    for l, W in enumerate(asked, start=1):
        np.testing.assert_allclose(W(), before[f"W{l}"], rtol=2e-6, atol=1e-9)


def test_weights_too_large_for_single_precision_are_drawn():
    parameters = {
        "W1": np.full((4, N_X), 1e100),
        "b1": np.zeros((4, 1)),
        "W2": np.full((1, 4), 1e-200),
        "b2": np.zeros((1, 1)),
    }
    assert Engine(inputs(), CONFIG).form == "gram"  # else nothing is narrowed
    session = TrainingSession(CONFIG, inputs(), parameters=parameters)
    first = session.snapshot().layers[0]
    assert (first.minimum, first.maximum) == (1e100, 1e100)
    assert first.counts.sum() == 4 * N_X


def test_weights_too_large_for_single_precision_are_drawn_without_a_snapshot():
    parameters = Engine(inputs(), CONFIG).parameters() | {
        "W1": np.full((4, N_X), 1e100)
    }
    moment = TrainingSession(CONFIG, inputs(), parameters=parameters).at()
    assert (moment.parameters_to_draw()()["W1"] == 1e100).all()


@pytest.mark.parametrize("optimizer", ["gradient descent", "adam"])
def test_parameters_to_draw_are_those_of_the_moment_they_were_asked_for(optimizer):
    session = trained(CONFIG.replace(optimizer=optimizer))
    moment = session.at()
    exact, later = moment.parameters(), moment.parameters_to_draw()
    session.step(20)
    drawn = later()
    assert drawn.keys() == exact.keys()
    for name, value in exact.items():
        np.testing.assert_allclose(drawn[name], value, rtol=1e-5, atol=1e-7)
    assert np.abs(session.parameters()["b1"] - drawn["b1"]).max() > 1e-5


def test_w1_is_formed_once_for_a_snapshot_and_a_drawing(monkeypatch):
    session, formed = trained(), []
    moment = session.at()
    first, *later = session._engine.weights()
    counted = [lambda: formed.append(1) or first(), *later]
    monkeypatch.setattr(session._engine, "weights", lambda: counted)
    snapshot, drawn = moment.capture(), moment.parameters_to_draw()
    assert not formed  # all later, when nobody has to wait
    assert snapshot().layers[0].maximum == drawn()["W1"].max()
    assert formed == [1]
