"""Take what a function returned apart into the parts that are judged one by one."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Parts = dict[str, Any]
Arguments = tuple[Any, ...]

DRAWN = "small random numbers"
ENOUGH = 2000  # numbers, to tell how widely they are drawn to some 3 %


class Misshapen(ValueError):
    """The value cannot be taken apart; the text says why, for the student."""


def named(*names: str) -> Callable[[Any, Arguments], Parts]:
    """Parts of a function that returns one value, or a tuple of so many."""

    def parts(value: Any, arguments: Arguments) -> Parts:
        if len(names) == 1 or value is None:
            return dict.fromkeys(names, value)
        if not isinstance(value, (tuple, list)) or len(value) != len(names):
            n = len(value) if isinstance(value, (tuple, list)) else 1
            raise Misshapen(
                f"It returns {n} value{'s' * (n != 1)}; there should be {len(names)}, "
                f"in this order: {', '.join(names)}."
            )
        return dict(zip(names, value, strict=True))

    return parts


def _dictionary(value: Any, what: str) -> dict[str, Any]:
    if value is None:
        raise Misshapen("It returns nothing (None). Is there a `return`?")
    if not isinstance(value, dict):
        raise Misshapen(f"It should return a dictionary, {what}.")
    return value


def _grouped(values: Mapping[str, Any], *groups: str) -> Parts:
    """W: all of W1, W2, ..., and so on."""
    return {
        group: {k: v for k, v in values.items() if re.fullmatch(group + r"\d+", k)}
        for group in groups
    }


def parameter_parts(value: Any, arguments: Arguments) -> Parts:
    """All W, all b."""
    return _grouped(_dictionary(value, "parameters"), "W", "b")


def model_parts(value: Any, arguments: Arguments) -> Parts:
    """The same; newer versions of the course return (parameters, costs)."""
    if isinstance(value, (tuple, list)) and len(value) == 2:
        value = value[0]
    return parameter_parts(value, arguments)


def grads_parts(value: Any, arguments: Arguments) -> Parts:
    """All dA, all dW, all db.

    Older course material keeps the gradient with respect to A of layer l-1 under
    dA{l}; it is moved to dA{l-1}. A stored dAL is nobody's mistake.
    """
    grads, L = _dictionary(value, "grads"), len(arguments[2])
    parts = _grouped(grads, "dA", "dW", "db")
    dA = parts["dA"]
    if "dA0" in dA:
        dA.pop(f"dA{L}", None)
    elif f"dA{L}" in dA and len(dA) == L:
        parts["dA"] = {f"dA{int(k[2:]) - 1}": v for k, v in dA.items()}
    return parts


def gradient_parts(value: Any, arguments: Arguments) -> Parts:
    """What the student's backward pass says, as far as their own cost denies it."""
    both = _dictionary(value, "grads")
    backward, numeric = both.get("backward"), both.get("numeric")
    if not isinstance(backward, dict) or not isinstance(numeric, dict):
        raise Misshapen("The gradients cannot be compared.")
    return {"gradients": _differ_by(backward, numeric)}


def _differ_by(backward: dict[str, Any], numeric: dict[str, Any]) -> dict[str, Any]:
    """Name -> "agrees" or what differs."""
    found: dict[str, Any] = {}
    for name, slope in numeric.items():
        mine = backward.get(name)
        if not isinstance(mine, np.ndarray) or mine.shape != np.shape(slope):
            found[name] = "of another shape"
        else:
            close = np.allclose(mine, slope, rtol=1e-4, atol=1e-7)
            found[name] = "agrees" if close else "differs from the slope of your cost"
    return found


def initial_parts(value: Any, arguments: Arguments) -> Parts:
    """Shapes, and in words how the numbers were drawn: they differ from seed to seed.

    All variants of the course are the same here: 0.01, 1/sqrt(n[l-1]), He's.
    """
    parameters = _dictionary(value, "parameters")
    dims = arguments[0] if len(arguments) == 1 else arguments
    parts = _grouped(parameters, "W", "b")
    for name, array in parts["W"].items():
        l = int(name[1:])
        if isinstance(array, np.ndarray) and 1 <= l < len(dims):
            parts["W"][name] = f"{_shape(array)}, {_drawn(array, dims[l - 1])}"
    for name, array in parts["b"].items():
        if isinstance(array, np.ndarray):
            parts["b"][name] = f"{_shape(array)}, {_bias(array)}"
    parts["first draws"] = _first_draws(parameters)
    return parts


def _shape(array: Any) -> str:
    return f"shape {tuple(map(int, array.shape))}"


def _bias(array: Any) -> str:
    if not array.any():
        return "zeros"
    return "different numbers" if np.ptp(array) else "all the same number"


def _drawn(array: Any, n_prev: int) -> str:
    """How the weights of a layer look to have been drawn."""
    if not array.any():
        return "all zeros"
    if array.size > 1 and np.ptp(array) == 0:
        return "all the same number"
    if array.size >= 20 and array.min() >= 0:
        return "no negative numbers"
    if array.size < ENOUGH:
        return DRAWN
    spread = float(array.std())
    usual = (0.01, (1 / n_prev) ** 0.5, (2 / n_prev) ** 0.5)
    n = array.shape[0]
    xavier = (2 / (n + n_prev)) ** 0.5
    if any(abs(spread / one - 1) < 0.06 for one in (*usual, xavier)):
        return DRAWN
    if abs(spread - 1) < 0.06:
        return "numbers of the size of 1"
    return f"numbers of the size of {spread:.1g}"


def _first_draws(parameters: Mapping[str, Any]) -> str:
    """Whether two layers begin with the same draws: the seed is set in the loop."""
    arrays = [v for k, v in parameters.items() if k.startswith("W")]
    starts = [a.ravel()[:4] for a in arrays if isinstance(a, np.ndarray) and a.any()]
    for k, one in enumerate(starts):
        for other in starts[:k]:
            if len(one) == len(other) == 4 and np.ptp(one) > 0 and other.all():
                ratio = one / other
                if np.allclose(ratio, ratio[0], rtol=1e-6):
                    return "the same in two layers"
    return "different in each layer"
