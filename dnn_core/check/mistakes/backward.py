"""Mistakes in backward propagation through one layer.

A wrong formula for one of dA_prev, dW and db stands beside two right ones.
"""

from typing import Any

import numpy as np

from dnn_core.activations import Array, activation_named
from dnn_core.check.mistakes.mistake import Mistake
from dnn_core.functions import linear_activation_backward, linear_backward


def _but(**wrong: Any) -> Any:
    """The right gradients, but some by a formula of (dZ, A_prev, W, m)."""

    def backward(dZ: Array, cache: Any) -> Any:
        names = ("dA_prev", "dW", "db")
        right = dict(zip(names, linear_backward(dZ, cache), strict=True))
        A_prev, W, _ = cache
        formulas = {k: f(dZ, A_prev, W, A_prev.shape[1]) for k, f in wrong.items()}
        return tuple((right | formulas)[name] for name in names)

    return backward


DW = (
    Mistake(
        "an elementwise `*` in place of a matrix product",
        "`*` multiplies entry by entry; equation (8) sums over the examples.",
        _but(dW=lambda dZ, A, W, m: dZ * A / m),
    ),
    Mistake(
        "an elementwise `*` with A_prev transposed",
        "`*` multiplies entry by entry; equation (8) sums over the examples.",
        _but(dW=lambda dZ, A, W, m: dZ * A.T / m),
    ),
    Mistake(
        "the 1/m forgotten",
        "In the course dW carries the 1/m of the cost.",
        _but(dW=lambda dZ, A, W, m: dZ @ A.T),
    ),
    Mistake(
        "the 1/m twice",
        "How often is it divided by m?",
        _but(dW=lambda dZ, A, W, m: dZ @ A.T / m**2),
    ),
    Mistake(
        "the rows of A_prev counted as the examples (m = A_prev.shape[0])",
        "The examples are the columns.",
        _but(dW=lambda dZ, A, W, m: dZ @ A.T / A.shape[0]),
    ),
    Mistake(
        "the factors swapped: A_prev dZ^T",
        "This is dW turned; dW should have the shape of W.",
        _but(dW=lambda dZ, A, W, m: A @ dZ.T / m),
    ),
    Mistake(
        "A_prev not transposed",
        "Write the shapes under equation (8): which of them fit?",
        _but(dW=lambda dZ, A, W, m: dZ @ A / m),
    ),
    Mistake(
        "dZ transposed in place of A_prev",
        "Equation (8) has one T; where does it stand?",
        _but(dW=lambda dZ, A, W, m: dZ.T @ A / m),
    ),
    Mistake(
        "W in place of A_prev",
        "How does Z change with W? Equation (4) says it: by the layer's input.",
        _but(dW=lambda dZ, A, W, m: dZ @ W.T / m),
    ),
    Mistake(
        "the sign turned",
        "The minus of gradient descent comes later, in the update.",
        _but(dW=lambda dZ, A, W, m: -(dZ @ A.T) / m),
    ),
)
DB = (
    Mistake(
        "no sum over the examples: dZ / m",
        "b is one number for each unit; its gradient adds up over the examples.",
        _but(db=lambda dZ, A, W, m: dZ / m),
    ),
    Mistake(
        "the sum without keepdims: shape (n,)",
        "The numbers are right, but a column is needed; np.sum has an option for that.",
        _but(db=lambda dZ, A, W, m: np.sum(dZ, axis=1) / m),
    ),
    Mistake(
        "the sum over the wrong axis, 0",
        "Axis 0 counts units, axis 1 counts examples. Over which of them is summed?",
        _but(db=lambda dZ, A, W, m: np.sum(dZ, axis=0, keepdims=True) / m),
    ),
    Mistake(
        "the sum over the wrong axis, 0, without keepdims",
        "Axis 0 counts units, axis 1 counts examples. Over which of them is summed?",
        _but(db=lambda dZ, A, W, m: np.sum(dZ, axis=0) / m),
    ),
    Mistake(
        "the sum over everything, units too",
        "Every unit has a bias of its own: np.sum needs to know the axis.",
        _but(db=lambda dZ, A, W, m: np.sum(dZ) / m),
    ),
    Mistake(
        "the sum over everything, units too, as a (1, 1) array",
        "Every unit has a bias of its own: np.sum needs to know the axis.",
        _but(db=lambda dZ, A, W, m: np.sum(dZ, keepdims=True) / m),
    ),
    Mistake(
        "the 1/m forgotten",
        "In the course db carries the 1/m of the cost.",
        _but(db=lambda dZ, A, W, m: np.sum(dZ, axis=1, keepdims=True)),
    ),
    Mistake(
        "the 1/m twice",
        "np.mean divides by m already.",
        _but(db=lambda dZ, A, W, m: np.sum(dZ, axis=1, keepdims=True) / m**2),
    ),
    Mistake(
        "dZ itself",
        "b is one number for each unit; its gradient adds up over the examples.",
        _but(db=lambda dZ, A, W, m: dZ),
    ),
)
DA_PREV = (
    Mistake(
        "W not transposed",
        "Back through a layer the matrix goes the other way: equation (10).",
        _but(dA_prev=lambda dZ, A, W, m: W @ dZ),
    ),
    Mistake(
        "an elementwise `*` in place of a matrix product",
        "`*` multiplies entry by entry; equation (10) sums over the units.",
        _but(dA_prev=lambda dZ, A, W, m: W * dZ),
    ),
    Mistake(
        "an elementwise `*` with W transposed",
        "`*` multiplies entry by entry; equation (10) sums over the units.",
        _but(dA_prev=lambda dZ, A, W, m: W.T * dZ),
    ),
    Mistake(
        "the factors swapped: dZ before W",
        "A matrix product depends on the order; see equation (10).",
        _but(dA_prev=lambda dZ, A, W, m: dZ @ W),
    ),
    Mistake(
        "the factors swapped and turned: dZ^T W",
        "This is dA_prev turned; it should have the shape of A_prev.",
        _but(dA_prev=lambda dZ, A, W, m: dZ.T @ W),
    ),
    Mistake(
        "a 1/m that does not belong there",
        "In the course only dW and db carry the 1/m.",
        _but(dA_prev=lambda dZ, A, W, m: W.T @ dZ / m),
    ),
    Mistake(
        "A_prev in place of W",
        "How does Z change with A_prev? Equation (4) says it.",
        _but(dA_prev=lambda dZ, A, W, m: A.T @ dZ),
    ),
    Mistake(
        "the bias added",
        "A constant has no part in the slope.",
        lambda dZ, cache: (
            linear_backward(dZ, cache)[0] + cache[2],
            *linear_backward(dZ, cache)[1:],
        ),
    ),
)


