"""Reasons for an answer, against brute force and central differences."""

import time

import numpy as np
import pytest

from dnn_core import (
    ACTIVATIONS,
    L_model_backward,
    L_model_forward,
    initialize_parameters_deep,
)
from dnn_core.explain import (
    input_gradient,
    nearest_examples,
    occlusion,
    unit_votes,
    variations,
)

NETWORKS = [(1,), (4, 1), (5, 4, 3, 1)]
STRAIGHT = ("relu", "leaky relu")
SHAPE = (10, 12, 3)


def network(layer_dims, seed=1):
    """Parameters whose biases are not zero, so that a forgotten one shows."""
    parameters = initialize_parameters_deep(layer_dims, seed=seed, initialization="he")
    random = np.random.RandomState(seed)
    for l in range(1, len(layer_dims)):
        parameters[f"b{l}"] = random.randn(layer_dims[l], 1) * 0.3
    return parameters


def picture(shape=SHAPE, seed=0):
    return np.random.RandomState(seed).rand(*shape)


def logits(X, parameters, activation):
    _, caches = L_model_forward(X, parameters, activation=activation)
    return caches[-1][1]


def logit(image, parameters, activation):
    return float(logits(image.reshape(-1, 1), parameters, activation)[0, 0])


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize("above", NETWORKS, ids=str)
@pytest.mark.parametrize(("patch", "stride"), [(4, 2), (5, 3), (1, 1), (10, 1)])
def test_occlusion_is_that_of_pictures_really_covered(activation, above, patch, stride):
    image = picture()
    parameters = network((image.size, *above))
    found = occlusion(
        image, parameters, activation=activation, patch=patch, stride=stride
    )
    colour = image.mean(axis=(0, 1))
    starts = [range(0, side - patch + 1, stride) for side in image.shape[:2]]
    total, count = np.zeros(image.shape[:2]), np.zeros(image.shape[:2])
    for i, top in enumerate(starts[0]):
        for j, left in enumerate(starts[1]):
            covered = image.copy()
            covered[top : top + patch, left : left + patch] = colour
            expected = logit(covered, parameters, activation)
            assert found.covered[i, j] == pytest.approx(expected, abs=1e-10)
            total[top : top + patch, left : left + patch] += found.logit - expected
            count[top : top + patch, left : left + patch] += 1
    assert found.covered.shape == (len(starts[0]), len(starts[1]))
    assert found.logit == pytest.approx(logit(image, parameters, activation))
    expected = np.divide(total, count, out=np.zeros_like(total), where=count > 0)
    np.testing.assert_allclose(found.per_pixel(), expected, atol=1e-10)


def test_the_courses_network_answers_225_covered_pictures_at_once():
    parameters = network((12288, 20, 7, 5, 1))
    start = time.perf_counter()
    found = occlusion(picture((64, 64, 3)), parameters)
    assert time.perf_counter() - start < 0.5
    assert found.covered.shape == (15, 15)


@pytest.mark.parametrize(("patch", "stride"), [(11, 1), (0, 1), (4, 0)])
def test_a_patch_that_does_not_fit_is_refused(patch, stride):
    image = picture()
    with pytest.raises(ValueError, match="cannot slide over 10 x 12"):
        occlusion(image, network((image.size, 1)), patch=patch, stride=stride)


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize("above", NETWORKS, ids=str)
def test_input_gradient_against_central_differences(activation, above):
    parameters, X = network((6, *above)), picture((6, 4))
    numeric, epsilon = np.empty_like(X), 1e-6
    for i in range(len(X)):
        step = np.zeros_like(X)
        step[i] = epsilon
        higher = logits(X + step, parameters, activation)
        numeric[i] = (higher - logits(X - step, parameters, activation)) / (2 * epsilon)
    analytic = input_gradient(X, parameters, activation=activation)
    np.testing.assert_allclose(analytic, numeric, atol=1e-7)


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_input_gradient_and_the_courses_dA0(activation):
    parameters, X = network((6, 5, 4, 1)), picture((6, 4))
    Y = np.array([[1.0, 0.0, 1.0, 0.0]])
    AL, caches = L_model_forward(X, parameters, activation=activation)
    grads = L_model_backward(AL, Y, caches, activation=activation)
    gradient = input_gradient(X, parameters, activation=activation)
    np.testing.assert_allclose(grads["dA0"], (AL - Y) * gradient, atol=1e-12)


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_a_vote_is_gradient_times_activation(activation):
    parameters, x = network((6, 5, 4, 1)), picture((6, 1))
    above = {
        f"{kind}{l - 1}": parameters[f"{kind}{l}"] for kind in "Wb" for l in (2, 3)
    }
    _, caches = L_model_forward(x, parameters, activation=activation)
    A1, epsilon = caches[1][0][0], 1e-6
    found = unit_votes(x, parameters, activation=activation)
    for unit in range(5):
        step = np.zeros_like(A1)
        step[unit] = epsilon
        higher = logit(A1 + step, above, activation)
        slope = (higher - logit(A1 - step, above, activation)) / (2 * epsilon)
        assert found.votes[unit] == pytest.approx(A1[unit, 0] * slope, abs=1e-7)


