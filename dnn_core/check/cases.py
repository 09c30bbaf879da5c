"""What each function is called with, and what should come out.

Some cases are the course's own shapes, some have square matrices: there a product
with the wrong operator or order returns numbers, by which it can be recognised.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn_core.activations import (
    Array,
    relu,
    relu_backward,
    sigmoid,
    sigmoid_backward,
)
from dnn_core.check.calling import NETWORK, gradients
from dnn_core.check.parts import (
    Parts,
    gradient_parts,
    grads_parts,
    initial_parts,
    model_parts,
    named,
    parameter_parts,
)
from dnn_core.functions import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    linear_forward,
    update_parameters,
)
from dnn_core.initialization import initialize_parameters, initialize_parameters_deep

Arguments = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Checked:
    """One function to check.

    Attributes
    ----------
    right : the reference.
    cases : the arguments of each call.
    parts : takes a returned value apart into what is judged one by one, given the
        arguments; raises Misshapen with a sentence.
    modes : "own", among the student's functions; "alone", among the course's.
    """

    right: Callable[..., Any]
    cases: tuple[Arguments, ...]
    parts: Callable[[Any, Arguments], Parts]
    modes: tuple[str, ...] = ("own", "alone")


def _draw(seed: int) -> Callable[..., Array]:
    return np.random.RandomState(seed).randn


def _activation_cases() -> tuple[Arguments, ...]:
    draw = _draw(1)
    extreme = np.array([[-800.0, -1.0, 0.0, 800.0]])
    return tuple((Z,) for Z in (draw(3, 4), 5 * draw(1, 6), draw(2, 2), extreme))


def _activation_backward_cases() -> tuple[Arguments, ...]:
    draw = _draw(2)
    shapes = ((3, 4), (1, 2), (2, 5))
    pairs = [(draw(*shape), draw(*shape)) for shape in shapes]
    for dA, Z in pairs:  # where ReLU's two sides meet
        Z[0, 0], dA[0, 0] = 0.0, 2.0
    return tuple(pairs)


def _layer(n: int, n_prev: int, m: int, seed: int) -> tuple[Array, Array, Array]:
    draw = _draw(seed)
    return draw(n_prev, m), draw(n, n_prev), draw(n, 1)


LAYERS = ((1, 3, 2), (4, 3, 5), (3, 3, 3), (4, 4, 4))  # n, n_prev, m
GATES = ("sigmoid", "relu")


def _layers() -> list[tuple[Array, Array, Array]]:
    return [_layer(*sizes, seed) for seed, sizes in enumerate(LAYERS, start=1)]


def _linear_backward_cases() -> tuple[Arguments, ...]:
    return tuple((_draw(9)(c[1].shape[0], c[0].shape[1]), c) for c in _layers())


def _layer_backward_cases() -> tuple[Arguments, ...]:
    """The Z in the cache is drawn, not W A + b, as in the course's own test."""
    cases: list[Arguments] = []
    for seed, layer in enumerate(_layers(), start=20):
        shape = (layer[1].shape[0], layer[0].shape[1])
        draw = _draw(seed)
        dA, Z = draw(*shape), draw(*shape)
        cases += [(dA, (layer, Z), gate) for gate in GATES]
    return tuple(cases)


# with one unit a layer every mix-up of layers fits, and so can be recognised
NETWORKS = (
    (5, 4, 3, 1),
    (3, 3, 1),
    (3, 3, 3, 3, 1),
    (4, 1),
    (1, 1, 1, 1),
    (1, 1, 1, 1, 1),
)


def _parameters(dims: tuple[int, ...], seed: int) -> dict[str, Array]:
    draw = _draw(seed)
    parameters: dict[str, Array] = {}
    for l in range(1, len(dims)):
        parameters[f"W{l}"] = 0.7 * draw(dims[l], dims[l - 1])
        parameters[f"b{l}"] = 0.3 * draw(dims[l], 1)
    return parameters


def _networks() -> list[tuple[Array, Array, dict[str, Array]]]:
    """X, Y and parameters of each of NETWORKS."""
    found: list[tuple[Array, Array, dict[str, Array]]] = []
    for seed, dims in enumerate(NETWORKS, start=30):
        m = 4 if seed % 2 == 0 else 3
        X, Y = _draw(seed)(dims[0], m), (np.arange(m) % 2).astype(float)[None]
        parameters = _parameters(dims, seed)
        if max(dims) == 1:  # a single unit must not be dead
            X, parameters = abs(X), {k: abs(v) for k, v in parameters.items()}
        found.append((X, Y, parameters))
    return found


