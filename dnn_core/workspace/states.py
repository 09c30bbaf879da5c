"""The arrays of a run as members of a workspace, and back."""

import numpy as np

from dnn_core.activations import Array
from dnn_core.checkpoints import MOST
from dnn_core.config import TrainConfig
from dnn_core.engine import Checkpoint
from dnn_core.history import CAPACITY
from dnn_core.workspace.archive import DAMAGED, Archive, Numbers, WorkspaceError
from dnn_core.workspace.saved import SavedRun

MEMORIES = {"gradient descent": 0, "momentum": 1, "adam": 2}  # vectors like theta


def arrays(run: SavedRun) -> dict[str, Numbers]:
    """By member name below the run's folder."""
    states = run.checkpoints
    members: dict[str, Numbers] = {
        "steps": np.array([state.iteration for state in states], np.int64),
        "theta": np.stack([state.theta for state in states]),
        "train": run.train[0],
        "test": run.test[0],
    }
    for k in range(MEMORIES[run.config.optimizer]):
        members[f"memory{k}"] = np.stack([state.memory[k] for state in states])
    return members


def read_states(
    archive: Archive, folder: str, config: TrainConfig, iteration: int
) -> tuple[Checkpoint, ...]:
    """The kept states, from iteration 0 to the newest."""
    steps = archive.array(f"{folder}steps.npy", "int64", None)
    rising = bool(np.all(steps[1:] > steps[:-1])) and 1 <= len(steps) <= MOST + 1
    if not rising or steps[0] != 0 or steps[-1] != iteration:
        raise WorkspaceError(DAMAGED)
    k, dtype = len(steps), config.precision
    theta = archive.array(f"{folder}theta.npy", dtype, k, None)
    if not np.isfinite(theta).all():
        raise WorkspaceError(DAMAGED)
    shape = theta.shape
    memories = [
        archive.array(f"{folder}memory{i}.npy", dtype, *shape)
        for i in range(MEMORIES[config.optimizer])
    ]
    return tuple(  # copies: a state that is dropped one day frees its memory
        Checkpoint(
            int(step), theta[i].copy(), tuple(memory[i].copy() for memory in memories)
        )
        for i, step in enumerate(steps)
    )


def read_rows(archive: Archive, name: str, columns: int, iteration: int) -> Array:
    """(j, columns) rows of a curve, their iterations rising and before the newest."""
    rows = archive.array(name, "float64", None, columns)
    t = rows[:, 0]
    whole = bool(np.all(np.isfinite(t)) and np.all(t == np.floor(t)))
    inside = not len(t) or (t[0] >= 0 and t[-1] < max(iteration, 1))
    rising = bool(np.all(t[1:] > t[:-1]))
    if not (whole and inside and rising and len(rows) <= CAPACITY):
        raise WorkspaceError(DAMAGED)
    return rows.copy()
