"""The engine against the oracle: same numbers, in every form."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn_core import ACTIVATIONS, TrainConfig, compute_cost
from dnn_core.engine import BatchedEngine, Engine, Inputs
from dnn_core.engine.first_layer import gram_is_cheaper
from dnn_core.functions import L_model_forward
from tests import oracle

ITERATIONS = 50
TOLERANCE = {"float64": 1e-10, "float32": 1e-4}
RULES = ["gradient descent", "momentum", "adam"]
FORMS = [
    (form, rule)
    for form in ("direct", "gram")
    for rule in RULES
    if (form, rule) != ("gram", "adam")  # Adam is not linear in the gradient
]


def data(n_x, m, seed=0):
    random = np.random.RandomState(seed)
    X = random.randn(n_x, m)
    Y = (np.sin(X.sum(axis=0, keepdims=True)) > 0).astype(float)
    return Inputs(X, Y, random.randn(n_x, 4), np.array([[0.0, 1.0, 1.0, 0.0]]))


def settings_of(n_x, hidden, optimizer, **others: Any):
    rate = 0.01 if optimizer == "adam" else 0.1
    config = TrainConfig(
        layer_dims=(n_x, *hidden, 1), optimizer=optimizer, learning_rate=rate
    )
    return config.replace(**others)


def siblings(config):
    """Three networks that may be trained together."""
    return [
        config,
        config.replace(seed=config.seed + 1, learning_rate=config.learning_rate / 2),
        config.replace(initialization="he", l2=config.l2 + 0.3),
    ]


class Alone:
    """One network of a `BatchedEngine`, looked at as if it were an `Engine`."""

    def __init__(self, batched, k):
        self._batched, self._k = batched, k

    def cost(self):
        return self._batched.costs()[self._k]

    def gradient_norms(self):
        return self._batched.gradient_norms()[self._k]

    def parameters(self):
        return self._batched.parameters_of(self._k)

    def l2_cost(self):
        return self._batched.l2_costs()[self._k]

    def test(self):
        costs, AL = self._batched.outcome("test")
        return costs[self._k], AL[self._k]


def assert_same(inputs, config, form, *, batched=False):
    """Every number of every network, at each of 50 steps, is the oracle's."""
    configs = siblings(config) if batched else [config]
    if batched:
        engine = BatchedEngine(inputs, configs, form=form)
        views = [Alone(engine, k) for k in range(len(configs))]
    else:
        views = [engine := Engine(inputs, config, form=form)]
    expected = [oracle.train(inputs.X, inputs.Y, c, ITERATIONS) for c in configs]
    tolerance = TOLERANCE[config.precision]
    for t in range(ITERATIONS):
        for view, (costs, norms, _) in zip(views, expected, strict=True):
            np.testing.assert_allclose(view.cost(), costs[t], rtol=tolerance)
            scale = max(norms[t].max(), 1e-3)
            np.testing.assert_allclose(
                view.gradient_norms(), norms[t], rtol=0, atol=1e3 * tolerance * scale
            )
        engine.step()
    for view, c, (costs, _, parameters) in zip(views, configs, expected, strict=True):
        np.testing.assert_allclose(view.cost(), costs[-1], rtol=tolerance)
        assert_end(view, inputs, c, parameters, tolerance)


def assert_end(engine, inputs, config, parameters, tolerance):
    ours = engine.parameters()
    for name, value in parameters.items():
        size = max(np.abs(value).max(), 1e-3)
        np.testing.assert_allclose(ours[name], value, rtol=0, atol=tolerance * size)
    squares = sum(
        np.sum(parameters[f"W{l + 1}"] ** 2) for l in range(config.num_layers)
    )
    assert engine.l2_cost() == pytest.approx(
        config.l2 / (2 * inputs.m) * squares, rel=10 * tolerance
    )
    AL, _ = L_model_forward(inputs.X_test, parameters, activation=config.activation)
    test_cost, AL_test = engine.test()
    np.testing.assert_allclose(AL_test, AL, rtol=10 * tolerance)
    test_expected = compute_cost(AL, inputs.Y_test)
    np.testing.assert_allclose(test_cost, test_expected, rtol=10 * tolerance)


