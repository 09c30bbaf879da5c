"""Mistakes in the initial parameters, section 3.

Numbers at random are recognised by their shape, sign and size, not one by one.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dnn_core.activations import Array
from dnn_core.check.mistakes.mistake import Mistake

Rule = Callable[[np.random.RandomState, int, int], Array]


def _weights(random: np.random.RandomState, n: int, n_prev: int) -> Array:
    return 0.01 * random.randn(n, n_prev)


def _zeros(random: np.random.RandomState, n: int, n_prev: int) -> Array:
    return np.zeros((n, 1))


def _drawn(W: Rule = _weights, b: Rule = _zeros, again: bool = False) -> Any:
    """Parameters by a wrong rule; again: the seed is set anew for each layer."""

    def wrong(dims: Sequence[int]) -> dict[str, Array]:
        random = np.random.RandomState(3)
        parameters: dict[str, Array] = {}
        for l in range(1, len(dims)):
            random = np.random.RandomState(3) if again else random
            parameters[f"W{l}"] = W(random, dims[l], dims[l - 1])
            parameters[f"b{l}"] = b(random, dims[l], dims[l - 1])
        return parameters

    return wrong


def _layers(number: Callable[[int], int], first: int, last: int) -> Any:
    """Layers `first` to L + `last` only, under other numbers."""

    def wrong(dims: Sequence[int]) -> dict[str, Array]:
        random, parameters = np.random.RandomState(3), {}
        for l in range(first, len(dims) + last):
            parameters[f"W{number(l)}"] = _weights(random, dims[l], dims[l - 1])
            parameters[f"b{number(l)}"] = np.zeros((dims[l], 1))
        return parameters

    return wrong


INITIALIZE_DEEP = (
    Mistake(
        "the factor 0.01 forgotten",
        "Weights should start small.",
        _drawn(W=lambda random, n, n_prev: random.randn(n, n_prev)),
    ),
    Mistake(
        "np.random.rand in place of np.random.randn",
        "rand draws between 0 and 1, never below; one letter makes the difference.",
        _drawn(W=lambda random, n, n_prev: 0.01 * random.rand(n, n_prev)),
    ),
    Mistake(
        "weights that are all zero",
        "Units that start the same stay the same: the weights must be drawn at random.",
        _drawn(W=lambda random, n, n_prev: np.zeros((n, n_prev))),
    ),
    Mistake(
        "weights that are all the same number",
        "Units that start the same stay the same: the weights must be drawn at random.",
        _drawn(W=lambda random, n, n_prev: np.ones((n, n_prev))),
    ),
    Mistake(
        "the shape of W turned: (n[l-1], n[l])",
        "W has a row for each unit of its own layer.",
        _drawn(W=lambda random, n, n_prev: _weights(random, n_prev, n)),
    ),
    Mistake(
        "biases drawn at random",
        "Biases start at zero.",
        _drawn(b=lambda random, n, n_prev: 0.01 * random.randn(n, 1)),
    ),
    Mistake(
        "biases of one",
        "Biases start at zero.",
        _drawn(b=lambda random, n, n_prev: np.ones((n, 1))),
    ),
    Mistake(
        "biases of shape (n,)",
        "np.zeros takes a shape: two numbers in brackets.",
        _drawn(b=lambda random, n, n_prev: np.zeros(n)),
    ),
    Mistake(
        "biases as rows, (1, n)",
        "b is a column: one number for each unit.",
        _drawn(b=lambda random, n, n_prev: np.zeros((1, n))),
    ),
    Mistake(
        "a bias for each unit of the layer before",
        "b belongs to the same units as the rows of W.",
        _drawn(b=lambda random, n, n_prev: np.zeros((n_prev, 1))),
    ),
    Mistake(
        "biases in the shape of W",
        "b is a column: one number for each unit.",
        _drawn(b=lambda random, n, n_prev: np.zeros((n, n_prev))),
    ),
    Mistake(
        "the same seed set again for each layer",
        "A seed belongs before the loop: inside, every layer gets the same draws.",
        _drawn(again=True),
    ),
    Mistake(
        "the last layer forgotten",
        "range does not include its end; how many numbers are in layer_dims?",
        _layers(lambda l: l, 1, -1),
    ),
    Mistake(
        "layers counted from 0 (W0, b0)",
        "The first layer's parameters are W1 and b1.",
        _layers(lambda l: l - 1, 1, 0),
    ),
)


def _two_layers(wrong: Any) -> Any:
    return lambda n_x, n_h, n_y: wrong((n_x, n_h, n_y))


INITIALIZE = tuple(
    Mistake(mistake.name, mistake.hint, _two_layers(mistake.wrong))
    for mistake in INITIALIZE_DEEP
)
