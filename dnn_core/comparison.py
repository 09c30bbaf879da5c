"""Runs side by side: what differs, their curves over one axis, who is ahead, and luck.

Two runs differ by their settings and by chance: the first weights and the order of
the mini-batches. One seed each cannot tell the two apart, several can: `ribbon` shows
how far chance moves a curve, `judge` counts in how many seeds a setting was ahead, and
`luck` says how often as much would happen to settings that are equally good.
"""

import dataclasses
import itertools
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.initialization import INITIALIZATIONS


def differing(configs: Sequence[TrainConfig]) -> tuple[str, ...]:
    """Names of the settings that are not the same in all, in the order of the class.

    >>> differing([TrainConfig(), TrainConfig(l2=0.1, learning_rate=0.1)])
    ('learning_rate', 'l2')
    """
    names = [field.name for field in dataclasses.fields(TrainConfig)]
    return tuple(n for n in names if len({getattr(c, n) for c in configs}) > 1)


def layers_alike(first: TrainConfig, second: TrainConfig) -> int:
    """How many layers, from the first on, start from the very same weights.

    Weights come layer by layer from one random stream: a layer starts alike as long
    as it and all before it have the same shapes and the same size of the first weights.

    >>> narrow = TrainConfig(layer_dims=(2, 8, 3, 1))
    >>> layers_alike(narrow, narrow.replace(layer_dims=(2, 8, 4, 1)))
    1
    """
    if first.seed != second.seed:
        return 0
    scales = [INITIALIZATIONS[config.initialization] for config in (first, second)]
    pairs = zip(
        itertools.pairwise(first.layer_dims),
        itertools.pairwise(second.layer_dims),
        strict=False,
    )
    alike = 0
    for shape, other in pairs:
        n_prev = shape[0]
        if shape != other or scales[0](n_prev) != scales[1](n_prev):
            break
        alike += 1
    return alike


def sample(x: Array, y: Array, at: Array) -> Array:
    """A recorded curve read at other places: the last value at or before each.

    Parameters
    ----------
    x, y : (k,) places and values, x increasing.
    at : (n,) where to read it.

    Returns
    -------
    values : (n,), NaN before the first record and behind the last.

    >>> x, y = np.array([0.0, 10.0]), np.array([3.0, 2.0])
    >>> sample(x, y, np.array([0.0, 9.0, 10.0, 11.0])).tolist()
    [3.0, 3.0, 2.0, nan]
    """
    if not len(x):
        return np.full(len(at), np.nan)
    index = np.searchsorted(x, at, side="right") - 1
    known = (index >= 0) & (at <= x[-1])
    return np.where(known, y[np.maximum(index, 0)], np.nan)


@dataclasses.dataclass(frozen=True, eq=False)
class Ribbon:
    """Several runs of one setting as a band: (n,) each, NaN where there is no value."""

    x: Array
    low: Array
    middle: Array
    high: Array


def ribbon(
    curves: Sequence[tuple[Array, Array]], x: Array, *, ended: float = math.nan
) -> Ribbon:
    """The smallest, median and largest value of several curves at each place.

    Parameters
    ----------
    curves : (x, y) of each run, at places of its own.
    x : (n,) where to read them.
    ended : what a curve counts as behind its end in the median: infinity for the cost
        of a run that diverged, so that the lucky ones that are left do not speak for
        all; NaN leaves it out. The band spans what is there.
    """
    rows = np.array([sample(*curve, x) for curve in curves])
    there = np.isfinite(rows)
    some = there.any(axis=0)
    low = np.where(some, np.where(there, rows, math.inf).min(axis=0), np.nan)
    high = np.where(some, np.where(there, rows, -math.inf).max(axis=0), np.nan)
    if math.isnan(ended):
        middle = np.full(len(x), np.nan)
        middle[some] = np.nanmedian(np.where(there, rows, np.nan)[:, some], axis=0)
    else:
        middle = np.median(np.where(there, rows, ended), axis=0)
        middle[~np.isfinite(middle)] = np.nan
    return Ribbon(x, low, middle, high)


@dataclasses.dataclass(frozen=True)
class Outcome:
    """Who is ahead by one measure.

    Attributes
    ----------
    middles : median of each lane over its seeds; infinite if half of them or more
        have no value.
    best : lanes with the best median, several at a tie; none if no lane has one.
    wins : in how many seeds each lane was ahead of all others.
    ties : seeds in which several shared the first place, or none had a value.
    """

    middles: tuple[float, ...]
    best: tuple[int, ...]
    wins: tuple[int, ...]
    ties: int


def judge(values: npt.ArrayLike, *, higher: bool = False) -> Outcome:
    """Compare lanes seed by seed: in each, all lanes began with the same seed.

    Parameters
    ----------
    values : (lanes, seeds); NaN or infinite where a run diverged, which loses.
    higher : whether more is better, as for accuracy.

    >>> judge([[0.2, 0.5], [0.3, 0.1]])
    Outcome(middles=(0.35, 0.2), best=(1,), wins=(1, 1), ties=0)
    """
    given = np.asarray(values, float)
    losses = np.where(np.isfinite(given), -given if higher else given, math.inf)
    firsts = (losses == losses.min(axis=0)) & np.isfinite(losses)
    alone = firsts & (firsts.sum(axis=0) == 1)
    medians = np.median(losses, axis=1)
    leads = (medians == medians.min()) & np.isfinite(medians)
    return Outcome(
        middles=tuple(float(m) for m in (-medians if higher else medians)),
        best=tuple(int(lane) for lane in np.flatnonzero(leads)),
        wins=tuple(int(count) for count in alone.sum(axis=1)),
        ties=int((~alone.any(axis=0)).sum()),
    )


def best(values: Sequence[float | None], *, higher: bool = False) -> tuple[int, ...]:
    """Places of the best value, several at a tie; what is None or NaN does not count.

    >>> best([0.3, None, 0.1, 0.1])
    (2, 3)
    """
    known = [v for v in values if v is not None and math.isfinite(v)]
    if not known:
        return ()
    wanted = max(known) if higher else min(known)
    return tuple(i for i, value in enumerate(values) if value == wanted)


def luck(wins: int, seeds: int, lanes: int) -> float:
    """How likely it is that some lane wins so many seeds or more by chance alone.

    Each seed is won by one of the lanes, all with the same chance; every way it can
    go is counted.

    >>> luck(5, 5, 2), luck(4, 5, 2)
    (0.0625, 0.375)
    """
    ways = itertools.product(range(lanes), repeat=seeds)
    hits = sum(max(way.count(lane) for lane in range(lanes)) >= wins for way in ways)
    return hits / lanes**seeds
