"""What a network says about a picture, in numbers and in words."""

from dataclasses import dataclass

from app import text
from app.images import Picture, network_input
from app.runs import Run
from dnn_core import L_model_forward
from dnn_core.data import Dataset
from dnn_core.statistics import wilson_interval
from dnn_core.store import Model

CLOSE = 0.1  # nearer than this to one half is called undecided
PHOTO_SETS = ("photos", "uploaded")  # sets that may hold photos


@dataclass(frozen=True)
class Answer:
    """A network's answer to one picture.

    Attributes
    ----------
    probability : of the positive class, 0 to 1.
    verdict : a few words.
    trust : how much to trust it, a short paragraph.
    warning : why the answer means nothing, or empty.
    """

    probability: float
    verdict: str
    trust: str
    warning: str = ""


def verdict(probability: float, names: tuple[str, str]) -> str:
    """Words for a probability.

    >>> verdict(0.97, ("non-cat", "cat")), verdict(0.45, ("non-cat", "cat"))
    ('Cat', 'Undecided, leaning to non-cat')
    """
    name = names[probability > 0.5]
    if abs(probability - 0.5) < CLOSE:
        return f"Undecided, leaning to {name}"
    return name[:1].upper() + name[1:]


def by_photo_network(model: Model, picture: Picture) -> Answer:
    """The answer of the ready network."""
    AL, _ = L_model_forward(
        network_input(picture.seen),
        model.parameters,
        activation=model.config.activation,
    )
    about = model.about
    negative, positive = about["class_names"]
    return Answer(
        probability=float(AL[0, 0]),
        verdict=verdict(float(AL[0, 0]), (negative, positive)),
        trust=_trust(
            about["m_train"],
            about["m_test"],
            about["test_accuracy"],
            about["test_baseline"],
        ),
    )


def by_run(run: Run, dataset: Dataset, picture: Picture) -> Answer:
    """The answer of the network on the Train page, at the iteration shown."""
    with run.turn() as session:
        moment = session.at(run.shown(session))
        AL = moment.predict_proba(network_input(picture.seen))
        snapshot = moment.snapshot()
    trust = text.ITERATION_TRUST.format(iteration=snapshot.iteration)
    if snapshot.test_accuracy is not None:
        trust += " " + _trust(
            dataset.m_train,
            dataset.m_test,
            snapshot.test_accuracy,
            dataset.baseline("test"),
        )
    drawn = dataset.name not in PHOTO_SETS
    return Answer(
        probability=float(AL[0, 0]),
        verdict=verdict(float(AL[0, 0]), dataset.class_names),
        trust=trust,
        warning=(
            text.DRAWN_NETWORK_WARNING.format(title=dataset.title.lower())
            if drawn
            else ""
        ),
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
