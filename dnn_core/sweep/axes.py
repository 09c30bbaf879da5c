"""One setting of a sweep and what it may be: some values, or a range of numbers."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn_core.quoting import shown

# The settings a sweep may vary, and the seed besides.
VARIABLES = ("learning_rate", "layer_dims", "initialization", "activation", "l2")
NUMBERS = ("learning_rate", "l2")
DIGITS = 3  # significant, of values taken from a range: short enough to be typed


@dataclass(frozen=True)
class Choices:
    """Some values of a setting.

    Attributes
    ----------
    name : one of VARIABLES.
    values : at least one, all different.

    Raises
    ------
    ValueError : naming the value and the remedy.
    """

    name: str
    values: tuple[Any, ...]

    def __post_init__(self) -> None:
        _known(self.name, VARIABLES)
        if not self.values:
            raise ValueError(f"{self.name} has no values; give at least one.")
        if len(set(self.values)) < len(self.values):
            ((value, _),) = Counter(self.values).most_common(1)
            raise ValueError(
                f"{self.name} takes a value twice: {shown(value)}. Leave one out."
            )

    def grid(self) -> tuple[Any, ...]:
        """Every value, in its order."""
        return self.values

    def draw(self, random: np.random.Generator) -> Any:
        """One of them, all equally likely."""
        return self.values[int(random.integers(len(self.values)))]


@dataclass(frozen=True)
class Range:
    """Numbers from low to high, to three significant digits.

    Attributes
    ----------
    name : one of NUMBERS.
    low, high : 0 <= low < high; above 0 where `log`.
    steps : how many of them a grid has, both ends included; at least 2.
    log : whether equal steps are equal factors, which suits a learning rate.

    Raises
    ------
    ValueError : naming the value, the limit and the remedy.
    """

    name: str
    low: float
    high: float
    steps: int = 5
    log: bool = True

    def __post_init__(self) -> None:
        _known(self.name, NUMBERS)
        if not (math.isfinite(self.high) and 0 <= self.low < self.high):
            raise ValueError(
                f"{self.name} cannot go from {self.low:g} to {self.high:g}; start at 0 "
                "or above and end higher."
            )
        if self.log and self.low <= 0:
            raise ValueError(
                f"{self.name} cannot go from 0 in equal factors; start above 0, or "
                "take equal steps."
            )
        if self.steps < 2:
            raise ValueError(
                f"{self.name} has {self.steps} steps; a range needs at least 2."
            )
        if len(set(self.grid())) < self.steps:
            raise ValueError(
                f"{self.name} from {self.low:g} to {self.high:g} has no room for "
                f"{self.steps} different values of {DIGITS} digits; take fewer."
            )

    def grid(self) -> tuple[float, ...]:
        """`steps` values from low to high."""
        to, back = self._scale()
        even = np.linspace(to(self.low), to(self.high), self.steps)
        return tuple(_rounded(back(float(value))) for value in even)

    def draw(self, random: np.random.Generator) -> float:
        """One number, all equally likely; where `log`, all orders of magnitude are."""
        to, back = self._scale()
        return _rounded(back(float(random.uniform(to(self.low), to(self.high)))))

    def _scale(self) -> tuple[Callable[[float], float], Callable[[float], float]]:
        return (math.log, math.exp) if self.log else (float, float)


Axis = Choices | Range


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _known(name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        raise ValueError(f"cannot vary {name!r} so, only: {', '.join(names)}")
