"""Numbers about numbers: histograms, accuracy, intervals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array

Counts = npt.NDArray[np.intp]

AT_ONCE = 16_384  # values binned in one piece: they stay in the core's own cache
BINS = 41  # odd, so that one bin is centred on zero
# Half-ranges a histogram may have, in each decade: few, so that bins seldom move.
STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0)


def coarse_range(largest: float, steps: Sequence[float] = STEPS) -> float:
    """The smallest of the steps times a power of ten that is >= largest.

    steps: 1 to 10, in ascending order.

    >>> coarse_range(0.043)
    0.05
    """
    if largest <= 0.0 or not math.isfinite(largest):
        return 1.0
    exponent = math.floor(math.log10(largest))
    for step in steps:
        limit = float(f"{step}e{exponent}")
        if limit >= largest:
            return limit
    return float(f"1e{exponent + 1}")


def histogram(values: Array, half_range: float, bins: int = BINS) -> Counts:
    """Counts of the values in `bins` equal bins over [-half_range, half_range].

    Binning is arithmetic, one pass without sorting; what lies outside is counted in
    the outermost bin. Values must be finite. Returns (bins,).
    """
    flat, counts = values.ravel(order="K"), np.zeros(bins, np.intp)
    for start in range(0, flat.size, AT_ONCE):
        position = flat[start : start + AT_ONCE] * (bins / (2 * half_range))
        position += bins / 2
        np.clip(position, 0, bins - 1, out=position)
        counts += np.bincount(position.astype(np.intp), minlength=bins)
    return counts


def accuracy(AL: Array, Y: Array) -> float:
    """Share of examples whose rounded probability is the label. AL, Y: (1, m)."""
    return np.count_nonzero((AL > 0.5) == (Y > 0.5)) / Y.size


def wilson_interval(share: float, n: int) -> tuple[float, float]:
    """95 % confidence interval of a share seen in n trials (Wilson 1927).

    >>> low, high = wilson_interval(0.80, 50)
    >>> round(low, 3), round(high, 3)
    (0.67, 0.888)
    """
    z = 1.959963984540054
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + (z / n / 2) ** 2)
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True)
class Confusion:
    """How often each class was taken for each; class 1 is the positive one.

    Attributes
    ----------
    tn, fp : of class 0, said 0 (right) and said 1 (false alarms).
    fn, tp : of class 1, said 0 (missed) and said 1 (found).

    >>> c = Confusion(tn=12, fp=5, fn=3, tp=30)
    >>> round(c.accuracy, 2), round(c.precision, 3), round(c.recall, 3)
    (0.84, 0.857, 0.909)
    >>> Confusion(tn=9, fp=0, fn=1, tp=0).precision is None
    True
    """

    tn: int
    fp: int
    fn: int
    tp: int

    @property
    def total(self) -> int:
        """Number of examples."""
        return self.tn + self.fp + self.fn + self.tp

    @property
    def accuracy(self) -> float | None:
        """Share of right answers; None without examples."""
        return _share(self.tp + self.tn, self.total)

    @property
    def precision(self) -> float | None:
        """Share of class 1 among those called 1; None if none was called 1."""
        return _share(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Share of those called 1 among class 1; None if there is none of class 1."""
        return _share(self.tp, self.tp + self.fn)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def confusion(AL: Array, Y: Array) -> Confusion:
    """Count the answers, AL > 0.5 meaning class 1. AL, Y: (1, m)."""
    tn, fp, fn, tp = np.bincount(
        (2 * (Y > 0.5) + (AL > 0.5)).ravel(), minlength=4
    ).tolist()
    return Confusion(tn, fp, fn, tp)
