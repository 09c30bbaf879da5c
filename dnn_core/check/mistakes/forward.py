"""Mistakes in forward propagation."""

from typing import Any

import numpy as np

from dnn_core.activations import Array, activation_named
from dnn_core.check.mistakes.mistake import Mistake
from dnn_core.functions import linear_activation_forward, linear_forward

LINEAR_FORWARD = (
    Mistake(
        "an elementwise `*` in place of a matrix product",
        "`*` multiplies entry by entry; in equation (4) every unit adds up over all of "
        "its inputs.",
        lambda A, W, b: (W * A + b, (A, W, b)),
    ),
    Mistake(
        "the bias b forgotten",
        "Equation (4) has two terms.",
        lambda A, W, b: (W @ A, (A, W, b)),
    ),
    Mistake(
        "the bias subtracted",
        "Look at the sign in equation (4).",
        lambda A, W, b: (W @ A - b, (A, W, b)),
    ),
    Mistake(
        "the factors swapped: A before W",
        "A matrix product depends on the order; write the shapes under equation (4).",
        lambda A, W, b: (A @ W + b, (A, W, b)),
    ),
    Mistake(
        "W transposed",
        "W is (n, n_prev) already: does it need turning?",
        lambda A, W, b: (W.T @ A + b, (A, W, b)),
    ),
    Mistake(
        "A transposed",
        "The examples are the columns of A already.",
        lambda A, W, b: (W @ A.T + b, (A, W, b)),
    ),
    Mistake(
        "b transposed",
        "b is a column: one number for each unit, the same for all examples.",
        lambda A, W, b: (W @ A + b.T, (A, W, b)),
    ),
    Mistake(
        "b inside the product: W (A + b)",
        "b belongs to this layer's units, not to its inputs.",
        lambda A, W, b: (W @ (A + b), (A, W, b)),
    ),
    Mistake(
        "all biases added up to one number",
        "Every unit has its own bias.",
        lambda A, W, b: (W @ A + np.sum(b), (A, W, b)),
    ),
    Mistake(
        "the cache in the order (W, A, b)",
        "linear_backward takes the cache apart as A_prev, W, b.",
        lambda A, W, b: (W @ A + b, (W, A, b)),
    ),
    Mistake(
        "the cache in the order (A, b, W)",
        "linear_backward takes the cache apart as A_prev, W, b.",
        lambda A, W, b: (W @ A + b, (A, b, W)),
    ),
    Mistake(
        "Z in the cache in place of A",
        "For dW the layer's input is needed, not its output.",
        lambda A, W, b: (W @ A + b, (W @ A + b, W, b)),
    ),
)


