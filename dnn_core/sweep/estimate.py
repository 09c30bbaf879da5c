"""How long a sweep will take, before it begins: counted work times one measurement.

Counted are the calls of a step, which cost about the same however small its arrays,
and the multiplications in them. What a machine makes of that is measured on a single
network, and gives the one factor by which all is scaled.
"""

import heapq
from collections.abc import Sequence

from dnn_core.config import TrainConfig
from dnn_core.engine import Inputs
from dnn_core.engine.counted import PRODUCT_S, step_seconds
from dnn_core.engine.first_layer import gram_is_cheaper
from dnn_core.sweep.plan import Group

# Seconds on a machine like the one where the counts were fitted; only their ratios
# matter, as the measurement scales them.
DRAW_S = 6e-8  # a normal number


def group_seconds(
    groups: Sequence[Group], inputs: Inputs, measured: float, like: TrainConfig
) -> tuple[float, ...]:
    """Seconds that each group takes.

    measured : seconds of an iteration of one network with the settings `like`, as
        `engine.seconds_per_iteration` tells it.
    """
    factor = measured / _step(inputs, like, 1)
    return tuple(factor * _group(inputs, group) for group in groups)


def together(seconds: Sequence[float], workers: int) -> float:
    """Seconds for all groups, each handed to whichever of the workers is free first.

    >>> together([3.0, 2.0, 2.0], workers=2)
    4.0
    """
    free = [0.0] * workers
    for one in seconds:
        heapq.heapreplace(free, free[0] + one)
    return max(free)


def _group(inputs: Inputs, group: Group) -> float:
    K, config = len(group.configs), group.configs[0]
    drawn = len({(c.seed, c.initialization) for c in group.configs})
    set_up = drawn * DRAW_S * config.num_parameters
    if gram_is_cheaper(inputs, config, K):
        examples = inputs.m + inputs.m_test
        set_up += K * PRODUCT_S * config.layer_dims[1] * inputs.n_x * examples
    return set_up + config.num_iterations * _step(inputs, config, K)


def _step(inputs: Inputs, config: TrainConfig, K: int) -> float:
    """Seconds of one step of K networks, in the form that they choose."""
    return step_seconds(inputs, config, K, gram=gram_is_cheaper(inputs, config, K))
