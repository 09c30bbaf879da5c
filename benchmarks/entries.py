"""Who takes part in which work, and under which name."""

import os
from functools import partial

from benchmarks.learners import jax_net, layerwise, notebook, pytorch, sklearn_mlp
from benchmarks.measure import Entry
from benchmarks.work import Work

FLOOR = "floor: the products alone"
NOTEBOOK = "notebook"
MODEL = "Layerwise L_layer_model, whole run"
WHOLE_SESSION = "Layerwise session, whole run"
ENGINE = "Layerwise engine"
SESSION = "Layerwise session"
PYTORCH = "PyTorch"
OUR_WAY = "Gram form in PyTorch"
CORES = os.cpu_count() or 1
THREADS = sorted({1, CORES})
TOLERANCES = {"float64": 1e-6, "float32": 1e-3}


def threads_name(threads: int) -> str:
    """How a row tells its number of threads."""
    return "1 thread" if threads == 1 else f"{threads} threads"


def ours(work: Work) -> list[Entry]:
    """The engine and the session, going on and on."""
    return [
        Entry(f"{ENGINE}, float64", partial(layerwise.EngineLearner, work)),
        Entry(
            f"{ENGINE}, float32",
            partial(layerwise.EngineLearner, work, "float32"),
            tolerance=TOLERANCES["float32"],
        ),
        Entry(f"{SESSION}, float64", partial(layerwise.SessionLearner, work)),
    ]


def whole_runs(work: Work) -> list[Entry]:
    """What a caller waits for, set-up included."""
    n = work.config.num_iterations
    kinds = {MODEL: layerwise.WholeModel, WHOLE_SESSION: layerwise.WholeSession}
    return [
        Entry(
            f"{name}, {threads_name(threads)}",
            partial(kind, work),
            whole=n,
            threads=threads,
        )
        for name, kind in kinds.items()
        for threads in THREADS
    ]


def notebooks(work: Work) -> list[Entry]:
    """The plain loop."""
    return [
        Entry(
            f"{NOTEBOOK}, float64, {threads_name(threads)}",
            partial(notebook.Notebook, work),
            threads=threads,
        )
        for threads in THREADS
    ]


def peers(work: Work) -> list[Entry]:
    """The libraries, each in every way that may be its best."""
    kinds = {"eager": pytorch.Eager}
    if work.config.batch_size is None:
        kinds["compiled"] = pytorch.Compiled
    entries = [
        Entry(
            f"{PYTORCH} {how}, {dtype}, {threads_name(threads)}",
            partial(kind, work, dtype, threads),
            tolerance=tolerance,
        )
        for how, kind in kinds.items()
        for dtype, tolerance in TOLERANCES.items()
        for threads in THREADS
    ]
    entries += [
        Entry(
            f"JAX compiled loop, {dtype}",
            partial(jax_net.Jitted, work, dtype),
            tolerance=tolerance,
        )
        for dtype, tolerance in TOLERANCES.items()
    ]
    return [
        *entries,
        Entry(
            "scikit-learn MLPClassifier, float64",
            partial(sklearn_mlp.MLP, work),
            threads=CORES,
        ),
    ]


def gram_in_pytorch(work: Work) -> list[Entry]:
    """Not what anyone writes in PyTorch, but what it could do with our algorithm."""
    return [
        Entry(
            f"{OUR_WAY}, {dtype}, {threads_name(threads)}",
            partial(pytorch.Gram, work, dtype, threads),
            tolerance=tolerance,
        )
        for dtype, tolerance in TOLERANCES.items()
        for threads in THREADS
    ]


def floor(work: Work) -> list[Entry]:
    """What no way in these coordinates can beat."""
    return [Entry(FLOOR, partial(layerwise.Floor, work), tolerance=None)]


def entries_of(work: Work) -> list[Entry]:
    """Everyone who takes part in a work."""
    everyone = [*notebooks(work), *peers(work)]
    if work.key in ("c", "d"):
        return [*ours(work), *everyone]
    return [
        *floor(work),
        *whole_runs(work),
        *ours(work),
        *everyone,
        *gram_in_pytorch(work),
    ]
