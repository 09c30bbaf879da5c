"""The network that is asked: its numbers at one moment, and how far to trust it."""

from dataclasses import dataclass

import numpy as np

from app import text
from app.runs import Run
from dnn_core import L_model_forward
from dnn_core.activations import Array
from dnn_core.data import Dataset
from dnn_core.initialization import Parameters
from dnn_core.statistics import wilson_interval
from dnn_core.store import Model

PHOTO_SETS = ("photos", "uploaded")  # sets that may hold photos


@dataclass(frozen=True, eq=False)
class Asked:
    """A network as it is at one moment.

    Attributes
    ----------
    parameters : W1, b1, ..., WL, bL.
    activation : of the hidden layers.
    class_names : what 0 and 1 mean.
    iteration : of its training.
    trust : how much to trust it, a short paragraph.
    warning : why its answers to photos mean nothing, or empty.
    learned_from : the data it was trained on, if they are here.
    """

    parameters: Parameters
    activation: str
    class_names: tuple[str, str]
    iteration: int
    trust: str
    warning: str = ""
    learned_from: Dataset | None = None

    def probabilities(self, X: Array) -> Array:
        """Of the positive class for each example. X: (n_x, m); returns (1, m)."""
        with np.errstate(all="ignore"):  # a run may be about to diverge
            AL, _ = L_model_forward(X, self.parameters, activation=self.activation)
        return AL


def photo_network(model: Model, photos: Dataset | None) -> Asked:
    """The ready network; `photos` are what it learned from, if they are here."""
    about = model.about
    negative, positive = about["class_names"]
    return Asked(
        parameters=model.parameters,
        activation=model.config.activation,
        class_names=(negative, positive),
        iteration=model.config.num_iterations,
        trust=_trust(
            about["m_train"],
            about["m_test"],
            about["test_accuracy"],
            about["test_baseline"],
        ),
        learned_from=photos,
    )


def network_of(run: Run, dataset: Dataset) -> Asked:
    """The network on the Train page, at the iteration it shows."""
    with run.turn() as session:
        moment = session.at(run.shown(session))
        parameters, snapshot = moment.parameters(), moment.snapshot()
    trust = text.ITERATION_TRUST.format(iteration=snapshot.iteration)
    if snapshot.test_accuracy is not None:
        trust += " " + _trust(
            dataset.m_train,
            dataset.m_test,
            snapshot.test_accuracy,
            dataset.baseline("test"),
        )
    drawn = dataset.name not in PHOTO_SETS
    warning = text.DRAWN_NETWORK_WARNING.format(title=dataset.title.lower())
    return Asked(
        parameters=parameters,
        activation=moment.config.activation,
        class_names=dataset.class_names,
        iteration=snapshot.iteration,
        trust=trust,
        warning=warning if drawn else "",
        learned_from=dataset,
    )


def _trust(m_train: int, m_test: int, accuracy: float, baseline: float) -> str:
    low, high = wilson_interval(accuracy, m_test)
    return text.TRUST.format(
        m_train=m_train,
        m_test=m_test,
        right=round(accuracy * m_test),
        accuracy=accuracy,
        low=low,
        high=high,
        baseline=baseline,
    )
