"""Correct work of every kind passes, and what is wrong with others is said."""

import json

import numpy as np
import pytest

from dnn_core import L_model_backward, L_model_forward, compute_cost
from dnn_core.check import FUNCTIONS, as_text, template
from dnn_core.check.calling import NETWORK, gradients
from dnn_core.check.cases import CHECKED
from dnn_core.check.parts import gradient_parts
from tests.check_files import RIGHT, everything, judged, row, with_a_mistake


def test_correct_work_is_right_all_over():
    report = judged(RIGHT)
    assert report.all_right
    given = {"sigmoid", "relu", "sigmoid_backward", "relu_backward"}
    assert [r.function for r in report.rows] == [
        *(name for name in FUNCTIONS if name not in given),
        "whole network",
    ]
    assert "Score: 13 of 13 right" in as_text(report)


UNUSUAL = {
    "einsum": """
def linear_forward(A, W, b):
    return np.einsum("ij,jm->im", W, A) + b, (A, W, b)
""",
    "matmul, and a list as the result": """
def linear_forward(A, W, b):
    return [np.add(np.matmul(W, A), b), [A, W, b]]
""",
    "loops, by hand": """
def linear_backward(dZ, cache):
    A, W, b = cache
    m = A.shape[1]
    dW, db, dA = np.zeros(W.shape), np.zeros(b.shape), np.zeros(A.shape)
    for k in range(m):
        for i in range(W.shape[0]):
            db[i, 0] += dZ[i, k] / m
            for j in range(W.shape[1]):
                dW[i, j] += dZ[i, k] * A[j, k] / m
                dA[j, k] += W[i, j] * dZ[i, k]
    return dA, dW, db
""",
    "single precision": """
def linear_backward(dZ, cache):
    A, W, b = (np.float32(x) for x in cache)
    dZ = dZ.astype(np.float32)
    m = np.float32(A.shape[1])
    return W.T @ dZ, dZ @ A.T / m, dZ.mean(axis=1)[:, None]
""",
    "mean and reshape": """
def linear_backward(dZ, cache):
    (A, W, b), (n, m) = cache, dZ.shape
    return np.tensordot(W, dZ, (0, 0)), np.inner(dZ, A) / m, dZ.mean(1).reshape(n, 1)
""",
    "naive sigmoid, which overflows": """
def sigmoid(Z):
    return 1 / (1 + np.exp(-Z)), Z
""",
    "sigmoid in two halves, changing a copy": """
def sigmoid(Z):
    A = Z.copy()
    A[Z >= 0] = 1 / (1 + np.exp(-A[Z >= 0]))
    A[Z < 0] = np.exp(A[Z < 0]) / (1 + np.exp(A[Z < 0]))
    return A, Z
""",
    "relu by arithmetic": """
def relu(Z):
    return (abs(Z) + Z) / 2, Z
""",
    "a mask in place on a copy": """
def relu_backward(dA, cache):
    dZ = np.array(dA, copy=True)
    dZ[cache <= 0] = 0
    return dZ
""",
    "a comprehension of floats": """
def compute_cost(AL, Y):
    pairs = zip(AL[0].tolist(), Y[0].tolist())
    return -sum(np.log(a) if y else np.log(1 - a) for a, y in pairs) / Y.size
""",
    "dot products": """
def compute_cost(AL, Y):
    total = np.log(AL) @ Y.T + np.log(1 - AL) @ (1 - Y).T
    return -total.item() / Y.shape[1]
""",
    "clipped, by np.where": """
def compute_cost(AL, Y):
    AL = np.clip(AL, 1e-12, 1 - 1e-12)
    return np.array(-np.mean(np.log(np.where(Y == 1, AL, 1 - AL))))
""",
    "in place on a deep copy": """
import copy
def update_parameters(parameters, grads, learning_rate):
    parameters = copy.deepcopy(parameters)
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    return parameters
""",
    "the other scale, without a seed": """
def initialize_parameters_deep(layer_dims):
    rng = np.random.default_rng()
    pairs = list(zip(layer_dims[1:], layer_dims[:-1]))
    W = {f"W{l}": rng.normal(size=p) / np.sqrt(p[1]) for l, p in enumerate(pairs, 1)}
    return W | {f"b{l}": np.zeros((n, 1)) for l, (n, _) in enumerate(pairs, 1)}
""",
    "He's scale": """
def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * np.sqrt(2 / n_x)
    W2 = np.random.randn(n_y, n_h) * np.sqrt(2 / n_h)
    return dict(W1=W1, W2=W2, b1=np.zeros((n_h, 1)), b2=np.zeros((n_y, 1)))
""",
    "older keys, and its own helpers": """
def _layer(dA, cache, gate):
    (A, W, b), Z = cache
    s = 1 / (1 + np.exp(-Z))
    dZ = dA * (s * (1 - s) if gate == "sigmoid" else Z > 0)
    m = A.shape[1]
    return W.T @ dZ, dZ @ A.T / m, dZ.sum(1, keepdims=True) / m

def L_model_backward(AL, Y, caches):
    grads, L = {}, len(caches)
    dA = (1 - Y) / (1 - AL) - Y / AL
    for l in reversed(range(L)):
        gate = "sigmoid" if l == L - 1 else "relu"
        dA, grads[f"dW{l+1}"], grads[f"db{l+1}"] = _layer(dA, caches[l], gate=gate)
        grads[f"dA{l+1}"] = dA
    return grads
""",
    "A in the place of Z, for relu alone": """
from dnn_utils import *
def linear_activation_backward(dA, cache, activation):
    linear, Z = cache
    dZ = relu_backward(dA, relu(Z)[0]) if activation == "relu" else None
    dZ = sigmoid_backward(dA, Z) if dZ is None else dZ
    A, W, b = linear
    return W.T @ dZ, dZ @ A.T / A.shape[1], dZ.sum(axis=1, keepdims=True) / A.shape[1]
""",
    "a lambda": """
linear_forward = lambda A, W, b: (W.dot(A) + b, (A, W, b))
""",
}


