"""An experiment: its settings and its data, as the pages hand them around."""

from dataclasses import dataclass
from typing import NamedTuple

from app.entries import DataChoice
from dnn_core import Inputs, TrainConfig
from dnn_core.data import PLANAR, Dataset

IMAGE_DEFAULTS = TrainConfig()
PLANAR_DEFAULTS = TrainConfig(
    layer_dims=(2, 8, 4, 1), learning_rate=0.3, num_iterations=5000
)
DEFAULT_SPEED = 200.0
SPEEDS: dict[str, float | None] = {
    "1 it/s": 1.0,
    "5 it/s": 5.0,
    "20 it/s": 20.0,
    "50 it/s": 50.0,
    "200 it/s": 200.0,
    "1,000 it/s": 1000.0,
    "max": None,
}


@dataclass(frozen=True, eq=False)
class Data:
    """A data set, and its arrays as the engine shares them between runs."""

    dataset: Dataset
    inputs: Inputs

    @property
    def nbytes(self) -> int:
        """Memory that they take: pictures as they are, examples in three forms, and
        what was made of these for runs."""
        pictures = (self.dataset.images_train, self.dataset.images_test)
        examples = self.inputs.X.nbytes + self.inputs.X_test.nbytes
        shown = sum(p.nbytes for p in pictures if p is not None)
        return 3 * examples + shown + self.inputs.nbytes_more


class Origin(NamedTuple):
    """What a run learns from, and how the data were chosen."""

    data: Data
    choice: DataChoice


class Experiment(NamedTuple):
    """What a fresh run would be made of."""

    config: TrainConfig
    data: Data
    choice: DataChoice


class Setup(NamedTuple):
    """Every setting of the page; layer_dims[0] is only as good as a guess."""

    config: TrainConfig
    choice: DataChoice
    speed: float | None = DEFAULT_SPEED


def defaults(name: str) -> TrainConfig:
    """The settings that suit a kind of data."""
    return PLANAR_DEFAULTS if name in PLANAR else IMAGE_DEFAULTS


def defaults_for(dataset: Dataset) -> TrainConfig:
    """The settings that suit a data set of any origin."""
    return PLANAR_DEFAULTS if dataset.image_shape is None else IMAGE_DEFAULTS


def speed_title(speed: float | None) -> str:
    """How a speed is called; the default's name for one that is not offered."""
    titles = {value: title for title, value in SPEEDS.items()}
    return titles.get(speed, titles[DEFAULT_SPEED])
