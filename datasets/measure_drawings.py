"""Measure what the test score of the drawings is worth; README.md tells the outcome.

    PYTHONPATH=. python datasets/measure_drawings.py

First the split as it is shipped. Then all pictures of both files, each answered by a
network that has not learned from it: once with a sixth of the drawings held out at a
time, once with a whole publisher held out at a time. Takes about half a minute.
"""

import csv
from pathlib import Path

import numpy as np

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import Dataset, load_drawings
from dnn_core.moment import Moment

LISTING = Path(__file__).resolve().parent / "drawings.csv"
SEEDS = range(1, 7)
FOLDS = 6


def trained(dataset: Dataset, seed: int) -> Moment:
    """The course's network after 2,500 iterations at 0.0075, started with 1/sqrt(n)."""
    session = TrainingSession(TrainConfig(seed=seed), Inputs.of(dataset))
    session.step(2500)
    return session.at()


def right_when_held_out(
    X: np.ndarray, Y: np.ndarray, label: np.ndarray, seed: int
) -> np.ndarray:
    """Which pictures are answered rightly when all of their `label` are held out."""
    right = np.zeros(len(label), dtype=bool)
    for part in np.unique(label):
        out = label == part
        split = X[:, ~out], Y[:, ~out], X[:, out], Y[:, out]
        network = trained(Dataset("part", "Part", *split), seed)
        right[out] = (network.predict_proba(X[:, out]) > 0.5)[0] == Y[0, out]
    return right


def main() -> None:
    data = load_drawings()
    print("network seed   train   test")
    for seed in SEEDS:
        end = trained(data, seed).snapshot()
        print(f"{seed:12} {end.train_accuracy:7.1%} {end.test_accuracy:6.0%}")
    with LISTING.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    X = np.concatenate([data.X_train, data.X_test], axis=1)
    Y = np.concatenate([data.Y_train, data.Y_test], axis=1)
    publisher = np.array([row["publisher"] for row in rows])
    drawings, drawing = np.unique([row["drawing"] for row in rows], return_inverse=True)
    by_drawing: list[np.ndarray] = []
    by_publisher: list[np.ndarray] = []
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(len(drawings))
        by_drawing.append(right_when_held_out(X, Y, order[drawing] % FOLDS, seed))
        by_publisher.append(right_when_held_out(X, Y, publisher, seed))
    print("\npublisher       pictures   drawings held out   publisher held out")
    for name in [*np.unique(publisher), "all"]:
        of = (publisher == name) | (name == "all")
        means = [
            np.mean(np.array(right)[:, of]) for right in (by_drawing, by_publisher)
        ]
        print(f"{name:15} {of.sum():8} {means[0]:19.0%} {means[1]:20.0%}")


if __name__ == "__main__":
    main()
