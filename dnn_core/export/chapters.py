"""The chapters of an exported file: words and code, for script and notebook alike."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from dnn_core import initialization
from dnn_core.activations import ACTIVATIONS, activation_named
from dnn_core.data.planar import PLANAR, draw_points
from dnn_core.export.record import (
    Arrays,
    DataSource,
    Pictures,
    Points,
    Record,
    files_of,
)
from dnn_core.export.source import Gathering, table_entry
from dnn_core.export.training import model, settings
from dnn_core.functions import L_model_backward, L_model_forward, compute_cost
from dnn_core.initialization import initialize_parameters_deep
from dnn_core.models import predict
from dnn_core.optimizers import OPTIMIZERS

OPENING = """\
# A network trained in Layerwise

This file trains the same network once more, with nothing but {needs}, in the functions
of the course “Building your Deep Neural Network”. At its end it compares its costs with
those that Layerwise recorded: they agree to {decimals} decimals."""
CHANGED = (
    "Its settings were changed while it learned: LIVE_CHANGES says when, and to what."
)
BESIDE = "The examples are read from {files}; put that beside this file."
DRAWN = "Points of the plane, drawn from a seed."
COMPARISON = """\
## The same costs?

Layerwise computes faster and in another order, so the last digits differ. More differs
only where rounding is blown up: in a run whose cost jumps, or where a probability
becomes exactly 0 or 1, by which the course's formula for dAL would divide."""

LOAD = """\
def load_dataset(file, split):
    \"\"\"X: (n_x, m), a picture a column, scaled to 0 to 1; Y: (1, m).\"\"\"
    with h5py.File(file, "r") as data:
        pictures = data[f"{split}_set_x"][()]
        labels = data[f"{split}_set_y"][()]
    X = pictures.reshape(len(pictures), -1).T
    if pictures.dtype == np.uint8:
        X = X / 255
    return X, labels.reshape(1, -1).astype(float)"""
COMPARE = """\
print("iteration  cost here  in Layerwise")
for iteration, recorded in RECORDED.items():
    print(f"{iteration:9d}  {costs[iteration]:9.6f}  {recorded:12.6f}")
largest = max(abs(costs[i] - recorded) for i, recorded in RECORDED.items())
print(f"Largest difference: {largest:.1e}")"""
PLOT = """\
try:
    import matplotlib.pyplot as plt
except ImportError:
    print("To see the costs drawn, install matplotlib.")
else:
    plt.plot(list(costs), list(costs.values()))
    plt.xlabel("iteration")
    plt.ylabel("cost")
    plt.show()"""


class Cell(NamedTuple):
    """A piece of a notebook."""

    kind: Literal["markdown", "code"]
    text: str


def chapters(record: Record, data: DataSource, note: str = "") -> list[Cell]:
    """The whole file for a run.

    note : what else there is to say of the run.
    """
    cells = [
        Cell("markdown", _opening(record, data, note)),
        Cell("code", _imports(data)),
        Cell("code", settings(record)),
    ]
    for words, code in (*_course(record, data), *_results(record)):
        cells += [Cell("markdown", words), Cell("code", code)]
    return cells


def _opening(record: Record, data: DataSource, note: str) -> str:
    needs = "numpy and h5py" if isinstance(data, Pictures) else "numpy"
    decimals = "six" if record.config.precision == "float64" else "about four"
    parts = [OPENING.format(needs=needs, decimals=decimals)]
    parts += [note] if note else []
    parts += [CHANGED] if record.rates else []
    return "\n\n".join(parts)


def _imports(data: DataSource) -> str:
    modules = ["h5py"] if isinstance(data, Pictures) else []
    lines = [f"import {name}" for name in (*modules, "numpy as np")]
    return "\n".join(["from collections import namedtuple", "", *lines])


