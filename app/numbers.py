"""The numbers behind the charts, as columns of plain values for tables and files."""

from collections.abc import Sequence

from dnn_core.snapshot import Curves, Snapshot

WHOLE = ("iteration", "layer", "weights")  # columns without decimals
Columns = dict[str, Sequence[float | str | None]]


def curve_columns(curves: Curves) -> Columns:
    """Cost and accuracies over the iterations.

    The training cost is known at other iterations than what takes a look at the test
    set; where one is not known there is None.
    """
    trained = curves.iterations.tolist()
    tested = curves.test_iterations.tolist()
    known = {
        "cost, train": (trained, curves.cost),
        "cost, test": (tested, curves.test_cost),
        "accuracy, train": (tested, curves.train_accuracy),
        "accuracy, test": (tested, curves.test_accuracy),
    }
    rows = sorted({*trained, *tested})
    columns: Columns = {"iteration": [int(t) for t in rows]}
    for name, (iterations, values) in known.items():
        if len(values):
            at = dict(zip(iterations, values.tolist(), strict=True))
            columns[name] = [at.get(t) for t in rows]
    return columns


def gradient_columns(curves: Curves) -> Columns:
    """The Frobenius norm of every dW over the iterations."""
    columns: Columns = {"iteration": [int(t) for t in curves.iterations]}
    for l, norms in enumerate(curves.gradient_norms, start=1):
        columns[f"‖dW{l}‖"] = norms.tolist()
    return columns


def weight_columns(snapshot: Snapshot) -> Columns:
    """Every bar of every histogram: which weights it counts, and how many."""
    layers, lows, highs, counts = list[str](), list[float](), list[float](), list[int]()
    for layer in snapshot.layers:
        bins = len(layer.counts)
        width = (layer.high - layer.low) / bins
        layers += [f"W{layer.layer}"] * bins
        lows += [layer.low + width * i for i in range(bins)]
        highs += [layer.low + width * (i + 1) for i in range(bins)]
        counts += [int(n) for n in layer.counts]
    return {"layer": layers, "from": lows, "to": highs, "weights": counts}
