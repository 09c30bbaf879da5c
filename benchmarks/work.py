"""What is trained: data, settings and the unit in which time is counted."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from dnn_core import Inputs, TrainConfig, load_h5
from dnn_core.activations import Array
from dnn_core.data import load_dataset
from dnn_core.engine.batches import Order
from dnn_core.engine.program import Columns


@dataclass(frozen=True, eq=False)
class Work:
    """Full-batch work is counted in iterations, work in mini-batches in epochs."""

    key: str
    title: str
    inputs: Inputs
    config: TrainConfig

    @property
    def unit(self) -> str:
        """What one count is."""
        return "iteration" if self.config.batch_size is None else "epoch"

    def order(self, epoch: int) -> Columns:
        """The examples' order in an epoch, the same for everyone."""
        return self._order.permutation(self.inputs.m, epoch)

    @cached_property
    def _order(self) -> Order:
        return Order(self.config.seed)

    def batches(self, epoch: int) -> Iterator[Columns]:
        """Columns of each mini-batch of an epoch."""
        size, order = self.config.batch_size or self.inputs.m, self.order(epoch)
        for start in range(0, self.inputs.m, size):
            yield order[start : start + size]


def course_photos() -> Inputs | None:
    """The course's photos, if LAYERWISE_DATA or datasets/ has them."""
    folder = Path(os.environ.get("LAYERWISE_DATA") or "datasets")
    files = folder / "train_catvnoncat.h5", folder / "test_catvnoncat.h5"
    if not all(file.is_file() for file in files):
        return None
    return Inputs.of(load_h5(*files))


def cats(inputs: Inputs, key: str, what: str) -> Work:
    """The course's four-layer model."""
    config = TrainConfig(layer_dims=(inputs.n_x, 20, 7, 5, 1))
    return Work(
        key, f"{what}, {list(config.layer_dims)}, m = {inputs.m}", inputs, config
    )


def two_layer_cats(inputs: Inputs) -> Work:
    """The course's two-layer model."""
    config = TrainConfig(layer_dims=(inputs.n_x, 7, 1), initialization="0.01")
    title = f"course's photos, {list(config.layer_dims)}, m = {inputs.m}"
    return Work("a2", title, inputs, config)


def silhouettes() -> Work:
    """The embedded cats."""
    return cats(Inputs.of(load_dataset("silhouettes")), "b", "embedded cats")


def planar() -> Work:
    """Points in the plane, full batch."""
    config = TrainConfig(layer_dims=(2, 8, 4, 1), learning_rate=0.1)
    return Work("c", "planar [2, 8, 4, 1], m = 400", _circle(400), config)


def playground() -> Work:
    """What TensorFlow Playground trains when it is opened."""
    config = TrainConfig(
        layer_dims=(2, 4, 2, 1),
        learning_rate=0.03,
        activation="tanh",
        batch_size=10,
        num_iterations=10**9,
    )
    title = "planar [2, 4, 2, 1], tanh, m = 250, batches of 10"
    return Work("d", title, _circle(250), config)


def _circle(m: int) -> Inputs:
    """A disc in a ring."""
    random = np.random.default_rng(0)
    X: Array = random.uniform(-1, 1, (2, 2 * m))
    Y = (np.sum(X**2, axis=0, keepdims=True) < 0.5).astype(float)
    return Inputs(X[:, :m], Y[:, :m], X[:, m:], Y[:, m:])