def _backward_cases() -> tuple[Arguments, ...]:
    cases: list[Arguments] = []
    for X, Y, parameters in _networks():
        AL, caches = L_model_forward(X, parameters)
        cases.append((AL, Y, caches))
    return tuple(cases)


def _cost_cases() -> tuple[Arguments, ...]:
    course = (np.array([[0.8, 0.9, 0.4]]), np.array([[1.0, 1.0, 1.0]]))
    drawn = [1 / (1 + np.exp(-_draw(k)(1, m))) for k, m in ((4, 5), (5, 8), (6, 2))]
    labels = [(np.arange(AL.shape[1]) % 2).astype(float)[None] for AL in drawn]
    return (course, *zip(drawn, labels, strict=True))


def _update_cases() -> tuple[Arguments, ...]:
    cases: list[Arguments] = []
    for seed, dims in enumerate(NETWORKS[:3], start=40):
        drawn = _parameters(dims, seed + 10)
        grads = {f"d{name}": value for name, value in drawn.items()}
        cases.append((_parameters(dims, seed), grads, (0.1, 0.0075, 0.5)[seed - 40]))
    return tuple(cases)


def _model_cases(*networks: tuple[int, ...]) -> tuple[Arguments, ...]:
    cases: list[Arguments] = []
    for seed, dims in enumerate(networks, start=60):
        X = _draw(seed)(dims[0], 6)
        Y = (X[:1] + X[1:2] > 0).astype(float)
        cases.append((X, Y, list(dims), 3.0, 5))
    return tuple(cases)


def train(
    X: Array, Y: Array, parameters: dict[str, Array], rate: float, iterations: int
) -> dict[str, Array]:
    """The loop of the course's second part."""
    for _ in range(iterations):
        AL, caches = L_model_forward(X, parameters)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, rate)
    return parameters


def _two_layer_model(X: Array, Y: Array, dims: Any, rate: float, n: int) -> Any:
    return train(X, Y, initialize_parameters(*dims), rate, n)


def _L_layer_model(X: Array, Y: Array, dims: Any, rate: float, n: int) -> Any:
    return train(X, Y, initialize_parameters_deep(dims), rate, n)


def _the_network(X: Array, Y: Array, parameters: dict[str, Array]) -> Any:
    names = {f.__name__: f for f in (L_model_forward, compute_cost, L_model_backward)}
    found = gradients(names, X, Y, parameters)
    return {"backward": found["numeric"], "numeric": found["numeric"]}


CHECKED: Mapping[str, Checked] = {
    "sigmoid": Checked(sigmoid, _activation_cases(), named("A", "cache")),
    "relu": Checked(relu, _activation_cases(), named("A", "cache")),
    "sigmoid_backward": Checked(
        sigmoid_backward, _activation_backward_cases(), named("dZ")
    ),
    "relu_backward": Checked(relu_backward, _activation_backward_cases(), named("dZ")),
    "initialize_parameters": Checked(
        initialize_parameters, ((3, 2, 1), (400, 90, 60), (90, 90, 90)), initial_parts
    ),
    "initialize_parameters_deep": Checked(
        initialize_parameters_deep,
        (([5, 4, 3],), ([400, 90, 60, 50],), ([90, 90, 90],)),
        initial_parts,
    ),
    "linear_forward": Checked(linear_forward, tuple(_layers()), named("Z", "cache")),
    "linear_activation_forward": Checked(
        linear_activation_forward,
        tuple((*layer, gate) for layer in _layers() for gate in GATES),
        named("A", "cache"),
    ),
    "L_model_forward": Checked(
        L_model_forward,
        tuple((X, parameters) for X, _, parameters in _networks()),
        named("AL", "caches"),
    ),
    "compute_cost": Checked(compute_cost, _cost_cases(), named("cost")),
    "linear_backward": Checked(
        linear_backward, _linear_backward_cases(), named("dA_prev", "dW", "db")
    ),
    "linear_activation_backward": Checked(
        linear_activation_backward,
        _layer_backward_cases(),
        named("dA_prev", "dW", "db"),
    ),
    "L_model_backward": Checked(L_model_backward, _backward_cases(), grads_parts),
    "update_parameters": Checked(update_parameters, _update_cases(), parameter_parts),
    "two_layer_model": Checked(
        _two_layer_model, _model_cases((4, 3, 1), (3, 3, 1)), model_parts, ("alone",)
    ),
    "L_layer_model": Checked(
        _L_layer_model,
        _model_cases((4, 3, 2, 1), (3, 3, 3, 1)),
        model_parts,
        ("alone",),
    ),
    NETWORK: Checked(_the_network, tuple(_networks()[:2]), gradient_parts, ("own",)),
}
