"""The kept runs side by side: what differs, what came of it, and which did best."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from app.entries import UPLOADED, DataChoice
from app.experiment import Origin
from app.naming import TITLES, setting
from app.plots.overlay import Line
from app.runs import Kept, Run
from dnn_core import Snapshot, TrainConfig
from dnn_core.comparison import best, differing
from dnn_core.snapshot import Curves

MANY = 1200  # points of a curve that is inspected
NOT_COMPARED = ("num_iterations", "precision")  # results say how far a run came


@dataclass(frozen=True, eq=False)
class Entry:
    """A kept run as it stood when it was looked at."""

    kept: Kept
    config: TrainConfig
    origin: Origin
    snapshot: Snapshot
    curves: Curves
    nbytes: int
    seconds: float

    @property
    def name(self) -> str:
        """What it is called."""
        return self.kept.name

    @property
    def number(self) -> int:
        """Its colour."""
        return self.kept.run.number


class Column(NamedTuple):
    """One column of the table, a cell a run; the best are marked."""

    title: str
    cells: tuple[str, ...]
    best: tuple[int, ...] = ()


_seen: WeakKeyDictionary[Run, tuple[int, Snapshot, Curves]] = WeakKeyDictionary()


def entry(kept: Kept) -> Entry | None:
    """A run as it stands; None before its first iteration."""
    run = kept.run
    with run.turn() as session:
        iteration = session.iteration
        if not iteration or run.origin is None:
            return None
        seen = _seen.get(run)
        if seen is None or seen[0] != iteration:
            seen = iteration, session.snapshot(), session.curves(MANY)
            _seen[run] = seen
        return Entry(
            kept,
            session.config,
            run.origin,
            seen[1],
            seen[2],
            session.nbytes,
            run.trained_s,
        )


def same_data(entries: Sequence[Entry]) -> bool:
    """Whether all learn from the same examples."""
    kinds = {
        (e.origin.choice, id(e.origin.data) if e.origin.choice.name == UPLOADED else 0)
        for e in entries
    }
    return len(kinds) <= 1


def columns(entries: Sequence[Entry]) -> list[Column]:
    """Only the settings that differ, then the results."""
    found: list[Column] = []
    if not same_data(entries):
        found.append(Column("data", tuple(_data(e.origin) for e in entries)))
    configs = [e.config for e in entries]
    for name in differing(configs):
        if name not in NOT_COMPARED:
            cells = tuple(setting(name, getattr(c, name)) for c in configs)
            if len(set(cells)) > 1:  # the input may be all that differs in layer_dims
                found.append(Column(TITLES[name], cells))
    return found + _results(entries)


def _results(entries: Sequence[Entry]) -> list[Column]:
    snapshots = [e.snapshot for e in entries]
    costs = [s.cost for s in snapshots]
    train = [s.train_accuracy for s in snapshots]
    test = [s.test_accuracy for s in snapshots]
    seconds = [e.seconds for e in entries]
    fair = same_data(entries) and len(entries) > 1
    timed = fair and len({s.iteration for s in snapshots}) == 1
    results = [
        Column("iterations", tuple(_iterations(s) for s in snapshots)),
        Column("seconds", tuple(map(_seconds, seconds)), _if(timed, best(seconds))),
        Column("cost (train)", tuple(map(_cost, costs)), _if(fair, best(costs))),
    ]
    for title, values in (("train accuracy", train), ("test accuracy", test)):
        marks = _if(fair, best(values, higher=True))
        results.append(Column(title, tuple(map(_share, values)), marks))
    return results


def _if(fair: bool, marks: tuple[int, ...]) -> tuple[int, ...]:
    return marks if fair else ()


def _iterations(snapshot: Snapshot) -> str:
    state = " diverged" if snapshot.state == "diverged" else ""
    return f"{snapshot.iteration:,}{state}"


def _cost(cost: float) -> str:
    return f"{cost:.4f}" if cost < 100 else f"{cost:.3g}"


def _seconds(seconds: float) -> str:
    return "–" if math.isnan(seconds) else f"{seconds:.2f}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


def _data(origin: Origin) -> str:
    choice, usual = origin.choice, DataChoice(origin.choice.name)
    title = origin.data.dataset.title
    if choice == usual or origin.data.dataset.n_x != 2:
        return title
    return f"{title}, {choice.m} points, noise {choice.noise:g}, draw {choice.seed}"


def cost_lines(entries: Sequence[Entry], *, train: bool, test: bool) -> list[Line]:
    """The costs of every run; the name stands at the training cost if that is drawn."""
    lines: list[Line] = []
    for e in entries:
        c = e.curves
        if train:
            lines.append(Line(e.name, e.number, c.iterations, c.cost))
        if test:
            x, y = c.test_iterations, c.test_cost
            lines.append(Line(e.name, e.number, x, y, dashed=True, named=not train))
    return lines


def accuracy_lines(entries: Sequence[Entry], *, train: bool, test: bool) -> list[Line]:
    """The same of the accuracies."""
    lines: list[Line] = []
    for e in entries:
        c, x = e.curves, e.curves.test_iterations
        if train:
            named = not test
            lines.append(Line(e.name, e.number, x, c.train_accuracy, named=named))
        if test:
            lines.append(Line(e.name, e.number, x, c.test_accuracy, dashed=True))
    return lines


def gradient_lines(entries: Sequence[Entry], layer: int) -> list[Line]:
    """||dW|| of one layer, from 1; of runs that have it."""
    return [
        Line(e.name, e.number, e.curves.iterations, e.curves.gradient_norms[layer - 1])
        for e in entries
        if layer <= e.config.num_layers
    ]
