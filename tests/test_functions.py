"""Every course function against the course's own values (tests/data/expected.json)."""

import json
from pathlib import Path

import numpy as np
import pytest

import dnn_core as core

EXPECTED = json.loads(
    (Path(__file__).parent / "data" / "expected.json").read_text(encoding="utf-8")
)


def close(actual, expected):
    np.testing.assert_allclose(actual, np.array(expected), rtol=0, atol=1e-8)


def draws(seed, *shapes):
    random = np.random.RandomState(seed)
    return [random.randn(*shape) for shape in shapes]


def all_close(actual, expected):
    for name, value in expected.items():
        close(actual[name], value)


def test_initialize_parameters():
    expected = EXPECTED["initialize_parameters(3,2,1)"]
    parameters = core.initialize_parameters(3, 2, 1)
    assert parameters.keys() == expected.keys()
    all_close(parameters, expected)


def test_initialize_parameters_deep():
    expected = EXPECTED["initialize_parameters_deep([5,4,3])"]
    parameters = core.initialize_parameters_deep([5, 4, 3])
    assert parameters.keys() == expected.keys()
    all_close(parameters, expected)


def test_linear_forward():
    A, W, b = draws(1, (3, 2), (1, 3), (1, 1))
    Z, cache = core.linear_forward(A, W, b)
    close(Z, EXPECTED["linear_forward"]["Z"])
    assert all(kept is given for kept, given in zip(cache, (A, W, b), strict=True))


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_linear_activation_forward(activation):
    A_prev, W, b = draws(2, (3, 2), (1, 3), (1, 1))
    A, _ = core.linear_activation_forward(A_prev, W, b, activation)
    close(A, [EXPECTED["linear_activation_forward"][activation]][0])


def test_L_model_forward():
    shapes = (5, 4), (4, 5), (4, 1), (3, 4), (3, 1), (1, 3), (1, 1)
    X, *arrays = draws(6, *shapes)
    names = "W1", "b1", "W2", "b2", "W3", "b3"
    AL, caches = core.L_model_forward(X, dict(zip(names, arrays, strict=True)))
    close(AL, EXPECTED["L_model_forward"]["AL"])
    assert len(caches) == EXPECTED["L_model_forward"]["n_caches"]


def test_compute_cost():
    AL, Y = np.array([[0.8, 0.9, 0.4]]), np.array([[1, 1, 1]])
    close(core.compute_cost(AL, Y), EXPECTED["compute_cost"])


def test_linear_backward():
    dZ, A_prev, W, b = draws(1, (1, 2), (3, 2), (1, 3), (1, 1))
    dA_prev, dW, db = core.linear_backward(dZ, (A_prev, W, b))
    all_close({"dA_prev": dA_prev, "dW": dW, "db": db}, EXPECTED["linear_backward"])


@pytest.mark.parametrize("activation", ["sigmoid", "relu"])
def test_linear_activation_backward(activation):
    dA, A_prev, W, b, Z = draws(2, (1, 2), (3, 2), (1, 3), (1, 1), (1, 2))
    cache = (A_prev, W, b), Z
    dA_prev, dW, db = core.linear_activation_backward(dA, cache, activation)
    expected = EXPECTED[f"linear_activation_backward_{activation}"]
    all_close({"dA_prev": dA_prev, "dW": dW, "db": db}, expected)


def test_L_model_backward():
    shapes = (1, 2), (4, 2), (3, 4), (3, 1), (3, 2), (3, 2), (1, 3), (1, 1), (1, 2)
    AL, A1, W1, b1, Z1, A2, W2, b2, Z2 = draws(3, *shapes)
    caches = [((A1, W1, b1), Z1), ((A2, W2, b2), Z2)]
    grads = core.L_model_backward(AL, np.array([[1, 0]]), caches)
    all_close(grads, EXPECTED["L_model_backward"])


def test_update_parameters_returns_new_arrays():
    names, shapes = ("W1", "b1", "W2", "b2"), ((3, 4), (3, 1), (1, 3), (1, 1))
    parameters = dict(zip(names, draws(2, *shapes), strict=True))
    gradients = draws(3, *shapes)
    grads = {f"d{name}": g for name, g in zip(names, gradients, strict=True)}
    before = {name: value.copy() for name, value in parameters.items()}
    updated = core.update_parameters(parameters, grads, 0.1)
    all_close(updated, EXPECTED["update_parameters(0.1)"])
    for name, value in before.items():
        np.testing.assert_array_equal(parameters[name], value)


@pytest.mark.parametrize("activation", list(core.ACTIVATIONS))
def test_no_function_modifies_its_inputs(activation):
    X, W, b, W2, b2 = draws(4, (3, 5), (4, 3), (4, 1), (1, 4), (1, 1))
    parameters = {"W1": W, "b1": b, "W2": W2, "b2": b2}
    Y = np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])
    for array in (X, Y, *parameters.values()):
        array.setflags(write=False)  # an assignment would raise
    AL, caches = core.L_model_forward(X, parameters, activation=activation)
    AL.setflags(write=False)
    grads = core.L_model_backward(AL, Y, caches, activation=activation, l2=0.1)
    core.compute_cost(AL, Y, parameters=parameters, l2=0.1)
    core.update_parameters(parameters, grads, 0.1)
    core.predict(X, parameters, activation=activation)


def test_l2_by_hand():
    # W = [3 4], lambda = 2, m = 2: term = 2 / (2 * 2) * 25, dW gains 2 / 2 * W
    parameters = {"W1": np.array([[3.0, 4.0]]), "b1": np.array([[7.0]])}
    X, Y = np.zeros((2, 2)), np.array([[0.0, 1.0]])
    AL, caches = core.L_model_forward(X, parameters)
    plain = core.compute_cost(AL, Y)
    assert core.compute_cost(AL, Y, parameters=parameters, l2=2.0) - plain == 12.5
    grads = core.L_model_backward(AL, Y, caches, l2=2.0)
    assert grads["dW1"].tolist() == [[3.0, 4.0]]  # dZ X^T is 0, the term is all
    np.testing.assert_allclose(grads["db1"], (AL - Y).mean(), rtol=1e-12)


@pytest.mark.parametrize("y", [0.0, 1.0])
@pytest.mark.parametrize("z", [-1000.0, 1000.0])
def test_extreme_z_is_finite(z, y):
    parameters = {"W1": np.array([[z]]), "b1": np.zeros((1, 1))}
    X, Y = np.ones((1, 1)), np.array([[y]])
    AL, caches = core.L_model_forward(X, parameters)
    assert np.isfinite(core.compute_cost(AL, Y))
    grads = core.L_model_backward(AL, Y, caches)
    assert all(np.isfinite(value).all() for value in grads.values())
