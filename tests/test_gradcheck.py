"""Backpropagation against central differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dnn_core as core
from dnn_core import functions


def problem(layer_dims, m, seed):
    random = np.random.RandomState(seed)
    X = random.randn(layer_dims[0], m)
    Y = (random.rand(1, m) > 0.5).astype(float)
    parameters = core.initialize_parameters_deep(
        layer_dims, seed=seed, initialization="he"
    )
    for l in range(1, len(layer_dims)):
        parameters[f"b{l}"] = random.randn(layer_dims[l], 1) * 0.1
    return X, Y, parameters


@pytest.mark.parametrize("activation", list(core.ACTIVATIONS))
@pytest.mark.parametrize(
    "layer_dims", [(3, 1), (4, 3, 1), (5, 4, 3, 1), (3, 6, 5, 4, 2, 1)]
)
@pytest.mark.parametrize("m", [1, 7])
@pytest.mark.parametrize("l2", [0.0, 0.7])
def test_gradients_are_derivatives_of_the_cost(activation, layer_dims, m, l2):
    X, Y, parameters = problem(layer_dims, m, seed=2)
    checked = core.gradient_check(parameters, X, Y, activation=activation, l2=l2)
    assert [c.name for c in checked] == list(parameters)
    for check in checked:
        assert check.difference < 1e-6, check


@given(
    layer_dims=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    m=st.integers(1, 9),
    seed=st.integers(0, 1000),
    activation=st.sampled_from(list(core.ACTIVATIONS)),
)
@settings(max_examples=60)
def test_shapes(layer_dims, m, seed, activation):
    layer_dims = (*layer_dims, 1)
    X, Y, parameters = problem(layer_dims, m, seed)
    AL, caches = core.L_model_forward(X, parameters, activation=activation)
    assert AL.shape == (1, m)
    assert len(caches) == len(layer_dims) - 1
    grads = core.L_model_backward(AL, Y, caches, activation=activation)
    for name, value in parameters.items():
        assert grads[f"d{name}"].shape == value.shape
    for l in range(len(layer_dims) - 1):
        assert grads[f"dA{l}"].shape == (layer_dims[l], m)
    assert core.predict(X, parameters, activation=activation).shape == (1, m)


def test_a_wrong_backward_is_found(monkeypatch):
    """A missing 1/m in dW2 alone must show in W2 and nowhere else."""
    X, Y, parameters = problem((3, 4, 1), 5, seed=1)
    right = functions.L_model_backward

    def wrong(*args, **kwargs):
        grads = right(*args, **kwargs)
        return grads | {"dW2": grads["dW2"] * Y.shape[1]}

    monkeypatch.setattr("dnn_core.gradcheck.L_model_backward", wrong)
    by_name = {c.name: c.difference for c in core.gradient_check(parameters, X, Y)}
    assert by_name.pop("W2") > 0.1
    assert max(by_name.values()) < 1e-6


def with_a_dead_layer():
    """Layer 1 is dead on all examples, so Z2 = b2 = 0: at the corner of ReLU."""
    X, Y, parameters = problem((3, 4, 2, 1), 5, seed=1)
    parameters["W1"], parameters["b1"] = -np.abs(parameters["W1"]), np.zeros((4, 1))
    parameters["b2"] = np.zeros((2, 1))
    return np.abs(X), Y, parameters


def test_where_a_relu_switches_is_told_apart():
    X, Y, parameters = with_a_dead_layer()
    checked = {c.name: c for c in core.gradient_check(parameters, X, Y)}
    corner = checked.pop("b2")
    assert (corner.entries, corner.kinked, corner.kinks) == (2, 2, 5)  # 5 examples
    assert np.isnan(corner.difference)
    assert corner.analytic == 0.0 != corner.numeric
    assert corner.relative == 1.0
    for check in checked.values():
        assert check.kinked == 0
        assert check.difference < 1e-6


def test_smooth_activations_have_no_corners():
    X, Y, parameters = with_a_dead_layer()
    for check in core.gradient_check(parameters, X, Y, activation="tanh"):
        assert (check.kinked, check.kinks) == (0, 0)
        assert check.difference < 1e-6


def test_what_rounding_hides_is_no_mistake():
    """A network so sure that its gradients are 1e-13: the cost's last digits."""
    X, Y = np.ones((1, 3)), np.ones((1, 3))
    parameters = {"W1": np.array([[25.0]]), "b1": np.array([[5.0]])}
    checked = core.gradient_check(parameters, X, Y)
    assert 0 < abs(checked[0].analytic) < 1e-12
    for check in checked:
        assert check.verdict in ("rounding", "agrees")
    with np.errstate(all="ignore"):
        overflowed = core.gradient_check({**parameters, "W1": X[:, :1] * 1e308}, -X, Y)
    assert "differs" not in [check.verdict for check in overflowed]


def test_samples_come_from_the_seed():
    X, Y, parameters = problem((30, 20, 1), 5, seed=1)
    one, same, other = (
        core.gradient_check(parameters, X, Y, most=7, seed=seed)[0]
        for seed in (3, 3, 4)
    )
    assert one == same != other
    assert one.entries == 7


def test_work_bounds_the_entries_of_large_networks():
    X, Y, parameters = problem((3, 90, 80, 70, 1), 40, seed=1)
    few = core.gradient_check(parameters, X, Y, work=2e7)
    many = core.gradient_check(parameters, X, Y, work=2e8)
    assert 2 <= few[0].entries < many[0].entries < 200
    for check in few:
        assert check.entries == min(few[0].entries, parameters[check.name].size)
        assert check.difference < 1e-6


def test_a_mistake_is_named_where_no_corner_excuses_it(monkeypatch):
    """db2 is at a corner in unit 1 only, and wrong a little in unit 2."""
    X, Y, parameters = with_a_dead_layer()
    parameters["b2"] = np.array([[0.0], [0.4]])
    right = functions.L_model_backward

    def wrong(*args, **kwargs):
        grads = right(*args, **kwargs)
        return grads | {"db2": grads["db2"] * 1.001}

    monkeypatch.setattr("dnn_core.gradcheck.L_model_backward", wrong)
    check = {c.name: c for c in core.gradient_check(parameters, X, Y)}["b2"]
    assert (check.kinked, check.verdict, check.worst) == (1, "differs", (1, 0))
