"""Update rules: how gradients become new parameters.

Each rule is pure, (parameters, grads, memory, ...) -> (parameters, memory), in the
notation of the course's later part on optimization. `memory` starts as an empty
dictionary. They are the oracle of the engine's in-place rules.
"""

from collections.abc import Callable, Mapping

import numpy as np

from dnn_core.activations import Array
from dnn_core.functions import update_parameters
from dnn_core.initialization import Parameters

Memory = dict[str, Array]
Rule = Callable[
    [Mapping[str, Array], Mapping[str, Array], Memory, float],
    tuple[Parameters, Memory],
]

BETA1 = 0.9
BETA2 = 0.999
EPSILON = 1e-8


def gradient_descent(
    parameters: Mapping[str, Array],
    grads: Mapping[str, Array],
    memory: Memory,
    learning_rate: float,
) -> tuple[Parameters, Memory]:
    """W - alpha dW, equation (16)."""
    return update_parameters(parameters, grads, learning_rate), memory


def momentum(
    parameters: Mapping[str, Array],
    grads: Mapping[str, Array],
    memory: Memory,
    learning_rate: float,
) -> tuple[Parameters, Memory]:
    """v = beta v + (1 - beta) dW, then W - alpha v, with beta = 0.9."""
    velocity: Memory = {
        name: BETA1 * memory.get(name, np.zeros_like(value))
        + (1 - BETA1) * grads[f"d{name}"]
        for name, value in parameters.items()
    }
    updated: Parameters = {
        name: value - learning_rate * velocity[name]
        for name, value in parameters.items()
    }
    return updated, velocity


def adam(
    parameters: Mapping[str, Array],
    grads: Mapping[str, Array],
    memory: Memory,
    learning_rate: float,
) -> tuple[Parameters, Memory]:
    """Adam (Kingma & Ba 2015, algorithm 1), beta1 = 0.9, beta2 = 0.999, eps = 1e-8."""
    t = memory.get("t", np.zeros(())) + 1
    after: Memory = {"t": t}
    updated: Parameters = {}
    for name, value in parameters.items():
        gradient = grads[f"d{name}"]
        zero = np.zeros_like(value)
        v = BETA1 * memory.get(f"v{name}", zero) + (1 - BETA1) * gradient
        s = BETA2 * memory.get(f"s{name}", zero) + (1 - BETA2) * gradient**2
        after[f"v{name}"], after[f"s{name}"] = v, s
        v_corrected = v / (1 - BETA1**t)
        s_corrected = s / (1 - BETA2**t)
        updated[name] = value - learning_rate * v_corrected / (
            np.sqrt(s_corrected) + EPSILON
        )
    return updated, after


OPTIMIZERS: dict[str, Rule] = {
    "gradient descent": gradient_descent,
    "momentum": momentum,
    "adam": adam,
}
