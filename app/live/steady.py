"""Scales that seldom change, so that a live picture does not breathe."""

import math

from dnn_core.statistics import coarse_range

STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
LEAST = 0.5  # of its scale; what falls below gets a new one
LARGEST = 1e300  # the round number above it must still be a number


class Steady:
    """The scales of one run: round numbers, kept while what they measure still fits."""

    def __init__(self) -> None:
        self._kept: dict[str, float] = {}

    def scale(self, name: str, largest: float) -> float:
        """A round number at or above `largest`; 1 where there is nothing to measure."""
        if largest <= 0.0 or not math.isfinite(largest):
            return self._kept.get(name, 1.0)
        kept = self._kept.get(name, 0.0)
        if not LEAST * kept <= largest <= kept:
            kept = self._kept[name] = coarse_range(min(largest, LARGEST), STEPS)
        return kept
