"""What an exported file tells of a run: its settings, its changes, its figures."""

import io
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dnn_core.config import TrainConfig
from dnn_core.data import Dataset
from dnn_core.data.registry import PHOTO_FILES
from dnn_core.session import TrainingSession
from dnn_core.timeline import Event

COMPARED = 20  # recorded costs that the file compares its own with


class Points(NamedTuple):
    """A planar data set, drawn again from the same numbers as `make_planar`."""

    name: str
    m: int
    noise: float
    seed: int


class Pictures(NamedTuple):
    """A data set in HDF5 files that lie beside the exported file.

    train, test : names of the files, perhaps the same; test is "" without a test set.
    """

    train: str
    test: str


class Arrays(NamedTuple):
    """Any data set in numpy's own file, made by `save_arrays`, beside the exported one.

    test : whether it holds a test set.
    """

    file: str
    test: bool


DataSource = Points | Pictures | Arrays
COURSE_PHOTOS = Pictures(*PHOTO_FILES)


def files_of(source: DataSource) -> tuple[str, ...]:
    """Names of the files that must lie beside the exported one."""
    if isinstance(source, Points):
        return ()
    names = source if isinstance(source, Pictures) else (source.file,)
    return tuple(dict.fromkeys(name for name in names if name))


def save_arrays(dataset: Dataset) -> bytes:
    """The four arrays of a data set as numpy's .npz, which `Arrays` names."""
    out = io.BytesIO()
    np.savez_compressed(
        out,
        X_train=dataset.X_train,
        Y_train=dataset.Y_train,
        X_test=dataset.X_test,
        Y_test=dataset.Y_test,
    )
    return out.getvalue()


@dataclass(frozen=True, eq=False)
class Record:
    """A run as far as it had come.

    Attributes
    ----------
    config : what it started from.
    events : live changes in their order; those a branch was born with are among them.
    m : training examples.
    iteration : updates done; 0 for a run that has not begun.
    costs : training costs of some iterations, the newest among them.
    train_accuracy, test_accuracy : at the newest iteration; None without a test set.
    """

    config: TrainConfig
    events: tuple[Event, ...]
    m: int
    iteration: int
    costs: dict[int, float]
    train_accuracy: float
    test_accuracy: float | None

    @property
    def num_iterations(self) -> int:
        """Iterations an exported file does: those of the run, or those it plans."""
        return self.iteration or self.config.num_iterations

    @property
    def rates(self) -> dict[int, tuple[float, float]]:
        """Learning rate and L2 from an iteration on, wherever they change."""
        config, found = self.config, dict[int, tuple[float, float]]()
        for event in self.events:
            config = config.replace(**dict(event.changes))
            found[event.iteration] = config.learning_rate, config.l2
        before = self.config.learning_rate, self.config.l2
        changed: dict[int, tuple[float, float]] = {}
        for iteration, rates in found.items():
            if rates != before:
                changed[iteration] = before = rates
        return changed


def record(session: TrainingSession) -> Record:
    """Take down what there is to tell; the session may train on afterwards.

    Raises
    ------
    ValueError : the run started from parameters that no seed draws.
    """
    if session.timeline.parameters is not None:
        raise ValueError(
            "This run started from given parameters, which its settings do not tell; "
            "only runs that start from a seed can be exported."
        )
    iterations, costs = session.costs()
    chosen = np.linspace(0, len(iterations) - 1, COMPARED).round().astype(int)
    recorded = {int(iterations[i]): float(costs[i]) for i in chosen}
    snapshot = session.snapshot()
    recorded[snapshot.iteration] = snapshot.cost
    return Record(
        session.initial_config,
        tuple(session.events),
        session.inputs.m,
        session.iteration,
        recorded,
        snapshot.train_accuracy,
        snapshot.test_accuracy,
    )
