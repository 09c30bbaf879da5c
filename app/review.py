"""All answers of a network to one split: counted, chosen and sorted."""

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from app.asked import Asked
from app.text import mistakes as say
from dnn_core.activations import Array
from dnn_core.data import Dataset, Split
from dnn_core.statistics import Confusion, confusion, wilson_interval

Cell = Literal["tn", "fp", "fn", "tp"]
Shown = Literal["wrong", "all", "tn", "fp", "fn", "tp"]

# What is shown -> the cells of the matrix it takes.
SHOWN: Final[dict[Shown, tuple[Cell, ...]]] = {
    "wrong": ("fp", "fn"),
    "all": ("tn", "fp", "fn", "tp"),
    "tn": ("tn",),
    "fp": ("fp",),
    "fn": ("fn",),
    "tp": ("tp",),
}
# The matrix, row by row: label 0 or 1, answer 0 or 1.
MATRIX: Final[tuple[tuple[Cell, Cell], ...]] = (("tn", "fp"), ("fn", "tp"))


@dataclass(frozen=True)
class Figure:
    """A share, and what of what it is; value is None where it cannot be said."""

    name: str
    value: float | None
    about: str


@dataclass(frozen=True, eq=False)
class Review:
    """What the network says of every example.

    Attributes
    ----------
    dataset, split : of the examples.
    probabilities : (m,) of class 1.
    counts : how often each class was taken for each.
    """

    dataset: Dataset
    split: Split
    probabilities: Array
    counts: Confusion

    def count(self, shown: Shown) -> int:
        """How many examples are shown."""
        return sum(getattr(self.counts, cell) for cell in SHOWN[shown])

    def chosen(self, shown: Shown, *, surest_first: bool = True) -> list[int]:
        """Indices of the examples shown, by how far from one half the answer is."""
        labels, answers = self.dataset.Y(self.split)[0] > 0.5, self.probabilities > 0.5
        cells = np.array(MATRIX)[labels.astype(int), answers.astype(int)]
        wanted = np.flatnonzero(np.isin(cells, SHOWN[shown]))
        doubt = -np.abs(self.probabilities[wanted] - 0.5)
        order = np.argsort(doubt if surest_first else -doubt, kind="stable")
        return wanted[order].tolist()

    def label(self, index: int) -> str:
        """The class of an example, by its name."""
        return self.dataset.class_names[int(self.dataset.Y(self.split)[0, index])]

    def figures(self) -> tuple[Figure, Figure, Figure]:
        """Accuracy, precision and recall, each with its numbers in words."""
        c, name = self.counts, self.dataset.class_names[1]
        right, called, there = c.tn + c.tp, c.tp + c.fp, c.tp + c.fn
        low, high = wilson_interval(right / c.total, c.total)
        accuracy = say.FIGURE_ACCURACY.format(
            right=right,
            total=c.total,
            low=low,
            high=high,
            baseline=self.dataset.baseline(self.split),
        )
        precision = say.FIGURE_PRECISION if called else say.FIGURE_PRECISION_NONE
        recall = say.FIGURE_RECALL if there else say.FIGURE_RECALL_NONE
        return (
            Figure("Accuracy", c.accuracy, accuracy),
            Figure(
                "Precision",
                c.precision,
                precision.format(called=called, name=name, found=c.tp),
            ),
            Figure(
                "Recall", c.recall, recall.format(there=there, name=name, found=c.tp)
            ),
        )

    def points(self, indices: list[int]) -> dict[str, list[Any]]:
        """Columns of a table of points of the plane."""
        x1, x2 = self.dataset.X(self.split)[:2, indices]
        return {
            "No.": [index + 1 for index in indices],
            "x1": x1.tolist(),
            "x2": x2.tolist(),
            "label": [self.label(index) for index in indices],
            f"probability of {self.dataset.class_names[1]}": self.probabilities[
                indices
            ].tolist(),
        }


def review(network: Asked, dataset: Dataset, split: Split) -> Review:
    """Ask the network about every example of a split that is not empty."""
    AL = network.probabilities(dataset.X(split))
    return Review(dataset, split, AL[0], confusion(AL, dataset.Y(split)))
