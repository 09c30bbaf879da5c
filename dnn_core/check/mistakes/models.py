"""Mistakes in the training loop of the course's second part."""

from collections.abc import Callable
from typing import Any

from dnn_core.activations import Array
from dnn_core.check.mistakes.mistake import Mistake
from dnn_core.functions import L_model_backward, L_model_forward, update_parameters
from dnn_core.initialization import initialize_parameters, initialize_parameters_deep

Parameters = dict[str, Array]


def _initial(dims: list[int]) -> Parameters:
    if len(dims) == 3:
        return initialize_parameters(*dims)
    return initialize_parameters_deep(dims)


def _trained(
    iterations: Callable[[int], int] = lambda n: n,
    rate: Callable[[float], float] = lambda alpha: alpha,
    kept: bool = True,
    stale: bool = False,
) -> Any:
    """A loop that is wrong in one respect; stale: the gradients of the beginning."""

    def wrong(X: Array, Y: Array, dims: list[int], alpha: float, n: int) -> Parameters:
        parameters = first = _initial(dims)
        for _ in range(iterations(n)):
            AL, caches = L_model_forward(X, first if stale else parameters)
            grads = L_model_backward(AL, Y, caches)
            updated = update_parameters(parameters, grads, rate(alpha))
            parameters = updated if kept else parameters
        return parameters

    return wrong


MODEL = (
    Mistake(
        "the parameters of the beginning, untrained",
        "update_parameters returns the new parameters: are they kept?",
        _trained(kept=False),
    ),
    Mistake(
        "a single iteration",
        "Does something end the loop in its first turn?",
        _trained(iterations=lambda n: 1),
    ),
    Mistake(
        "one iteration too few",
        "With which number does your loop begin?",
        _trained(iterations=lambda n: n - 1),
    ),
    Mistake(
        "one iteration too many",
        "With which number does your loop end?",
        _trained(iterations=lambda n: n + 1),
    ),
    Mistake(
        "the learning rate 0.0075 whatever was asked for",
        "Is the argument learning_rate passed on?",
        _trained(rate=lambda alpha: 0.0075),
    ),
    Mistake(
        "the same gradient in every iteration",
        "Forward and backward propagation belong inside the loop, with the parameters "
        "as they are now.",
        _trained(stale=True),
    ),
    Mistake(
        "training uphill",
        "A sign is turned somewhere between the cost and the update.",
        _trained(rate=lambda alpha: -alpha),
    ),
)
