"""Gathers evidence, when it is asked for.

Nothing is recorded for it while training, and little is computed: W1 is not formed,
unless the units of a layer answer alike.
What the units give on the training set is at hand in full batch; with smaller batches
it takes one forward pass, as every look at the cost does.
"""

import math
from itertools import pairwise

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.diagnosis.evidence import Evidence, LayerEvidence
from dnn_core.diagnosis.trend import Trend
from dnn_core.history import EVERYTHING
from dnn_core.initialization import INITIALIZATIONS
from dnn_core.moment import Moment
from dnn_core.session import TrainingSession

ENDS = 0.98  # of the way from the middle to an end: there tanh and sigmoid are flat
SAME = 1e-9  # rows that differ by less, relative to their entries, are one row
ALIKE = 1e-3  # outputs of such rows differ by less, for any examples at hand


def examine(session: TrainingSession, iteration: int | None = None) -> Evidence:
    """Gather what tells how a run was doing at an iteration; None is the newest.

    Raises
    ------
    ValueError : the run has not come there.
    """
    moment = session.at(iteration)
    inputs, curves, now = session.inputs, session.curves(EVERYTHING), moment.iteration
    since = _last_change(session, now)
    until = int(np.searchsorted(curves.iterations, now, side="right"))
    looks = int(np.searchsorted(curves.test_iterations, now, side="right"))
    start = min(until - 1, int(np.searchsorted(curves.iterations, since)))
    costs, norms = curves.cost[:until], curves.gradient_norms[:, :until]
    trend = Trend(curves.iterations[start:until], costs[start:])
    recent = np.median(norms[:, start:][:, -trend.window :], axis=1)
    with np.errstate(all="ignore"):
        *hidden, AL = moment.activations()
        layers = _layers(moment, hidden, recent)
    return Evidence(
        config=moment.config,
        state=session.state if now == session.iteration else "paused",
        iteration=now,
        since=since,
        m=inputs.m,
        m_test=inputs.m_test,
        positive_share=float(inputs.Y.mean()),
        mean_square=inputs.mean_square,
        spread=float(AL.std()),
        layers=layers,
        first_cost=float(costs[0]),
        trend=trend,
        gradient_share=_share(recent, norms[:, start:]),
        test_iterations=curves.test_iterations[:looks],
        test_costs=curves.test_cost[:looks],
        train_accuracy=_last(curves.train_accuracy[:looks]),
        test_accuracy=_last(curves.test_accuracy[:looks]),
    )


def _last_change(session: TrainingSession, iteration: int) -> int:
    """Where the steps became others last, up to an iteration; 0 if they never did."""
    config, since = session.initial_config, 0
    for event in session.events:
        changed = config.replace(**dict(event.changes))
        steps = (config.learning_rate, config.l2) != (
            changed.learning_rate,
            changed.l2,
        )
        if steps and event.iteration <= iteration:
            since = event.iteration
        config = changed
    return since


def _layers(
    moment: Moment, outputs: list[Array], gradient_norms: Array
) -> tuple[LayerEvidence, ...]:
    """Of layer 1 .. L; outputs: A[1] .. A[L-1]; gradient_norms: (L,)."""
    config, norms = moment.config, moment.weight_norms()
    entry = INITIALIZATIONS[config.initialization]
    return tuple(
        LayerEvidence(
            layer=l,
            units=n,
            inputs=n_prev,
            norm=float(norms[l - 1]),
            first_norm=entry(n_prev) * math.sqrt(n * n_prev),
            gradient_norm=float(gradient_norms[l - 1]),
            silent=_silent(config, outputs[l - 1]) if l <= len(outputs) else 0,
            saturated=_saturated(config, outputs[l - 1]) if l <= len(outputs) else 0.0,
            same=l <= len(outputs) and _same(moment, l, outputs[l - 1]),
        )
        for l, (n_prev, n) in enumerate(pairwise(config.layer_dims), start=1)
    )


def _silent(config: TrainConfig, A: Array) -> int:
    """ReLU units that never give anything; A: (n, m)."""
    relu = config.activation == "relu"
    return int(np.count_nonzero(A.max(axis=1) <= 0)) if relu else 0


def _saturated(config: TrainConfig, A: Array) -> float:
    """Share of the outputs A: (n, m) at an end of tanh or sigmoid."""
    if config.activation not in ("tanh", "sigmoid"):
        return 0.0
    centred = A if config.activation == "tanh" else 2 * A - 1
    return float(np.mean(np.abs(centred) > ENDS))


def _same(moment: Moment, l: int, A: Array) -> bool:
    """Whether all units of layer l, two or more, have the same weights.

    Then they give about the same, which is seen without forming W1. A: (n, m).
    """
    if len(A) < 2 or not _rows_equal(A, ALIKE):
        return False
    parameters = moment.parameters()
    return all(_rows_equal(parameters[f"{name}{l}"], SAME) for name in "Wb")


def _rows_equal(rows: Array, share: float) -> bool:
    return bool(np.abs(rows - rows[0]).max() <= share * np.abs(rows).max())


def _share(recent: Array, norms: Array) -> float:
    """Recent norms (L,) over the largest of norms (L, k), all layers together."""
    largest = float(np.sqrt(np.square(norms).sum(axis=0)).max())
    return float(np.linalg.norm(recent)) / largest if largest > 0 else 0.0


def _last(values: Array) -> float:
    return float(values[-1]) if len(values) else math.nan
