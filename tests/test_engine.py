"""The engine against the oracle: same numbers, in every form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn_core import ACTIVATIONS, TrainConfig, compute_cost
from dnn_core.engine import Engine, Inputs
from dnn_core.functions import L_model_forward
from tests import oracle

ITERATIONS = 50


def data(n_x, m, seed=0):
    random = np.random.RandomState(seed)
    X = random.randn(n_x, m)
    Y = (np.sin(X.sum(axis=0, keepdims=True)) > 0).astype(float)
    return Inputs(X, Y, random.randn(n_x, 4), np.array([[0.0, 1.0, 1.0, 0.0]]))


def assert_same(inputs, config, form):
    costs, norms, parameters = oracle.train(inputs.X, inputs.Y, config, ITERATIONS)
    engine = Engine(inputs, config, form=form)
    for t in range(ITERATIONS):
        np.testing.assert_allclose(engine.cost(), costs[t], rtol=1e-10)
        np.testing.assert_allclose(
            engine.gradient_norms(), norms[t], rtol=1e-7, atol=1e-13
        )
        engine.step()
    np.testing.assert_allclose(engine.cost(), costs[-1], rtol=1e-10)
    ours = engine.parameters()
    for name, value in parameters.items():
        size = max(np.abs(value).max(), 1e-3)
        np.testing.assert_allclose(ours[name], value, rtol=0, atol=1e-10 * size)
    AL, _ = L_model_forward(inputs.X_test, parameters, activation=config.activation)
    test_cost, AL_test = engine.test()
    np.testing.assert_allclose(AL_test, AL, rtol=1e-9)
    np.testing.assert_allclose(test_cost, compute_cost(AL, inputs.Y_test), rtol=1e-9)


FORMS = [
    ("direct", "gradient descent"),
    ("direct", "momentum"),
    ("direct", "adam"),
    ("gram", "gradient descent"),
    ("gram", "momentum"),
]


@pytest.mark.parametrize(("form", "optimizer"), FORMS)
@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize("batch_size", [None, 5])  # 13 examples: 5, 5 and 3
@pytest.mark.parametrize("l2", [0.0, 0.6])
def test_engine_is_the_oracle(form, optimizer, activation, batch_size, l2):
    config = TrainConfig(
        layer_dims=(6, 5, 4, 1),
        learning_rate=0.01 if optimizer == "adam" else 0.1,
        activation=activation,
        optimizer=optimizer,
        batch_size=batch_size,
        l2=l2,
    )
    assert_same(data(6, 13), config, form)


@given(
    hidden=st.lists(st.integers(1, 6), max_size=4),
    n_x=st.integers(1, 8),
    m=st.integers(1, 12),
    batch_size=st.none() | st.integers(1, 12),
    form_and_rule=st.sampled_from(FORMS),
    l2=st.sampled_from([0.0, 0.5]),
    seed=st.integers(0, 100),
)
@settings(max_examples=25, deadline=None)
def test_any_architecture(hidden, n_x, m, batch_size, form_and_rule, l2, seed):
    form, optimizer = form_and_rule
    config = TrainConfig(
        layer_dims=(n_x, *hidden, 1),
        learning_rate=0.01,
        activation="tanh",
        optimizer=optimizer,
        batch_size=batch_size,
        l2=l2,
        seed=seed,
    )
    assert_same(data(n_x, m, seed), config, form)


@pytest.mark.parametrize(("form", "optimizer"), FORMS)
def test_restart_from_a_checkpoint_is_bit_identical(form, optimizer):
    config = TrainConfig(
        layer_dims=(6, 5, 1), optimizer=optimizer, batch_size=4, l2=0.1
    )
    engine = Engine(data(6, 13), config, form=form)
    for _ in range(7):
        engine.step()
    checkpoint = engine.checkpoint()
    for _ in range(9):
        engine.step()
    after = engine.parameters()
    engine.restore(checkpoint)
    assert engine.iteration == 7
    for _ in range(9):
        engine.step()
    for name, value in engine.parameters().items():
        np.testing.assert_array_equal(value, after[name])


@pytest.mark.parametrize("form", ["direct", "gram"])
def test_results_do_not_share_memory_with_the_engine(form):
    config = TrainConfig(layer_dims=(6, 5, 1))
    inputs = data(6, 13)
    engine, twin = Engine(inputs, config, form=form), Engine(inputs, config, form=form)
    for array in (*engine.parameters().values(), engine.train()[1], engine.test()[1]):
        array[:] = np.nan
    engine.checkpoint().theta[:] = np.nan
    engine.gradient_norms()[:] = np.nan
    engine.step()
    twin.step()
    for name, value in engine.parameters().items():
        np.testing.assert_array_equal(value, twin.parameters()[name])


def test_looking_does_not_change_the_run():
    config = TrainConfig(layer_dims=(6, 5, 1), batch_size=4)
    inputs = data(6, 13)
    watched, alone = Engine(inputs, config), Engine(inputs, config)
    for _ in range(20):
        for look in (watched.cost, watched.gradient_norms, watched.train, watched.test):
            look()
        watched.step()
        alone.step()
    for name, value in watched.parameters().items():
        np.testing.assert_array_equal(value, alone.parameters()[name])


@pytest.mark.parametrize("form", ["direct", "gram"])
def test_cost_of_a_sure_and_wrong_network_is_the_logit(form):
    inputs = Inputs.training_only(np.array([[1.0]]), np.array([[0.0]]))
    parameters = {"W1": np.array([[1000.0]]), "b1": np.zeros((1, 1))}
    config = TrainConfig(layer_dims=(1, 1))
    assert Engine(inputs, config, parameters=parameters, form=form).cost() == 1000.0


def test_form_is_chosen_by_counted_work():
    few_pixels, many_pixels = data(2, 300), data(2000, 30)
    assert Engine(few_pixels, TrainConfig(layer_dims=(2, 4, 1))).form == "direct"
    config = TrainConfig(layer_dims=(2000, 4, 1))
    assert Engine(many_pixels, config).form == "gram"
    assert Engine(many_pixels, config.replace(optimizer="adam")).form == "direct"
    assert Engine(many_pixels, config.replace(num_iterations=1)).form == "direct"


def test_wrong_input_size_is_explained():
    with pytest.raises(ValueError, match="has 6 features; start layer_dims with 6"):
        Engine(data(6, 13), TrainConfig(layer_dims=(5, 1)))
