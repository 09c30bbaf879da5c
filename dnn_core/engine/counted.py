"""What a step costs, counted: the same on every machine and at any time.

Counted are the calls of a step, which cost about the same however small its arrays,
and the multiplications in them.
"""

from itertools import pairwise

from dnn_core.config import TrainConfig
from dnn_core.engine.inputs import Inputs

# Seconds on a machine like the one where the counts were fitted.
CALL_S = 0.25e-6
PRODUCT_S = 2.8e-11  # a multiplication with its addition, in a product
ENTRY_S = 1.4e-9  # an entry of an activation, all that is done to it on both ways


def step_seconds(
    inputs: Inputs, config: TrainConfig, K: int = 1, *, gram: bool
) -> float:
    """Seconds of one step of K networks, on the machine of the constants."""
    dims, m = config.layer_dims, min(config.batch_size or inputs.m, inputs.m)
    first = inputs.m * m if gram else 2 * inputs.n_x * m
    products = dims[1] * first
    products += sum(3 * m * a * b for a, b in pairwise(dims[1:]))
    entries = m * sum(dims[1:]) + 2 * m * dims[1]
    calls = 12 + 9 * config.num_layers
    return CALL_S * calls + K * (PRODUCT_S * products + ENTRY_S * entries)
