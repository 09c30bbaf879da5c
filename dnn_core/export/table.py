"""The recorded past of a run as a table for spreadsheets."""

import csv
import io

import numpy as np

from dnn_core.config import TrainConfig
from dnn_core.history import EVERYTHING
from dnn_core.session import TrainingSession


def history_csv(session: TrainingSession) -> str:
    """One row for each recorded iteration, as comma separated values.

    Columns: iteration; cost, cost_test, accuracy_train, accuracy_test; grad_norm_W1 ..
    WL, the Frobenius norm of each dW; learning_rate and l2 of the update that follows.
    The test set and the accuracies are looked at less often: empty where not known.
    """
    curves = session.curves(EVERYTHING)
    tested = np.column_stack(
        [curves.test_cost, curves.train_accuracy, curves.test_accuracy]
    )
    train = dict(zip(curves.iterations.tolist(), curves.cost.tolist(), strict=True))
    norms = dict(zip(train, curves.gradient_norms.T.tolist(), strict=True))
    test = dict(zip(curves.test_iterations.tolist(), tested.tolist(), strict=True))
    L = len(curves.gradient_norms)
    rates = _Rates(session)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["iteration", "cost", "cost_test", "accuracy_train", "accuracy_test"]
        + [f"grad_norm_W{l}" for l in range(1, L + 1)]
        + ["learning_rate", "l2"]
    )
    for t in sorted({*train, *test}):
        row = [train.get(t), *test.get(t, [None] * 3), *norms.get(t, [None] * L)]
        writer.writerow([int(t), *map(_known, row), *rates.at(t)])
    return out.getvalue()


def _known(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else value


class _Rates:
    """Learning rate and L2 in force, for growing iterations."""

    def __init__(self, session: TrainingSession) -> None:
        self._config: TrainConfig = session.initial_config
        self._events = list(session.events)

    def at(self, iteration: float) -> tuple[float, float]:
        while self._events and self._events[0].iteration <= iteration:
            self._config = self._config.replace(**dict(self._events.pop(0).changes))
        return self._config.learning_rate, self._config.l2
