"""A run's iteration, put on paper: the one place where this page reads a run."""

from dataclasses import dataclass
from typing import Any

from app.runs import Run
from dnn_core import TrainConfig
from dnn_core.gradcheck import CheckedArray
from dnn_core.onestep import Step, one_step


@dataclass(eq=False)
class Sheet:
    """One iteration of a run.

    Attributes
    ----------
    iteration : updates done before it.
    config : the settings it goes by.
    steps : its equations, in order.
    examples : numbers of its examples in the training set, from 1; None is all.
    key : which run, iteration and settings this is.
    checks : of its gradients, once somebody has asked.
    """

    iteration: int
    config: TrainConfig
    steps: tuple[Step, ...]
    examples: tuple[int, ...] | None
    key: tuple[Any, ...]
    checks: tuple[CheckedArray, ...] = ()


def sheet_of(run: Run, kept: Sheet | None) -> Sheet:
    """The iteration that starts where the run is looked at; the kept one if it is."""
    with run.turn() as session:
        moment = session.at(run.shown(session))
        key = (run.token, moment.iteration, moment.config)
        if kept is not None and kept.key == key:
            return kept
        start, batch = moment.next_iteration(), moment.batch()
    examples = None if batch is None else tuple((batch + 1).tolist())
    return Sheet(moment.iteration, moment.config, one_step(start), examples, key)