@pytest.mark.parametrize("batched", [False, True])
@pytest.mark.parametrize(("form", "optimizer"), FORMS)
@pytest.mark.parametrize("batch_size", [None, 5])  # 13 examples: 5, 5 and 3
@pytest.mark.parametrize("l2", [0.0, 0.6])
def test_engine_is_the_oracle(form, optimizer, batch_size, l2, batched):
    config = settings_of(6, (5, 4), optimizer, batch_size=batch_size, l2=l2)
    assert_same(data(6, 13), config, form, batched=batched)


@pytest.mark.parametrize("batched", [False, True])
@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_every_activation(activation, batched):
    config = settings_of(6, (5, 4), "gradient descent", activation=activation)
    assert_same(data(6, 13), config, "gram", batched=batched)


@pytest.mark.parametrize("batched", [False, True])
@pytest.mark.parametrize(("form", "optimizer"), FORMS)
@pytest.mark.parametrize("batch_size", [None, 5])
def test_single_precision(form, optimizer, batch_size, batched):
    config = settings_of(
        6, (5, 4), optimizer, batch_size=batch_size, l2=0.6, precision="float32"
    )
    config = config.replace(activation="tanh")
    engine = Engine(data(6, 13), config, form=form)
    engine.step()
    assert {value.dtype for value in engine.parameters().values()} == {
        np.dtype("float32")
    }
    assert_same(data(6, 13), config, form, batched=batched)


@given(
    hidden=st.lists(st.integers(1, 6), max_size=4),
    n_x=st.integers(1, 8),
    m=st.integers(1, 12),
    batch_size=st.none() | st.integers(1, 12),
    form_and_rule=st.sampled_from(FORMS),
    l2=st.sampled_from([0.0, 0.5]),
    seed=st.integers(0, 100),
    batched=st.booleans(),
)
@settings(max_examples=25)
def test_any_architecture(hidden, n_x, m, batch_size, form_and_rule, l2, seed, batched):
    form, optimizer = form_and_rule
    config = settings_of(
        n_x,
        hidden,
        optimizer,
        learning_rate=0.01,
        activation="tanh",
        batch_size=batch_size,
        l2=l2,
        seed=seed,
    )
    assert_same(data(n_x, m, seed), config, form, batched=batched)


@pytest.mark.parametrize("form", ["direct", "gram"])
def test_cost_of_a_sure_and_wrong_network_is_the_logit(form):
    inputs = Inputs.training_only(np.array([[1.0]]), np.array([[0.0]]))
    parameters = {"W1": np.array([[1000.0]]), "b1": np.zeros((1, 1))}
    config = TrainConfig(layer_dims=(1, 1))
    assert Engine(inputs, config, parameters=parameters, form=form).cost() == 1000.0


def test_form_is_chosen_by_counted_work_and_memory():
    few_pixels, many_pixels = data(2, 300), data(2000, 30)
    assert Engine(few_pixels, TrainConfig(layer_dims=(2, 4, 1))).form == "direct"
    config = TrainConfig(layer_dims=(2000, 4, 1))
    assert Engine(many_pixels, config).form == "gram"
    assert Engine(many_pixels, config.replace(optimizer="adam")).form == "direct"
    assert Engine(many_pixels, config.replace(num_iterations=1)).form == "direct"
    # counted, not made: 6,000 examples of 13,000 features, G would take 288 MB
    long = TrainConfig(layer_dims=(13_000, 4, 1), num_iterations=10**6)
    shape = np.broadcast_to(np.zeros(1), (13_000, 6_000))
    many = Inputs.training_only(shape, shape[:1])
    assert not gram_is_cheaper(many, long)
    shape = np.broadcast_to(np.zeros(1, np.float32), (13_000, 6_000))
    assert gram_is_cheaper(Inputs.training_only(shape, shape[:1]), long)


def test_wrong_input_size_is_explained():
    with pytest.raises(ValueError, match="has 6 features; start layer_dims with 6"):
        Engine(data(6, 13), TrainConfig(layer_dims=(5, 1)))


@pytest.mark.parametrize("field", ["layer_dims", "activation", "batch_size"])
def test_networks_trained_together_must_be_alike(field):
    config = TrainConfig(layer_dims=(6, 5, 1))
    other = config.replace(
        **{field: {"layer_dims": (6, 4, 1), "batch_size": 3}.get(field, "tanh")}
    )
    with pytest.raises(ValueError, match=f"{field} takes the values .* must share it"):
        BatchedEngine(data(6, 13), [config, other])
    with pytest.raises(ValueError, match="give at least 1 config"):
        BatchedEngine(data(6, 13), [])
