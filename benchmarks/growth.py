"""How the time of a step grows with the number of examples, features and units."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.learners.layerwise import EngineLearner
from benchmarks.measure import Entry, Progress, Row, measure
from benchmarks.work import Work
from dnn_core import Inputs, TrainConfig
from dnn_core.engine import Engine

Dims = tuple[int, ...]


@dataclass(frozen=True)
class Axis:
    """One size that doubles while the others stay: (m, layer_dims) of each."""

    name: str
    form: str
    sizes: tuple[int, ...]
    shape: Callable[[int], tuple[int, Dims]]


AXES = (
    Axis(
        "examples m",
        "gram",
        (64, 128, 256, 512, 1024),
        lambda k: (k, (12288, 20, 7, 5, 1)),
    ),
    Axis(
        "features n_x",
        "gram",
        (1536, 3072, 6144, 12288),
        lambda k: (209, (k, 20, 7, 5, 1)),
    ),
    Axis("width", "gram", (16, 32, 64, 128, 256), lambda k: (209, (12288, k, k, k, 1))),
    Axis("depth", "gram", (2, 4, 8, 16), lambda k: (209, (12288, *[20] * k, 1))),
    Axis(
        "examples m",
        "direct",
        (1000, 2000, 4000, 8000, 16000),
        lambda k: (k, (2, 8, 4, 1)),
    ),
    Axis(
        "features n_x",
        "direct",
        (768, 1536, 3072, 6144),
        lambda k: (2000, (k, 20, 7, 5, 1)),
    ),
    Axis("width", "direct", (16, 32, 64, 128, 256), lambda k: (1000, (2, k, k, k, 1))),
    Axis("depth", "direct", (2, 4, 8, 16), lambda k: (1000, (2, *[20] * k, 1))),
)


@dataclass(frozen=True)
class Growth:
    """The rows of an axis, and the power of the size that the last three follow."""

    axis: Axis
    rows: list[Row]

    @property
    def exponent(self) -> float:
        """Least squares of log time against log size."""
        sizes, seconds = self.axis.sizes[-3:], [row.median for row in self.rows[-3:]]
        return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


class Fixed(EngineLearner):
    """The engine with layer 1 in a given form."""

    def __init__(self, work: Work, form: str) -> None:
        self._engine = Engine(work.inputs, work.config, form=form)
        self._epochs = False


def work_of(axis: Axis, size: int) -> Work:
    """Random examples: how long a step takes does not depend on them."""
    m, dims = axis.shape(size)
    random = np.random.default_rng(0)
    X = random.random((dims[0], m))
    Y = (random.random((1, m)) < 0.5).astype(float)
    config = TrainConfig(layer_dims=dims, learning_rate=1e-6)
    return Work("e", f"{axis.name} = {size}", Inputs.training_only(X, Y), config)


def measure_growth(rounds: int, seconds: float, progress: Progress) -> list[Growth]:
    """All axes, the sizes of one interleaved."""
    growths: list[Growth] = []
    for axis in AXES:
        entries = [
            Entry(
                f"{axis.form}, {axis.name} = {size:,}",
                partial(Fixed, work_of(axis, size), axis.form),
                tolerance=None,
            )
            for size in axis.sizes
        ]
        rows = measure(
            entries,
            lambda units: float("nan"),
            check_units=3,
            rounds=rounds,
            seconds=seconds,
            progress=progress,
        )
        growths.append(Growth(axis, rows))
    return growths
