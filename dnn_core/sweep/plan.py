"""A sweep as a plan: settings and what varies, from which every run follows.

Runs of one shape train in groups, side by side in stacked matrices. How large a group
is depends on the plan alone, so that the same sweep gives the same numbers to the bit,
however many workers there are and in whatever order they finish.
"""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn_core.config import TrainConfig
from dnn_core.engine.batched import SHARED_FIELDS
from dnn_core.sweep.axes import Axis

GROUP_RUNS = 8  # a larger stack is no faster
GROUP_UNITS = 256  # hidden units of a group: with more, its activations leave the cache
TRIES = 100  # to draw a combination that is not there yet
GROUPS = 8  # at least, if there are runs enough: for even shares, and early results


@dataclass(frozen=True)
class Group:
    """Runs that train together. `indices` are their places among the plan's configs."""

    indices: tuple[int, ...]
    configs: tuple[TrainConfig, ...]


@dataclass(frozen=True)
class Sweep:
    """What is tried: every combination of the axes, or some drawn at random.

    Attributes
    ----------
    base : the settings that do not vary.
    axes : what varies; each setting at most once.
    seeds : each combination is trained from each of these, all different.
    draws : None for the full grid, else how many combinations are drawn.
    draw_seed : of those draws.

    Raises
    ------
    ValueError : naming the value, the limit and the remedy; also for a combination that
        no network can have.
    """

    base: TrainConfig
    axes: tuple[Axis, ...]
    seeds: tuple[int, ...] = (1,)
    draws: int | None = None
    draw_seed: int = 1

    def __post_init__(self) -> None:
        names = [axis.name for axis in self.axes]
        if len(set(names)) < len(names):
            raise ValueError(f"{', '.join(names)}: a setting can vary only once.")
        if not self.seeds or len(set(self.seeds)) < len(self.seeds):
            raise ValueError("The seeds must be different, and at least one.")
        if self.draws is not None and self.draws < 1:
            raise ValueError(f"{self.draws} draws are none; draw at least 1.")
        for axis in self.axes:
            _fit(self.base, axis)
        if self.draws is not None:
            self._drawn()

    @property
    def count(self) -> int:
        """How many runs it is."""
        combinations = self.draws
        if combinations is None:
            combinations = 1
            for axis in self.axes:
                combinations *= len(axis.grid())
        return combinations * len(self.seeds)

    def configs(self) -> list[TrainConfig]:
        """Every run's settings; those that differ in the seed alone are neighbours."""
        return [
            self.base.replace(seed=seed, **changes)
            for changes in self._combinations()
            for seed in self.seeds
        ]

    def _combinations(self) -> list[dict[str, Any]]:
        names = [axis.name for axis in self.axes]
        grids = [axis.grid() for axis in self.axes]
        rows = itertools.product(*grids) if self.draws is None else self._drawn()
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _drawn(self) -> list[tuple[Any, ...]]:
        """As many different combinations as wished, in the order they were drawn."""
        random, wished = np.random.default_rng(self.draw_seed), self.draws or 0
        found: dict[tuple[Any, ...], None] = {}
        for _ in range(TRIES * wished):
            found[tuple(axis.draw(random) for axis in self.axes)] = None
            if len(found) == wished:
                return list(found)
        raise ValueError(
            f"Fewer than {wished} different combinations were found. Draw fewer, or "
            "take every combination."
        )

    def groups(self) -> list[Group]:
        """The runs in groups of one shape, the longest work first."""
        alike: dict[tuple[Any, ...], list[tuple[int, TrainConfig]]] = {}
        for index, config in enumerate(self.configs()):
            shape = tuple(getattr(config, name) for name in SHARED_FIELDS)
            alike.setdefault(shape, []).append((index, config))
        groups: list[Group] = []
        for runs in alike.values():
            units = sum(runs[0][1].layer_dims[1:-1])
            room = min(GROUP_RUNS, GROUP_UNITS // max(1, units), self.count // GROUPS)
            size = max(1, room)
            for start in range(0, len(runs), size):
                indices, configs = zip(*runs[start : start + size], strict=True)
                groups.append(Group(indices, configs))
        return sorted(groups, key=lambda g: -_parameters(g))


def _fit(base: TrainConfig, axis: Axis) -> None:
    """Every value must be one that a network for these data can have."""
    for value in axis.grid():
        config = base.replace(**{axis.name: value})
        if config.layer_dims[0] != base.layer_dims[0]:
            raise ValueError(
                f"layer_dims {list(config.layer_dims)} starts with "
                f"{config.layer_dims[0]}, but these data have {base.layer_dims[0]} "
                "features."
            )


def _parameters(group: Group) -> int:
    return sum(config.num_parameters for config in group.configs)
