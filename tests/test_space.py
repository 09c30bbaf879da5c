"""The space of a hidden layer: activations, two ways to look at it, slices."""

import numpy as np
import pytest

from dnn_core import initialize_parameters_deep
from dnn_core.functions import L_model_forward
from dnn_core.space import activations, answers_from, principal_axes, unit_axes

SMALL = {
    "W1": np.array([[1.0, 0.0], [0.0, -2.0]]),
    "b1": np.array([[0.0], [1.0]]),
    "W2": np.array([[3.0, -1.0]]),
    "b2": np.array([[-2.0]]),
}


def cloud(n=5, m=40, seed=1):
    random = np.random.default_rng(seed)
    return random.normal(size=(n, m)) * np.arange(1.0, n + 1)[:, None] + 3.0


def deep(dims=(2, 6, 4, 3, 1)):
    parameters = initialize_parameters_deep(dims, seed=2, initialization="he")
    for l in range(1, len(dims)):
        parameters[f"b{l}"] += 0.1 * l
    return parameters


def test_activations_by_hand():
    A0, A1, A2 = activations(np.array([[2.0, -1.0], [1.0, -1.0]]), SMALL)
    assert A0.tolist() == [[2.0, -1.0], [1.0, -1.0]]
    assert A1.tolist() == [[2.0, 0.0], [0.0, 3.0]]  # ReLU of (2, -1) and (-1, 3)
    assert A2[0] == pytest.approx([1 / (1 + np.exp(-4.0)), 1 / (1 + np.exp(5.0))])


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_the_layers_behind_any_layer_give_the_networks_answer(activation):
    X, parameters = cloud(2), deep()
    AL, _ = L_model_forward(X, parameters, activation=activation)
    *places, last = activations(X, parameters, activation=activation)
    np.testing.assert_array_equal(last, AL)
    for layer, A in enumerate(places):
        answer = answers_from(A, layer, parameters, activation=activation)
        np.testing.assert_allclose(answer, AL)


def test_principal_axes_are_those_of_the_singular_value_decomposition():
    A = cloud()
    axes = principal_axes(A)
    U, S, _ = np.linalg.svd(A - A.mean(axis=1, keepdims=True), full_matrices=False)
    np.testing.assert_allclose(np.abs(axes.directions), np.abs(U[:, :2]), atol=1e-10)
    assert axes.shares == pytest.approx(tuple((S**2 / (S**2).sum())[:2]))
    np.testing.assert_allclose(axes.origin[:, 0], A.mean(axis=1))


def test_each_principal_axis_points_where_its_largest_entry_is_positive():
    for seed in range(20):
        A = cloud(seed=seed)
        for points in (A, -A, A[:, ::-1]):  # mirrored, and in another order
            directions = principal_axes(points).directions
            strongest = np.abs(directions).argmax(axis=0)
            assert (directions[strongest, [0, 1]] > 0).all()


def test_points_on_a_line_lie_on_the_first_axis():
    t = np.array([-1.0, 0.0, 1.0, 4.0])
    axes = principal_axes(np.stack([3 * t, 4 * t]))
    np.testing.assert_allclose(axes.directions[:, 0], [0.6, 0.8])
    assert axes.shares == pytest.approx((1.0, 0.0))
    u, v = axes.project(np.stack([3 * t, 4 * t]))
    np.testing.assert_allclose(u, 5 * (t - t.mean()))
    np.testing.assert_allclose(v, 0.0, atol=1e-12)


@pytest.mark.parametrize("size", [1e-200, 1.0, 1e140])
def test_shares_do_not_depend_on_the_size_of_the_numbers(size):
    assert principal_axes(size * cloud()).shares == pytest.approx(
        principal_axes(cloud()).shares
    )


def test_a_layer_of_dead_units_has_axes_too():
    axes = principal_axes(np.zeros((3, 7)))
    assert axes.shares == (0.0, 0.0)
    assert axes.project(np.zeros((3, 7))).tolist() == [[0.0] * 7] * 2


def test_one_unit_has_one_axis():
    axes = principal_axes(np.array([[1.0, 3.0]]))
    assert axes.directions.tolist() == [[1.0, 0.0]]
    assert axes.project(np.array([[1.0, 3.0]])).tolist() == [[-1.0, 1.0], [0.0, 0.0]]
    assert axes.shares == (1.0, 0.0)


def test_unit_axes_show_the_activations_themselves():
    A = cloud()
    axes = unit_axes(A, 3, 1)
    np.testing.assert_array_equal(axes.project(A), A[[3, 1]])
    lifted = axes.lift(np.array([[10.0], [20.0]]))[:, 0]
    assert (lifted[3], lifted[1]) == (10.0, 20.0)
    np.testing.assert_allclose(lifted[[0, 2, 4]], A.mean(axis=1)[[0, 2, 4]])


def test_the_same_unit_on_both_axes_is_a_line():
    u, v = unit_axes(cloud(), 2, 2).project(cloud())
    np.testing.assert_array_equal(u, cloud()[2])
    assert not v.any()


@pytest.mark.parametrize("axes", [principal_axes(cloud()), unit_axes(cloud(), 0, 4)])
def test_on_its_line_a_units_z_is_zero(axes):
    W, b = np.array([[0.5, -1.0, 2.0, 0.25, 1.5]]), np.array([[-3.0]])
    p, q, r = axes.line(W, b)
    u = np.array([-7.0, 0.0, 11.0])
    points = axes.lift(np.stack([u, -(p * u + r) / q]))
    np.testing.assert_allclose(W @ points + b, 0.0, atol=1e-10)


def test_a_run_that_grew_without_bounds_does_not_warn():
    parameters = {name: 1e200 * value for name, value in deep().items()}
    AL = activations(cloud(2), parameters)[-1]
    assert AL.shape == (1, 40)
