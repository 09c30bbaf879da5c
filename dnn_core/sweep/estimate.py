"""How long a sweep will take, before it begins: counted work times one measurement.

Counted are the calls of a step, which cost about the same however small its arrays,
and the multiplications in them. What a machine makes of that is measured on a single
network, and gives the one factor by which all is scaled.
"""

from collections.abc import Sequence
from itertools import pairwise

from dnn_core.config import TrainConfig
from dnn_core.engine import Inputs
from dnn_core.engine.first_layer import gram_is_cheaper
from dnn_core.sweep.plan import Group

# Seconds on a machine like the one where the counts were fitted; only their ratios
# matter, as the measurement scales them.
CALL_S = 0.6e-6
PRODUCT_S = 2.8e-11  # a multiplication with its addition, in a product
ENTRY_S = 1.4e-9  # an entry of an activation, all that is done to it on both ways
DRAW_S = 6e-8  # a normal number


def seconds_of(
    groups: Sequence[Group],
    inputs: Inputs,
    measured: float,
    like: TrainConfig,
    workers: int,
) -> float:
    """Seconds that the groups take on so many workers.

    measured : seconds of an iteration of one network with the settings `like`, as
        `engine.seconds_per_iteration` tells it.
    """
    factor = measured / _step(inputs, like, 1)
    whole = [factor * _group(inputs, group) for group in groups]
    return max(sum(whole) / max(1, min(workers, len(groups))), max(whole, default=0.0))


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
