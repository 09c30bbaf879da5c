"""The update rules, one number at a time."""

import math
from collections.abc import Callable

from dnn_core.onestep.expansion import Stage
from dnn_core.onestep.steps import Step
from dnn_core.optimizers import BETA1, BETA2, EPSILON


def update_stages(step: Step, i: int, j: int) -> tuple[Stage, ...]:
    """What the rule of an update does to entry (i, j)."""
    numbers = {name: float(matrix[i, j]) for name, matrix in step.operands.items()}
    return _RULES[step.iteration.optimizer](step, numbers)


def _gradient_descent(step: Step, numbers: dict[str, float]) -> tuple[Stage, ...]:
    return (_descend(step, numbers[step.name], f"d{step.name}", numbers),)


def _momentum(step: Step, numbers: dict[str, float]) -> tuple[Stage, ...]:
    v = _blend(step, "v", BETA1, numbers)
    along = f"vd{step.name}"
    return v, _descend(step, numbers[step.name], along, {along: v.value})


def _adam(step: Step, numbers: dict[str, float]) -> tuple[Stage, ...]:
    t = float(step.iteration.memory.get("t", 0)) + 1
    v = _blend(step, "v", BETA1, numbers)
    s = _blend(step, "s", BETA2, numbers)
    v_c = Stage("correct v", {"v": v.value, "t": t}, v.value / (1 - BETA1**t))
    s_c = Stage("correct s", {"s": s.value, "t": t}, s.value / (1 - BETA2**t))
    w, alpha = numbers[step.name], step.iteration.learning_rate
    value = w - alpha * v_c.value / (math.sqrt(s_c.value) + EPSILON)
    last = {step.name: w, "alpha": alpha, "v": v_c.value, "s": s_c.value}
    return v, s, v_c, s_c, Stage("adam", last, value)


def _blend(step: Step, symbol: str, beta: float, numbers: dict[str, float]) -> Stage:
    """beta times the old and 1 - beta times the gradient, or for s its square."""
    before, gradient = numbers[f"{symbol}d{step.name}"], numbers[f"d{step.name}"]
    new = gradient if symbol == "v" else gradient * gradient  # inf, where ** raises
    value = beta * before + (1 - beta) * new
    return Stage(f"blend {symbol}", {symbol: before, f"d{step.name}": gradient}, value)


def _descend(step: Step, w: float, along: str, numbers: dict[str, float]) -> Stage:
    alpha = step.iteration.learning_rate
    used = {step.name: w, "alpha": alpha, along: numbers[along]}
    return Stage("descend", used, w - alpha * numbers[along])


_RULES: dict[str, Callable[[Step, dict[str, float]], tuple[Stage, ...]]] = {
    "gradient descent": _gradient_descent,
    "momentum": _momentum,
    "adam": _adam,
}
