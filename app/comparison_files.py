"""The compared runs as files to take away: curves as CSV, settings as JSON."""

import csv
import io
import json
from collections.abc import Sequence
from itertools import zip_longest
from urllib.parse import urlencode

from app import address, numbers
from app.comparison import Entry
from app.experiment import Setup
from dnn_core.history import EVERYTHING

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


def curves_csv(entries: Sequence[Entry]) -> str:
    """Every recorded iteration of every run, one row each."""
    layers = max((e.config.num_layers for e in entries), default=0)
    costs = ["cost, train", "cost, test", "accuracy, train", "accuracy, test"]
    norms = [f"‖dW{l}‖" for l in range(1, layers + 1)]
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["run", "iteration", *costs, *norms])
    for entry in entries:
        with entry.kept.run.turn() as session:
            curves = session.curves(EVERYTHING)
        found = numbers.curve_columns(curves)
        gradients = {
            int(t): norm.tolist()
            for t, norm in zip(curves.iterations, curves.gradient_norms.T, strict=True)
        }
        blank = [None] * len(found["iteration"])
        columns = [found.get(name, blank) for name in ("iteration", *costs)]
        for values in zip(*columns, strict=True):
            norm = gradients.get(int(values[0] or 0), [])
            padded = [n for n, _ in zip_longest(norm, norms)]
            rows.writerow([_name(entry.name), *values, *padded])
    return file.getvalue()


def _name(name: str) -> str:
    return f"'{name}" if name.startswith(FORMULA) else name


def settings_json(entries: Sequence[Entry], page: str) -> str:
    """Settings and results of every run, and the address that opens it again.

    page : the address of the app, without parameters.
    """
    return json.dumps([_plain(e, page) for e in entries], indent=1, ensure_ascii=False)


def _plain(entry: Entry, page: str) -> dict[str, object]:
    run, snapshot = entry.kept.run, entry.snapshot
    with run.turn() as session:
        changes = [
            {"iteration": e.iteration, **dict(e.changes)} for e in session.events
        ]
    setup = Setup(entry.config, entry.origin.choice, run.speed)
    return {
        "name": entry.name,
        "address": f"{page}?{urlencode(address.write(setup), safe=',')}",
        "data": entry.origin.data.dataset.title,
        "settings": entry.config.to_dict(),
        "changed while training": changes,
        "results": {
            "iterations": snapshot.iteration,
            "seconds": round(entry.seconds, 3),
            "state": snapshot.state,
            "cost, train": snapshot.cost,
            "cost, test": snapshot.test_cost,
            "accuracy, train": snapshot.train_accuracy,
            "accuracy, test": snapshot.test_accuracy,
        },
    }