def _order(*places: int) -> Any:
    return lambda dZ, cache: tuple(linear_backward(dZ, cache)[k] for k in places)


LINEAR_BACKWARD = (
    Mistake(
        "the results in the order dW, db, dA_prev",
        "Look at the order in the line with `return`.",
        _order(1, 2, 0),
    ),
    Mistake(
        "dW and db swapped",
        "Look at the order in the line with `return`.",
        _order(0, 2, 1),
    ),
    Mistake(
        "dA_prev and dW swapped",
        "Look at the order in the line with `return`.",
        _order(1, 0, 2),
    ),
    Mistake(
        "the 1/m forgotten in both dW and db",
        "In the course they carry the 1/m of the cost.",
        _but(
            dW=lambda dZ, A, W, m: dZ @ A.T,
            db=lambda dZ, A, W, m: np.sum(dZ, axis=1, keepdims=True),
        ),
    ),
    Mistake(
        "the rows of A_prev counted as the examples, in both dW and db",
        "The examples are the columns.",
        _but(
            dW=lambda dZ, A, W, m: dZ @ A.T / A.shape[0],
            db=lambda dZ, A, W, m: np.sum(dZ, axis=1, keepdims=True) / A.shape[0],
        ),
    ),
    *DW,
    *DB,
    *DA_PREV,
)


def _through(slope: Any) -> Any:
    """The linear part with a wrong dZ, made of (dA, linear cache, Z, activation)."""

    def backward(dA: Array, cache: Any, activation: str) -> Any:
        linear_cache, Z = cache
        return linear_backward(slope(dA, linear_cache, Z, activation), linear_cache)

    return backward


def _back(dA: Array, Z: Array, activation: str) -> Array:
    return activation_named(activation).backward(dA, Z)


def _forward(Z: Array, activation: str) -> Array:
    return activation_named(activation).forward(Z)[0]


def _layer_order(*places: int) -> Any:
    return lambda dA, cache, activation: tuple(
        linear_activation_backward(dA, cache, activation)[k] for k in places
    )


SWAPPED = {"relu": "sigmoid", "sigmoid": "relu"}

LINEAR_ACTIVATION_BACKWARD = (
    Mistake(
        "dA in place of dZ",
        "Before the linear part comes equation (11).",
        _through(lambda dA, linear, Z, gate: dA),
    ),
    Mistake(
        "sigmoid_backward for both activations",
        "Which backward function belongs to which activation?",
        _through(lambda dA, linear, Z, gate: _back(dA, Z, "sigmoid")),
    ),
    Mistake(
        "relu_backward for both activations",
        "Which backward function belongs to which activation?",
        _through(lambda dA, linear, Z, gate: _back(dA, Z, "relu")),
    ),
    Mistake(
        "the two activations swapped",
        "Which branch of the `if` belongs to which activation?",
        _through(lambda dA, linear, Z, gate: _back(dA, Z, SWAPPED[gate])),
    ),
    Mistake(
        "A in place of Z in the backward function of the activation",
        "The activation cache is Z, and the backward function expects just that.",
        _through(lambda dA, linear, Z, gate: _back(dA, _forward(Z, gate), gate)),
    ),
    Mistake(
        "the activation in place of its backward function",
        "Going back, it is the slope that counts.",
        _through(lambda dA, linear, Z, gate: _forward(dA, gate)),
    ),
    Mistake(
        "the slope applied twice",
        "Equation (11) comes once.",
        _through(lambda dA, linear, Z, gate: _back(_back(dA, Z, gate), Z, gate)),
    ),
    Mistake(
        "the slope without dA",
        "The chain rule: equation (11) is a product of two things.",
        _through(lambda dA, linear, Z, gate: _back(np.ones_like(dA), Z, gate)),
    ),
    Mistake(
        "the results in the order dW, db, dA_prev",
        "In which order does linear_backward return them?",
        _layer_order(1, 2, 0),
    ),
    Mistake(
        "dA_prev and dW swapped",
        "In which order does linear_backward return them?",
        _layer_order(1, 0, 2),
    ),
)
