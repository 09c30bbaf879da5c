"""How a cost series has been doing lately: robust to noise and to single jumps."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dnn_core.activations import Array

WINDOW = 20  # the fewest records that count as the recent past


@dataclass(frozen=True, eq=False)
class Trend:
    """The recorded costs of a run and what they say together.

    Attributes
    ----------
    iterations, costs : (k,), k >= 1, in order of iterations.
    """

    iterations: Array
    costs: Array

    @property
    def window(self) -> int:
        """Records of the recent past: the last quarter, but at least 20.

        An even number, so that the median of a cost that goes up and down stays put.
        """
        records = min(len(self.costs), max(WINDOW, len(self.costs) // 4))
        return max(1, records - records % 2)

    @cached_property
    def recent(self) -> Array:
        """The costs of the recent past."""
        return self.costs[-self.window :]

    @property
    def recent_iterations(self) -> int:
        """Iterations that the recent past took."""
        return int(self.iterations[-1] - self.iterations[-self.window])

    @cached_property
    def level(self) -> float:
        """Median cost of the recent past."""
        return float(np.median(self.recent))

    @cached_property
    def gain(self) -> float:
        """Share by which the cost of the recent past is below that of the time before.

        Two spans of equal length, by their medians: 0.1 is ten per cent lower, and
        negative is higher.
        """
        span = self.costs[-2 * self.window :]
        half = max(1, len(span) // 4 * 2)
        before, after = np.median(span[:half]), np.median(span[-half:])
        return float(1 - after / before) if before > 0 else 0.0

    @cached_property
    def swing(self) -> float:
        """Width of the middle 80 % of the recent costs, over their median."""
        low, high = np.quantile(self.recent, [0.1, 0.9])
        return float(high - low) / self.level if self.level > 0 else 0.0

    @cached_property
    def turns(self) -> float:
        """Share of the recent steps that go the other way than the step before."""
        ways = np.sign(np.diff(self.recent))
        return float(np.mean(ways[1:] * ways[:-1] < 0)) if len(ways) > 1 else 0.0

    @cached_property
    def best(self) -> int:
        """Which record holds the lowest cost."""
        return int(self.costs.argmin())
