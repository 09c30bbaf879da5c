"""How long a sweep will take, before it begins: counted work times one measurement.

Counted are the calls of a step, which cost about the same however small its arrays,
and the multiplications in them. What a machine makes of that is measured on a single
network, and gives the one factor by which all is scaled.
"""

import heapq
from collections.abc import Sequence
from itertools import pairwise

from dnn_core.config import TrainConfig
from dnn_core.engine import Inputs
from dnn_core.engine.first_layer import gram_is_cheaper
from dnn_core.sweep.plan import Group

# Seconds on a machine like the one where the counts were fitted; only their ratios
# matter, as the measurement scales them.
CALL_S = 0.25e-6
PRODUCT_S = 2.8e-11  # a multiplication with its addition, in a product
ENTRY_S = 1.4e-9  # an entry of an activation, all that is done to it on both ways
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
    """Seconds of one step of K networks, on the machine of the constants."""
    dims, m = config.layer_dims, min(config.batch_size or inputs.m, inputs.m)
    gram = gram_is_cheaper(inputs, config, K)
    first = inputs.m * m if gram else 2 * inputs.n_x * m
    products = dims[1] * first
    products += sum(3 * m * a * b for a, b in pairwise(dims[1:]))
    entries = m * sum(dims[1:]) + 2 * m * dims[1]
    calls = 12 + 9 * config.num_layers
    return CALL_S * calls + K * (PRODUCT_S * products + ENTRY_S * entries)
