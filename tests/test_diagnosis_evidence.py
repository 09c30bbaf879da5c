"""What the diagnosis sees of a network, and when."""

from functools import partial

import numpy as np
import pytest

from dnn_core import Inputs, TrainingSession
from dnn_core.diagnosis import diagnose, examine
from dnn_core.functions import L_model_forward
from dnn_core.history import EVERYTHING
from tests.training_runs import PLANE, plane


def kinds(made):
    return [finding.kind for finding in diagnose(made)]


def tiny(W1, b1, activation="relu", config=PLANE):
    """Evidence of a network (2, n, 1) with this layer 1, on the moons."""
    n = len(W1)
    parameters = {"W1": W1, "b1": b1, "W2": np.ones((1, n)), "b2": np.zeros((1, 1))}
    config = config.replace(layer_dims=(2, n, 1), activation=activation)
    session = TrainingSession(config, plane("moons"), parameters=parameters)
    return examine(session)


def test_silent_saturated_and_equal_units_are_counted():
    W1, b1 = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.zeros((3, 1))
    first = tiny(W1, b1).layers[0]
    assert (first.silent, first.saturated, first.same) == (0, 0.0, False)
    below = np.array([[0.0], [-100.0], [-100.0]])  # the moons reach to about 2
    assert tiny(W1, below).layers[0].silent == 2
    assert tiny(W1, below, "leaky relu").layers[0].silent == 0
    assert tiny(W1, below, "tanh").layers[0].saturated == pytest.approx(2 / 3, abs=0.01)
    assert tiny(W1, below, "sigmoid").layers[0].saturated >= 2 / 3
    equal = np.ones((3, 2))
    assert tiny(equal, b1).layers[0].same
    assert not tiny(equal, below).layers[0].same
    assert not tiny(equal[:1], b1[:1]).layers[0].same


def test_norms_and_spread_are_those_of_the_network():
    session = TrainingSession(PLANE, plane("xor"))
    session.step(100)
    made, parameters = examine(session), session.parameters()
    AL = session.at().predict_proba(plane("xor").X)
    assert made.spread == pytest.approx(AL.std())
    norms = session.curves(EVERYTHING).gradient_norms[:, -24:]
    for l, looked_at in enumerate(made.layers, start=1):
        assert looked_at.norm == pytest.approx(np.linalg.norm(parameters[f"W{l}"]))
        assert looked_at.gradient_norm == pytest.approx(np.median(norms[l - 1]))
    # 1/sqrt(n[l-1]) gives n[l] rows of length 1, on average
    assert [layer.first_norm**2 for layer in made.layers] == pytest.approx([8, 4, 1])


def test_the_past_is_judged_as_it_was_when_it_was_present():
    session = TrainingSession(PLANE, plane("spirals"))
    session.step(300)
    then = examine(session)
    session.step(1700)
    again = examine(session, 300)
    assert diagnose(again) == diagnose(then)
    assert again.layers == then.layers
    np.testing.assert_array_equal(again.trend.costs, then.trend.costs)
    np.testing.assert_array_equal(again.test_costs, then.test_costs)


def test_a_run_that_diverged_was_no_ailing_run_before():
    session = TrainingSession(PLANE, plane("moons"))
    session.step(400)
    session.change(learning_rate=1e200)
    session.step(100)
    assert kinds(examine(session)) == ["diverged"]
    assert kinds(examine(session, 300)) == ["healthy"]


def test_after_a_live_change_it_is_early_again():
    session = TrainingSession(PLANE.replace(learning_rate=1e-5), plane("moons"))
    session.step(600)
    assert kinds(examine(session)) == ["too small a rate"]
    session.change(**diagnose(examine(session))[0].changes)
    assert kinds(examine(session)) == ["early"]
    session.step(600)
    assert kinds(examine(session)) == ["healthy"]
    session.change(num_iterations=5000)  # the steps are as before
    assert kinds(examine(session)) == ["healthy"]


def test_what_is_early_says_when_it_is_not():
    session = TrainingSession(PLANE, plane("moons"))
    for past in (600, 0):
        session.step(past)
        session.change(learning_rate=session.config.learning_rate / 2)
        (early,) = diagnose(examine(session))
        first = int("".join(filter(str.isdigit, early.claim)))
        session.step(first - 1 - session.iteration)
        assert diagnose(examine(session)) == [early]
        session.step(1)
        assert kinds(examine(session)) == ["healthy"]


def test_a_change_between_two_epochs_leaves_something_to_look_at():
    config = PLANE.replace(batch_size=10)  # 40 iterations an epoch
    session = TrainingSession(config, plane("moons"))
    session.step(55)
    session.change(learning_rate=0.1)
    session.step(10)
    assert examine(session).trend.costs.shape == (1,)
    assert kinds(examine(session)) == ["early"]


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("batch_size", [None, 30])
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize(
    "dims", [(2, 6, 5, 1), (300, 6, 5, 1), (300, 1)], ids=["direct", "gram", "L = 1"]
)
def test_it_is_what_the_readable_functions_give(
    dims, activation, batch_size, precision
):
    rng = np.random.default_rng(3)
    X, Y = rng.normal(size=(dims[0], 80)), rng.integers(0, 2, size=(1, 80)) * 1.0
    config = PLANE.replace(
        layer_dims=dims,
        activation=activation,
        batch_size=batch_size,
        precision=precision,
        l2=0.1,
    )
    session = TrainingSession(config, Inputs.training_only(X, Y))
    session.step(50)
    single = precision == "float32"
    close = partial(np.testing.assert_allclose, rtol=1e-3 if single else 1e-7)
    close = partial(close, atol=1e-4 if single else 0.0)
    for iteration in (50, 20, 50):
        moment = session.at(iteration)
        parameters = moment.parameters()
        AL, caches = L_model_forward(X, parameters, activation=activation)
        hidden = [A for (A, *_), _ in caches[1:]]
        for found, A in zip(moment.activations(), [*hidden, AL], strict=True):
            close(found, A)
        made = examine(session, iteration)
        close(made.spread, AL.std())
        norms = [np.linalg.norm(parameters[f"W{l}"]) for l in range(1, len(dims))]
        close([l.norm for l in made.layers], norms)


def test_looking_changes_nothing():
    watched, alone = (TrainingSession(PLANE, plane("flower")) for _ in range(2))
    for _ in range(5):
        watched.step(20)
        diagnose(examine(watched))
    alone.step(100)
    np.testing.assert_array_equal(watched.costs(), alone.costs())


def test_without_a_test_set_nothing_is_said_of_it():
    data = plane("moons")
    session = TrainingSession(PLANE, Inputs.training_only(data.X, data.Y))
    session.step(2000)
    (finding,) = diagnose(examine(session))
    assert finding.kind == "healthy"
    assert "test" not in finding.claim