@pytest.mark.parametrize("source", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_work_is_right(source):
    report = judged("import numpy as np\n" + source)
    assert report.all_right, everything(report)
    assert len(report.rows) == 1


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (
            "def relu(Z):\n    Z[Z < 0] = 0\n    return Z, Z.copy()",
            "array that it was given",
        ),
        ("def relu(Z):\n    return max(0, Z)", "ambiguous"),
        ("def relu(Z):\n    return np.maximum(0, Z)", "1 value; there should be 2"),
        ("def relu(Z):\n    return np.maximum(0, z), Z", "line 3"),
        ("def relu(Z):\n    A = np.maximum(0, Z)", "still None: A, cache"),
        ("def relu(Z):\n    raise SystemExit", "exit()"),
        ("def relu(Z):\n    return relu(Z)", "calls itself without end"),
        ("def relu(Z):\n    return 'A', {1: Z}", "of another kind"),
        ("def relu(Z):\n    return lambda: Z, object()", "function"),
        ("def relu(Z, cache):\n    return Z, cache", "TypeError"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(source, says):
    report = judged("import numpy as np\n" + source)
    (found,) = report.rows
    assert found.verdict in ("wrong", "to do")
    assert says in everything(report) + found.yours
    assert "Traceback" not in as_text(report)


def test_the_first_mismatch_is_shown_with_the_arguments_that_gave_it():
    source = with_a_mistake("linear_backward", ", keepdims=True", "")
    found = row(judged(source), "linear_backward")
    assert found.summary == "wrong shape: db"
    assert (found.expected, found.yours) == ("db of shape (1, 1)", "db of shape (1,)")
    assert found.given == "dZ (1, 2), cache ((3, 2), (1, 3), (1, 1))"
    source = with_a_mistake("initialize_parameters_deep", "* 0.01", "* 0.1")
    found = row(judged(source), "initialize_parameters_deep")
    assert found.yours == "W1: shape (90, 400), numbers of the size of 0.1"
    assert found.given == "layer_dims = [400, 90, 60, 50]"
    source = with_a_mistake("update_parameters", "] - learning", "] - 1.5 * learning")
    found = row(judged(source), "update_parameters")
    assert found.expected.startswith("W1[0, 0] = ")
    assert found.given.endswith("learning_rate = 0.1")


def test_updating_in_place_is_allowed_and_mentioned():
    source = UNUSUAL["in place on a deep copy"].replace(
        "copy.deepcopy(parameters)", "parameters"
    )
    report = judged("import numpy as np\n" + source)
    assert report.all_right
    assert "-=" in everything(report)


def test_gradients_that_fit_the_own_cost_alone_are_told_apart():
    """Cost and gradient both wrong by a factor fit each other, and each is wrong."""
    source = with_a_mistake("compute_cost", "cost = -1 / m", "cost = -2 / m")
    report = judged(source)
    assert row(report, "compute_cost").verdict == "wrong"
    assert "whole network" not in [r.function for r in report.rows]


def test_a_notebook_is_read_by_its_cells():
    cells = [
        "%matplotlib inline\nimport numpy as np\n!pip install numpy",
        "%%html\n<b>not Python</b>",
        "def relu(Z):\n    return np.maximum(0, Z), Z",
        "A, W, b = linear_forward_test_case()\nprint(relu(A))",
        "def sigmoid(Z):\n    return 1 / (1 + np.exp(-z)), Z",
    ]
    notebook = {
        "cells": [
            {"cell_type": "markdown", "source": "# relu"},
            *({"cell_type": "code", "source": c.splitlines(True)} for c in cells),
        ]
    }
    report = judged(json.dumps(notebook), name="mine.ipynb")
    assert row(report, "relu").verdict == "right"
    assert "code cell 5, line 2" in row(report, "sigmoid").sentences[0]


def test_the_template_is_all_to_do_and_fits_every_function():
    whole = judged(template())
    assert {r.verdict for r in whole.rows} == {"to do"}
    assert whole.score == 0
    for name in FUNCTIONS:
        assert f"def {name}(" in template(name)


@pytest.mark.parametrize("factor", [1.0, 2.0, -1.0])
def test_gradients_are_held_against_the_slope_of_the_own_cost(factor):
    """Both wrong by the same factor fit each other; one alone does not fit."""
    (X, Y, parameters), *_ = CHECKED[NETWORK].cases

    def backward(AL, Y, caches):
        grads = L_model_backward(AL, Y, caches)
        return {name: factor * value for name, value in grads.items()}

    names = {
        "L_model_forward": L_model_forward,
        "compute_cost": lambda AL, Y: np.array([[factor * compute_cost(AL, Y)]]),
        "L_model_backward": backward,
    }
    for cost, agrees in ((names["compute_cost"], True), (compute_cost, factor == 1.0)):
        found = gradients(names | {"compute_cost": cost}, X, Y, parameters)
        words = set(gradient_parts(found, ())["gradients"].values())
        assert (words == {"agrees"}) == agrees
