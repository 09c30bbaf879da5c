"""Small sweeps that several test files run."""

from typing import Any

from dnn_core import Inputs, TrainConfig
from dnn_core.data import make_planar
from dnn_core.sweep import Choices, Range, Result, Sweep

BASE = TrainConfig(layer_dims=(2, 8, 4, 1), learning_rate=0.3, num_iterations=150)
RATES = Range("learning_rate", 0.01, 1.0, 3)
NETWORKS = Choices("layer_dims", ((2, 4, 1), (2, 8, 4, 1)))


def moons(m: int = 60) -> Inputs:
    return Inputs.of(make_planar("moons", m=m))


def plan(*, iterations: int = 150, **changes) -> Sweep:
    """12 runs in groups of one, unless changed."""
    settings: dict[str, Any] = {"axes": (NETWORKS, RATES), "seeds": (1, 2), **changes}
    return Sweep(BASE.replace(num_iterations=iterations), **settings)


def result(index: int, value: float | None, **changes) -> Result:
    """A run whose every measure is `value`; None diverged at iteration 7."""
    return Result(
        index,
        BASE.replace(**changes),
        cost=value,
        test_cost=value,
        train_accuracy=value,
        test_accuracy=value,
        iterations=(0,),
        costs=(0.7,),
        diverged_at=7 if value is None else None,
        seconds=0.1,
    )
