"""Numbers about numbers: histograms, accuracy, intervals."""

import math

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array

Counts = npt.NDArray[np.intp]

BINS = 41  # odd, so that one bin is centred on zero
# Half-ranges a histogram may have, in each decade: few, so that bins seldom move.
STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.5, 10.0)


def coarse_range(largest: float) -> float:
    """The smallest 1, 1.5, 2, 3, 5 or 7.5 times a power of ten that is >= largest.

    >>> coarse_range(0.043)
    0.05
    """
    if largest <= 0.0 or not math.isfinite(largest):
        return 1.0
    exponent = math.floor(math.log10(largest))
    for step in STEPS:
        limit = float(f"{step}e{exponent}")
        if limit >= largest:
            return limit
    return float(f"1e{exponent + 1}")


def histogram(values: Array, half_range: float, bins: int = BINS) -> Counts:
    """Counts of the values in `bins` equal bins over [-half_range, half_range].

    Binning is arithmetic, one pass without sorting; what lies outside is counted in
    the outermost bin. Values must be finite. Returns (bins,).
    """
    position = values.ravel(order="K") * (bins / (2 * half_range))
    position += bins / 2
    np.clip(position, 0, bins - 1, out=position)
    return np.bincount(position.astype(np.intp), minlength=bins)


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
