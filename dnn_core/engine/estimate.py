"""How long a run will take: timed on a few iterations before it starts."""

import time

import numpy as np

from dnn_core.config import TrainConfig
from dnn_core.engine.engine import Engine
from dnn_core.engine.inputs import Inputs

BUDGET_S = 0.02


def seconds_per_iteration(inputs: Inputs, config: TrainConfig) -> float:
    """Median seconds of an iteration on this machine now, from about 20 ms of trying.

    The form of layer 1 is the one the whole run would use.
    """
    engine = Engine(inputs, config)
    times: list[float] = []
    with np.errstate(all="ignore"):
        engine.step()  # the first one allocates
        end = time.perf_counter() + BUDGET_S
        while not times or (time.perf_counter() < end and len(times) < 200):
            start = time.perf_counter()
            engine.step()
            times.append(time.perf_counter() - start)
    return float(np.median(times))
