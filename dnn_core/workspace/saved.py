"""One run, taken out of its session and put into another."""

from dataclasses import dataclass

import numpy as np

from dnn_core.activations import Array
from dnn_core.checkpoints import Checkpoints, nbytes
from dnn_core.config import TrainConfig
from dnn_core.engine import Checkpoint, Inputs
from dnn_core.engine.first_layer import copied_bytes
from dnn_core.history import History, Series
from dnn_core.session import Past, TrainingSession
from dnn_core.snapshot import diverged_message
from dnn_core.timeline import MEMORY, Event, Timeline
from dnn_core.workspace.archive import WorkspaceError

GRAM_BYTES = 256_000_000  # of the products of examples that a file may ask for


@dataclass(frozen=True, eq=False)
class SavedRun:
    """All that a session is made of, but for the data.

    Attributes
    ----------
    config : what the run started from.
    events : live changes in their order.
    iteration : the newest.
    diverged : whether it stopped there because the next one is not finite.
    form : "gram" or "direct", how layer 1 is kept.
    checkpoints : kept states by growing iteration, the first and the newest among them.
    stride : iterations between two of them, the newest aside.
    train, test : rows of the curves before the newest iteration, and their strides.
    """

    config: TrainConfig
    events: tuple[Event, ...]
    iteration: int
    diverged: bool
    form: str
    checkpoints: tuple[Checkpoint, ...]
    stride: int
    train: tuple[Array, int]
    test: tuple[Array, int]


def freeze(session: TrainingSession, most: int = MEMORY) -> SavedRun:
    """What to keep of a session, its states in about so many bytes.

    Raises
    ------
    ValueError : the run started from parameters that no seed draws.
    """
    timeline, t = session.timeline, session.iteration
    if timeline.parameters is not None:
        raise ValueError("This run started from given parameters; it cannot be saved.")
    kept = timeline.checkpoints.within(most)
    states = list(kept.until(t))
    if states[-1].iteration < t:
        states.append(session.newest_state())
    past = session.history.before(t)
    return SavedRun(
        timeline.config,
        tuple(session.events),
        t,
        session.state == "diverged",
        timeline.form or "direct",
        tuple(states),
        kept.stride,
        (past.train.rows(), past.train.stride),
        (past.test.rows(), past.test.stride),
    )


def least_bytes(session: TrainingSession) -> int:
    """What a session takes in a file at least: its first state and its newest."""
    return 2 * nbytes(session.timeline.checkpoints.before(0))


def run_bytes(saved: SavedRun, inputs: Inputs) -> int:
    """Memory that the run will take once it is thawed, by what the file says.

    Beside its past the engine takes about four times the parameters, as measured, or
    what it keeps in their place, and a shuffled copy for mini-batches.
    """
    config, theta = saved.config, saved.checkpoints[-1].theta
    past = sum(map(nbytes, saved.checkpoints))
    past += saved.train[0].nbytes + saved.test[0].nbytes
    engine = 4 * max(theta.nbytes, 8 * config.num_parameters)
    return past + engine + copied_bytes(inputs, config, saved.form)


def thaw(saved: SavedRun, inputs: Inputs) -> TrainingSession:
    """The session again; it goes on as it would have.

    Raises
    ------
    WorkspaceError : what was saved does not fit the settings or the data.
    """
    config, newest = saved.config, saved.checkpoints[-1]
    if config.layer_dims[0] != inputs.n_x:
        raise WorkspaceError(
            f"A run in the file has {config.layer_dims[0]:,} inputs, its data "
            f"{inputs.n_x:,}: they do not belong together."
        )
    examples = inputs.m * (2 * inputs.m + inputs.m_test) * inputs.X.itemsize
    # with so many examples the products never pay: no run of ours is kept so
    many = inputs.m >= 2 * inputs.n_x or examples > GRAM_BYTES
    if saved.form == "gram" and (config.optimizer == "adam" or many):
        raise WorkspaceError("A run in the file keeps its first layer in no valid way.")
    timeline = Timeline(config, inputs, form=saved.form)
    timeline.events = list(saved.events)
    timeline.checkpoints = Checkpoints(MEMORY, saved.checkpoints, saved.stride)
    _check_newest(timeline, newest)
    history = History.of(Series.of(*saved.train), Series.of(*saved.test))
    past = Past(timeline, history, newest.iteration)
    session = TrainingSession(timeline.config_at(saved.iteration), inputs, past=past)
    if saved.diverged:
        alpha = session.config.learning_rate
        session.state = "diverged"
        session.message = diverged_message(saved.iteration + 1, alpha)
    return session


def _check_newest(timeline: Timeline, newest: Checkpoint) -> None:
    """On an engine that is gone afterwards, so that there are never two."""
    engine = timeline.new_engine()
    try:
        engine.restore(newest)
    except ValueError:
        raise WorkspaceError(
            "The states of a run in the file do not fit its settings and data."
        ) from None
    with np.errstate(all="ignore"):
        sound = np.isfinite(engine.logits_of("train").sum())
        if not (sound and np.isfinite(engine.cost())):
            raise WorkspaceError("The newest state of a run in the file is not finite.")