def _course(record: Record, data: DataSource) -> Iterator[tuple[str, str]]:
    """The data, the course's functions in its order, and the model made of them."""
    gathering, config = Gathering({"ACTIVATIONS", "INITIALIZATIONS"}), record.config
    take = gathering.take
    files = " and ".join(files_of(data))
    words = BESIDE.format(files=files) if files else DRAWN
    code = _data(data, gathering) + _in_precision(record)
    yield f"## The data\n\n{words}", code
    yield "## Activations", _activations(config.activation, gathering)
    yield "## Initialization", _initialization(config.initialization, gathering)
    yield "## Forward propagation", take(L_model_forward)
    yield "## Cost", take(compute_cost)
    yield "## Backward propagation", take(L_model_backward)
    yield "## Update", take(OPTIMIZERS[config.optimizer])
    yield "## The model", f"{take(predict)}\n\n\n{model(record)}"


def _data(data: DataSource, gathering: Gathering) -> str:
    if isinstance(data, Points):
        return _points(data, gathering)
    return _pictures(data) if isinstance(data, Pictures) else _arrays(data)


def _points(data: Points, gathering: Gathering) -> str:
    draw = PLANAR[data.name].draw
    call = f"draw_points({draw.__name__}, {{}}, {data.noise!r}, {{}})"
    return "\n".join(
        [
            gathering.take(draw, draw_points),
            "\n",
            f"X_train, Y_train = {call.format(data.m, data.seed)}",
            f"X_test, Y_test = {call.format(data.m // 4, [data.seed, 1])}",
        ]
    )


def _arrays(data: Arrays) -> str:
    lines = [f'with np.load("{data.file}") as data:']
    for split in ("train", "test") if data.test else ("train",):
        lines.append(f'    X_{split}, Y_{split} = data["X_{split}"], data["Y_{split}"]')
    return "\n".join(lines)


def _pictures(data: Pictures) -> str:
    lines = [LOAD, "\n", f'X_train, Y_train = load_dataset("{data.train}", "train")']
    if data.test:
        lines.append(f'X_test, Y_test = load_dataset("{data.test}", "test")')
    return "\n".join(lines)


def _in_precision(record: Record) -> str:
    precision = record.config.precision
    return (
        "" if precision == "float64" else f"\nX_train = X_train.astype(np.{precision})"
    )


def _activations(name: str, gathering: Gathering) -> str:
    """Those of the hidden layers and of the output, and the table that names them."""
    used = [ACTIVATIONS[key] for key in dict.fromkeys((name, "sigmoid"))]
    functions = [f for one in used for f in (one.forward, one.backward)]
    table = [
        'Activation = namedtuple("Activation", "forward backward")',
        "ACTIVATIONS = {",
    ]
    for one in used:
        pair = f"{one.forward.__name__}, {one.backward.__name__}"
        table.append(f'    "{one.name}": Activation({pair}),')
    table.append("}")
    first, last = gathering.take(*functions), gathering.take(activation_named)
    return "\n\n\n".join([first, "\n".join(table), last])


def _initialization(name: str, gathering: Gathering) -> str:
    scale = table_entry(initialization, "INITIALIZATIONS", name)
    table = f'INITIALIZATIONS = {{"{name}": {scale}}}'
    return f"{table}\n\n\n{gathering.take(initialize_parameters_deep)}"


def _results(record: Record) -> Iterator[tuple[str, str]]:
    yield (
        "## Training",
        "parameters, costs = L_layer_model(\n"
        "    X_train, Y_train, LAYERS_DIMS, LEARNING_RATE, NUM_ITERATIONS\n"
        ")",
    )
    told = [f"    {t}: {cost:.8f}," for t, cost in sorted(record.costs.items())]
    yield COMPARISON, "\n".join(["RECORDED = {", *told, "}", COMPARE])
    yield "## Accuracy", "\n".join(_accuracies(record))
    yield "## The costs, drawn", PLOT


def _accuracies(record: Record) -> Iterator[str]:
    shares = {"train": record.train_accuracy, "test": record.test_accuracy}
    for split, share in shares.items():
        if share is not None:
            answers = f"predict(X_{split}, parameters, activation=ACTIVATION)"
            yield f"right = np.mean({answers} == Y_{split})"
            there = f" (Layerwise: {share:.4f})" if record.iteration else ""
            yield f'print(f"Accuracy, {split}: {{right:.4f}}{there}")'