def _layer(gates: dict[str, str]) -> Any:
    """A layer that takes another activation than it was asked for."""

    def wrong(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
        return linear_activation_forward(A_prev, W, b, gates[activation])

    return wrong


def _no_activation(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    Z, linear_cache = linear_forward(A_prev, W, b)
    return Z, (linear_cache, Z)


def _twice(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    A, cache = linear_activation_forward(A_prev, W, b, activation)
    return activation_named(activation).forward(A)[0], cache


def _on_the_input(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
    Z, linear_cache = linear_forward(A_prev, W, b)
    return activation_named(activation).forward(A_prev)[0], (linear_cache, Z)


def _cached(order: Any) -> Any:
    """The right A with a cache that `order` makes of (linear cache, Z, A)."""

    def wrong(A_prev: Array, W: Array, b: Array, activation: str) -> Any:
        A, (linear_cache, Z) = linear_activation_forward(A_prev, W, b, activation)
        return A, order(linear_cache, Z, A)

    return wrong


LINEAR_ACTIVATION_FORWARD = (
    Mistake(
        "sigmoid where relu belongs",
        "Is the activation that was asked for the one that is called?",
        _layer({"relu": "sigmoid", "sigmoid": "sigmoid"}),
    ),
    Mistake(
        "relu where sigmoid belongs",
        "Is the activation that was asked for the one that is called?",
        _layer({"relu": "relu", "sigmoid": "relu"}),
    ),
    Mistake(
        "the two activations swapped",
        "Which branch of the `if` belongs to which activation?",
        _layer({"relu": "sigmoid", "sigmoid": "relu"}),
    ),
    Mistake(
        "no activation: A = Z",
        "After the linear part something is still to be done.",
        _no_activation,
    ),
    Mistake(
        "the activation applied twice",
        "Follow Z through your code.",
        _twice,
    ),
    Mistake(
        "the activation of A_prev in place of that of Z",
        "What goes into the activation?",
        _on_the_input,
    ),
    Mistake(
        "the cache in the order (activation cache, linear cache)",
        "linear_activation_backward takes it apart as linear_cache, activation_cache.",
        _cached(lambda linear, Z, A: (Z, linear)),
    ),
    Mistake(
        "A in the cache in place of Z",
        "The activation cache is what the activation function returns as its second "
        "value.",
        _cached(lambda linear, Z, A: (linear, A)),
    ),
    Mistake(
        "A in the linear cache in place of A_prev",
        "For dW the layer's input is needed.",
        _cached(lambda linear, Z, A: ((A, *linear[1:]), Z)),
    ),
    Mistake(
        "the linear cache alone as the cache",
        "The backward pass needs two things: for the linear part, and for the "
        "activation.",
        _cached(lambda linear, Z, A: linear),
    ),
    Mistake(
        "the activation cache alone as the cache",
        "The backward pass needs two things: for the linear part, and for the "
        "activation.",
        _cached(lambda linear, Z, A: Z),
    ),
)


def _forward(
    layers: Any = lambda L: range(1, L + 1),
    gate: Any = lambda l, L: "sigmoid" if l == L else "relu",
    kept: Any = lambda caches: caches,
) -> Any:
    """A forward pass through other layers, other activations, or other caches."""

    def wrong(X: Array, parameters: dict[str, Array]) -> Any:
        L = len(parameters) // 2
        A, caches = X, []
        for l in layers(L):
            W, b = parameters[f"W{l}"], parameters[f"b{l}"]
            A, cache = linear_activation_forward(A, W, b, gate(l, L))
            caches.append(cache)
        return A, kept(caches)

    return wrong


def _from_X(last_too: bool) -> Any:
    """Every hidden layer is given X, or every layer."""

    def wrong(X: Array, parameters: dict[str, Array]) -> Any:
        L = len(parameters) // 2
        A, caches = X, []
        for l in range(1, L + 1):
            W, b = parameters[f"W{l}"], parameters[f"b{l}"]
            A_prev, gate = (X, "relu") if l < L else (X if last_too else A, "sigmoid")
            A, cache = linear_activation_forward(A_prev, W, b, gate)
            caches.append(cache)
        return A, caches

    return wrong


L_MODEL_FORWARD = (
    Mistake(
        "relu in the last layer",
        "The last layer should answer with a probability.",
        _forward(gate=lambda l, L: "relu"),
    ),
    Mistake(
        "sigmoid in the hidden layers",
        "The network is [LINEAR -> RELU] x (L-1), and then?",
        _forward(gate=lambda l, L: "sigmoid"),
    ),
    Mistake(
        "the last layer left out: a loop that ends one early",
        "range(1, L) stops at L-1. What is still to come after the loop?",
        _forward(layers=lambda L: range(1, L)),
    ),
    Mistake(
        "the last layer applied twice: a loop that ends one late",
        "How many layers does the loop do, and how many come after it?",
        _forward(
            layers=lambda L: [*range(1, L + 1), L],
            gate=lambda l, L: "relu",
        ),
    ),
    Mistake(
        "the first layer left out",
        "Parameters are counted from W1; where does your loop begin?",
        _forward(layers=lambda L: range(2, L + 1)),
    ),
    Mistake(
        "one hidden layer too few: the loop ends at L-2",
        "range does not include its end.",
        _forward(layers=lambda L: [*range(1, L - 1), L]),
    ),
    Mistake(
        "the parameters of the first layer in every hidden layer",
        "What in the loop depends on l?",
        _forward(
            layers=lambda L: [*([1] * (L - 1)), L],
        ),
    ),
    Mistake(
        "X as the input of every layer",
        "What a layer returns is what the next one takes.",
        _from_X(last_too=True),
    ),
    Mistake(
        "X as the input of every hidden layer",
        "What a layer returns is what the next one takes.",
        _from_X(last_too=False),
    ),
    Mistake(
        "the last cache not appended",
        "The caches of all L layers are needed; look after the loop.",
        _forward(kept=lambda caches: caches[:-1]),
    ),
    Mistake(
        "only the last layer's cache kept",
        "The caches of all L layers are needed, also those from within the loop.",
        _forward(kept=lambda caches: caches[-1:]),
    ),
    Mistake(
        "the caches in reverse order",
        "caches[0] belongs to layer 1.",
        _forward(kept=lambda caches: caches[::-1]),
    ),
    Mistake(
        "the last cache appended twice",
        "There should be L caches.",
        _forward(kept=lambda caches: [*caches, caches[-1]]),
    ),
)
