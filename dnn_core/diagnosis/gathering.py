"""Gathers evidence, when it is asked for.

Nothing is recorded for it while training. `gather` takes the recorded curves and the
parameters of a moment, and sends a bounded number of training examples through the
network once: about 10 ms for the cat network and its 400 pictures.
"""

import math
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.diagnosis.evidence import Evidence, LayerEvidence
from dnn_core.diagnosis.trend import Trend
from dnn_core.engine import Inputs
from dnn_core.functions import L_model_forward
from dnn_core.initialization import INITIALIZATIONS
from dnn_core.session import TrainingSession
from dnn_core.snapshot import Curves, State

WORK = 2e8  # multiplications that the look at the examples may take
FEWEST_EXAMPLES = 64
EVERYTHING = 10**9  # points: curves as they were recorded, not thinned
ENDS = 0.98  # of the way from the middle to an end: there tanh and sigmoid are flat
SAME = 1e-9  # rows that differ by less, relative to their entries, are one row


def examine(session: TrainingSession, iteration: int | None = None) -> Evidence:
    """Gather what tells how a run was doing at an iteration; None is the newest.

    Raises
    ------
    ValueError : the run has not come there.
    """
    return prepare(session, iteration)()


def prepare(
    session: TrainingSession, iteration: int | None = None
) -> Callable[[], Evidence]:
    """What gathers it, also when the run has gone on meanwhile.

    Raises
    ------
    ValueError : the run has not come there.
    """
    moment = session.at(iteration)
    newest = moment.iteration == session.iteration
    return partial(
        gather,
        moment.config,
        session.inputs,
        moment.parameters(),
        session.curves(EVERYTHING),
        iteration=moment.iteration,
        state=session.state if newest else "paused",
        since=_last_change(session, moment.iteration),
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


def gather(
    config: TrainConfig,
    inputs: Inputs,
    parameters: Mapping[str, Array],
    curves: Curves,
    *,
    iteration: int,
    state: State,
    since: int = 0,
) -> Evidence:
    """Gather the evidence of any moment of a run.

    Parameters
    ----------
    parameters : W1, b1, ..., WL, bL of the moment.
    curves : the recorded past, not thinned; what lies after `iteration` is left out.
    iteration, state : of the moment.
    since : iteration of the last live change before it.
    """
    until = int(np.searchsorted(curves.iterations, iteration, side="right"))
    looks = int(np.searchsorted(curves.test_iterations, iteration, side="right"))
    start = min(until - 1, int(np.searchsorted(curves.iterations, since)))
    costs, norms = curves.cost[:until], curves.gradient_norms[:, :until]
    trend = Trend(curves.iterations[start:until], costs[start:])
    recent = np.median(norms[:, start:][:, -trend.window :], axis=1)
    X = _examples(inputs.X, config.num_parameters)
    with np.errstate(all="ignore"):
        AL, caches = L_model_forward(X, parameters, activation=config.activation)
    outputs = [linear_cache[0] for linear_cache, _ in caches[1:]]  # A[1] .. A[L-1]
    return Evidence(
        config=config,
        state=state,
        iteration=iteration,
        since=since,
        m=inputs.m,
        m_test=inputs.m_test,
        seen=X.shape[1],
        positive_share=float(inputs.Y.mean()),
        mean_square=inputs.mean_square,
        spread=float(AL.std()),
        layers=tuple(
            _layer(config, l, parameters, float(recent[l - 1]), outputs)
            for l in range(1, config.num_layers + 1)
        ),
        first_cost=float(costs[0]),
        trend=trend,
        gradient_share=_share(recent, norms[:, start:]),
        test_iterations=curves.test_iterations[:looks],
        test_costs=curves.test_cost[:looks],
        train_accuracy=_last(curves.train_accuracy[:looks]),
        test_accuracy=_last(curves.test_accuracy[:looks]),
    )


def _examples(X: Array, num_parameters: int) -> Array:
    """As many examples of X: (n_x, m) as WORK allows, evenly spread over the set."""
    affordable = max(FEWEST_EXAMPLES, int(WORK / num_parameters))
    stride = math.ceil(X.shape[1] / affordable)
    return X if stride == 1 else X[:, ::stride]


def _layer(
    config: TrainConfig,
    l: int,
    parameters: Mapping[str, Array],
    gradient_norm: float,
    outputs: list[Array],
) -> LayerEvidence:
    n_prev, n = config.layer_dims[l - 1 : l + 1]
    W, b = parameters[f"W{l}"], parameters[f"b{l}"]
    entry = INITIALIZATIONS[config.initialization](n_prev)
    hidden, silent, saturated = l < config.num_layers, 0, 0.0
    if hidden and config.activation == "relu":
        silent = int(np.count_nonzero(outputs[l - 1].max(axis=1) <= 0))
    elif hidden and config.activation in ("tanh", "sigmoid"):
        A = outputs[l - 1]
        centred = A if config.activation == "tanh" else 2 * A - 1
        saturated = float(np.mean(np.abs(centred) > ENDS))
    return LayerEvidence(
        layer=l,
        units=n,
        inputs=n_prev,
        norm=float(np.linalg.norm(W)),
        first_norm=entry * math.sqrt(n * n_prev),
        gradient_norm=gradient_norm,
        silent=silent,
        saturated=saturated,
        same=hidden and n > 1 and _all_rows_equal(W) and _all_rows_equal(b),
    )


def _all_rows_equal(W: Array) -> bool:
    return bool(np.abs(W - W[0]).max() <= SAME * np.abs(W).max())


def _share(recent: Array, norms: Array) -> float:
    """Recent norms (L,) over the largest of norms (L, k), all layers together."""
    largest = float(np.sqrt(np.square(norms).sum(axis=0)).max())
    return float(np.linalg.norm(recent)) / largest if largest > 0 else 0.0


def _last(values: Array) -> float:
    return float(values[-1]) if len(values) else math.nan
