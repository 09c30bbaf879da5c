"""Mistakes in the cost, equation (7)."""

from typing import Any

import numpy as np

from dnn_core.activations import Array
from dnn_core.check.mistakes.mistake import Mistake


def _m(Y: Array) -> int:
    return Y.shape[1]


def _losses(AL: Array, Y: Array) -> Array:
    return -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))


def _mean(wrong_losses: Any) -> Any:
    """The mean over the examples of some wrong loss."""
    return lambda AL, Y: float(np.sum(wrong_losses(AL, Y)) / _m(Y))


COMPUTE_COST = (
    Mistake(
        "the minus sign forgotten",
        "Logarithms of probabilities are negative; a cost is not.",
        _mean(lambda AL, Y: -_losses(AL, Y)),
    ),
    Mistake(
        "the 1/m forgotten, or with m from Y.shape[0]",
        "The cost is a mean over the examples; which axis of Y counts them?",
        lambda AL, Y: float(np.sum(_losses(AL, Y))),
    ),
    Mistake(
        "the 1/m twice",
        "A mean divides by m already.",
        lambda AL, Y: float(np.sum(_losses(AL, Y)) / _m(Y) ** 2),
    ),
    Mistake(
        "only the term of the ones, y log(a)",
        "What does an example with y = 0 add to the cost?",
        _mean(lambda AL, Y: -Y * np.log(AL)),
    ),
    Mistake(
        "only the term of the zeros, (1 - y) log(1 - a)",
        "What does an example with y = 1 add to the cost?",
        _mean(lambda AL, Y: -(1 - Y) * np.log(1 - AL)),
    ),
    Mistake(
        "the logarithms swapped: y log(1 - a) + (1 - y) log(a)",
        "An example with y = 1 should cost little where a is near 1.",
        _mean(lambda AL, Y: -(Y * np.log(1 - AL) + (1 - Y) * np.log(AL))),
    ),
    Mistake(
        "log(a) in both terms",
        "The second term is about the probability of class 0.",
        _mean(lambda AL, Y: -(Y * np.log(AL) + (1 - Y) * np.log(AL))),
    ),
    Mistake(
        "1 - log(a) in place of log(1 - a)",
        "Where do the brackets stand in equation (7)?",
        _mean(lambda AL, Y: -(Y * np.log(AL) + (1 - Y) * (1 - np.log(AL)))),
    ),
    Mistake(
        "a minus between the two terms, or before the first alone",
        "Equation (7) adds them; the minus stands before both.",
        _mean(lambda AL, Y: -(Y * np.log(AL) - (1 - Y) * np.log(1 - AL))),
    ),
    Mistake(
        "the squared error in place of the cross-entropy",
        "Equation (7) has logarithms.",
        _mean(lambda AL, Y: (AL - Y) ** 2),
    ),
    Mistake(
        "logarithms of base 10",
        "Which of numpy's logarithms is the natural one?",
        _mean(lambda AL, Y: _losses(AL, Y) / np.log(10)),
    ),
    Mistake(
        "logarithms of base 2",
        "Which of numpy's logarithms is the natural one?",
        _mean(lambda AL, Y: _losses(AL, Y) / np.log(2)),
    ),
    Mistake(
        "no sum over the examples",
        "The cost is one number, not one for each example.",
        lambda AL, Y: _losses(AL, Y) / _m(Y),
    ),
    Mistake(
        "no sum over the examples, and np.squeeze",
        "The cost is one number, not one for each example.",
        lambda AL, Y: np.squeeze(_losses(AL, Y) / _m(Y)),
    ),
    Mistake(
        "the cost as an array of shape (1, 1)",
        "The number is right, but it should not be in brackets; the course's text has "
        "a line after yours for that.",
        lambda AL, Y: np.sum(_losses(AL, Y), keepdims=True) / _m(Y),
    ),
    Mistake(
        "the cost as an array of shape (1,)",
        "The number is right, but it should not be in brackets.",
        lambda AL, Y: np.sum(_losses(AL, Y), axis=1) / _m(Y),
    ),
)
