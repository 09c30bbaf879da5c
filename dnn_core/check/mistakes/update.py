"""Mistakes in the update, equation (16)."""

from collections.abc import Callable
from typing import Any

from dnn_core.activations import Array
from dnn_core.check.mistakes.mistake import Mistake

Parameters = dict[str, Array]


def _step(rule: Callable[[Array, Array, float], Array]) -> Any:
    """Every parameter by a wrong rule of (value, gradient, learning rate)."""
    return lambda parameters, grads, rate: {
        name: rule(value, grads[f"d{name}"], rate) for name, value in parameters.items()
    }


def _only(chosen: Callable[[str, int], bool]) -> Any:
    """The right rule, for the parameters that are chosen by name and L."""

    def wrong(parameters: Parameters, grads: Parameters, rate: float) -> Parameters:
        L = len(parameters) // 2
        return {
            name: value - rate * grads[f"d{name}"] if chosen(name, L) else value
            for name, value in parameters.items()
        }

    return wrong


UPDATE = (
    Mistake(
        "the parameters unchanged: the update goes into a copy",
        "What you compute must end up in the dictionary that you return.",
        _step(lambda w, dw, rate: w),
    ),
    Mistake(
        "a plus in place of the minus",
        "The gradient points uphill.",
        _step(lambda w, dw, rate: w + rate * dw),
    ),
    Mistake(
        "the learning rate forgotten",
        "Equation (16) has an α.",
        _step(lambda w, dw, rate: w - dw),
    ),
    Mistake(
        "the learning rate subtracted, or added to the gradient",
        "α dW is a product.",
        _step(lambda w, dw, rate: w - rate - dw),
    ),
    Mistake(
        "the learning rate as a divisor",
        "α dW is a product.",
        _step(lambda w, dw, rate: w - dw / rate),
    ),
    Mistake(
        "(W - dW) times the learning rate",
        "Mind the brackets: what is multiplied by α?",
        _step(lambda w, dw, rate: rate * (w - dw)),
    ),
    Mistake(
        "α W - dW",
        "Which of the two is multiplied by α?",
        _step(lambda w, dw, rate: rate * w - dw),
    ),
    Mistake(
        "the step alone, without the parameter",
        "The step is subtracted from what was there.",
        _step(lambda w, dw, rate: -rate * dw),
    ),
    Mistake(
        "the gradient in place of the parameter",
        "The step is subtracted from what was there.",
        _step(lambda w, dw, rate: dw - rate * dw),
    ),
    Mistake(
        "dW - α W, the two swapped",
        "Which of the two stays, and which of them shrinks?",
        _step(lambda w, dw, rate: dw - rate * w),
    ),
    Mistake(
        "the update done twice",
        "In one call every parameter moves once.",
        _step(lambda w, dw, rate: w - 2 * rate * dw),
    ),
    Mistake(
        "the weights updated, the biases not",
        "Equation (16) is two equations.",
        _only(lambda name, L: name.startswith("W")),
    ),
    Mistake(
        "the biases updated, the weights not",
        "Equation (16) is two equations.",
        _only(lambda name, L: name.startswith("b")),
    ),
    Mistake(
        "only the last layer updated",
        "Is every layer's result kept in the loop?",
        _only(lambda name, L: name[1:] == f"{L}"),
    ),
    Mistake(
        "only the first layer updated",
        "Does the `return` stand inside the loop?",
        _only(lambda name, L: name[1:] == "1"),
    ),
    Mistake(
        "the last layer left as it was",
        "range does not include its end; layers count from 1.",
        _only(lambda name, L: name[1:] != f"{L}"),
    ),
    Mistake(
        "the first layer left as it was",
        "Layers count from 1, range from 0.",
        _only(lambda name, L: name[1:] != "1"),
    ),
)