@pytest.mark.parametrize("activation", STRAIGHT)
def test_votes_and_later_biases_are_the_logit_of_straight_units(activation):
    parameters, x = network((6, 5, 4, 1)), picture((6, 1))
    with_biases = unit_votes(x, parameters, activation=activation)
    assert with_biases.votes.sum() + with_biases.rest == pytest.approx(
        logit(x, parameters, activation)
    )
    _, caches = L_model_forward(x, parameters, activation=activation)
    slopes = np.where(caches[1][1] > 0, 1.0, 0.01 if activation != "relu" else 0.0)
    biases = parameters["W3"] @ (slopes * parameters["b2"]) + parameters["b3"]
    assert with_biases.rest == pytest.approx(float(biases[0, 0]))
    for l in (2, 3):
        parameters[f"b{l}"] *= 0
    without = unit_votes(x, parameters, activation=activation)
    assert without.rest == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_one_hidden_layer_of_any_kind_leaves_its_last_bias(activation):
    parameters = network((6, 5, 1))
    found = unit_votes(picture((6, 1)), parameters, activation=activation)
    assert found.rest == pytest.approx(float(parameters["b2"][0, 0]))


def test_logistic_regression_has_one_vote():
    parameters, x = network((6, 1)), picture((6, 1))
    found = unit_votes(x, parameters)
    assert found.votes.tolist() == pytest.approx((parameters["W1"] @ x)[0].tolist())
    assert found.rest == pytest.approx(float(parameters["b1"][0, 0]))
    assert found.strongest(3) == [0]


def test_the_strongest_votes_for_or_against_come_first():
    W1, b1 = np.array([[1.0], [3.0], [2.0]]), np.zeros((3, 1))
    W2, b2 = np.array([[4.0, -1.0, 0.5]]), np.zeros((1, 1))
    found = unit_votes(np.ones((1, 1)), {"W1": W1, "b1": b1, "W2": W2, "b2": b2})
    assert found.votes.tolist() == [4.0, -3.0, 1.0]
    assert found.strongest(2) == [0, 1]


def test_nearest_examples_against_all_distances():
    X, x = picture((30, 40)), picture((30, 1), seed=5)
    distances = np.linalg.norm(X - x, axis=0) / np.sqrt(30)
    order = np.argsort(distances)[:7]
    found, how_far = nearest_examples(x, X, k=7)
    assert found == order.tolist()
    assert how_far == pytest.approx(distances[order].tolist())


def test_a_picture_is_its_own_neighbour_at_distance_0():
    X = picture((300, 8))
    found, how_far = nearest_examples(X[:, 3:4], X, k=100)
    assert (found[0], how_far[0]) == (3, 0.0)
    assert sorted(found) == list(range(8))  # no more than there are


def test_black_and_white_are_1_apart():
    assert nearest_examples(np.zeros((12, 1)), np.ones((12, 1)))[1] == [1.0]


def test_variations_move_what_they_say():
    image = np.full((16, 16, 3), 0.5)
    image[8, 6] = 1.0
    moved = {name: (v[:, :, 0].argmax() // 16, v[:, :, 0].argmax() % 16)
             for name, v in variations(image).items()}  # fmt: skip
    assert moved["as it is"] == (8, 6)
    assert moved["mirrored"] == (8, 9)
    assert moved["left"] == (8, 2)
    assert moved["right"] == (8, 10)
    assert moved["up"] == (4, 6)
    assert moved["down"] == (12, 6)


def test_variations_keep_the_range_and_repeat_the_edge():
    image = np.zeros((16, 16, 3))
    image[:, 0] = 1.0
    found = variations(image)
    assert all(v.shape == image.shape for v in found.values())
    assert all(v.min() >= 0.0 and v.max() <= 1.0 for v in found.values())
    assert (found["right"][:, :5] == 1.0).all() and (found["right"][:, 5:] == 0.0).all()
    assert found["brighter"][3, 3, 0] == pytest.approx(0.15)
    assert found["darker"][3, 0, 0] == pytest.approx(0.85)
