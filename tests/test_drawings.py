"""The embedded drawings: balanced, split by drawing, and what a network learns."""

import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import Dataset, load_drawings

DATASETS = Path(__file__).parent.parent / "datasets"
LISTING = DATASETS / "drawings.csv"


@pytest.fixture(scope="module")
def drawings():
    return load_drawings()


@pytest.fixture(scope="module")
def rows():
    with LISTING.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def accuracies(dataset):
    """Of the course's network of seed 1 after 2,500 iterations: training, test."""
    session = TrainingSession(TrainConfig(seed=1), Inputs.of(dataset))
    session.step(2500)
    snapshot = session.snapshot()
    assert snapshot.test_accuracy is not None
    return snapshot.train_accuracy, snapshot.test_accuracy


def test_sizes_and_balance(drawings):
    assert drawings.n_x == 64 * 64 * 3
    assert (drawings.m_train, drawings.m_test) == (209, 50)
    assert drawings.class_names == ("non-cat", "cat")
    assert (drawings.Y_train.sum(), drawings.Y_test.sum()) == (104, 25)


def test_half_of_the_others_are_animals(rows):
    kinds = Counter(row["kind"] for row in rows)
    others = kinds.total() - kinds["cat"]
    shares = {kind: kinds[kind] / others for kind in kinds if kind != "cat"}
    wished = {"animal": 0.5, "object": 0.25, "food": 0.15, "smiley": 0.1}
    assert shares == pytest.approx(wished, abs=0.02)


def test_the_listing_tells_of_every_picture(drawings, rows):
    for split in ("train", "test"):
        kinds = [row["kind"] for row in rows if row["split"] == split]
        assert [kind == "cat" for kind in kinds] == list(drawings.Y(split)[0] == 1)


def test_no_drawing_is_on_both_sides(rows):
    sides = {
        split: {row["drawing"] for row in rows if row["split"] == split}
        for split in ("train", "test")
    }
    assert not sides["train"] & sides["test"]


def test_no_two_pictures_are_alike(drawings):
    pictures = np.concatenate([drawings.images_train, drawings.images_test])
    flat = pictures.reshape(len(pictures), -1).astype(np.float64)
    squares = (flat**2).sum(axis=1)
    apart = squares[:, None] + squares[None, :] - 2 * flat @ flat.T
    np.fill_diagonal(apart, np.inf)
    per_value = np.sqrt(apart.min() / flat.shape[1])
    assert per_value > 5  # levels of 255, root mean square


def test_a_publishers_style_says_nothing_about_the_label(rows):
    for split, most in (("train", 1), ("test", 0)):
        chosen = [row for row in rows if row["split"] == split]
        cats = Counter(row["source"] for row in chosen if row["kind"] == "cat")
        others = Counter(row["source"] for row in chosen if row["kind"] != "cat")
        assert (others - cats).total() == most and not cats - others


def test_the_shipped_pair_learns_and_does_not_collapse(drawings):
    train, test = accuracies(drawings)
    assert 0.96 <= train <= 1
    assert 0.68 <= test <= 0.86


def test_with_a_whole_publisher_held_out_the_score_falls_to_guessing(drawings, rows):
    out = np.array([row["publisher"] == "EmojiOne" for row in rows])
    X = np.concatenate([drawings.X_train, drawings.X_test], axis=1)
    Y = np.concatenate([drawings.Y_train, drawings.Y_test], axis=1)
    held_out = Dataset("out", "Out", X[:, ~out], Y[:, ~out], X[:, out], Y[:, out])
    assert held_out.m_test == 26
    train, test = accuracies(held_out)
    assert train > 0.9
    assert test < 0.66


def test_the_notes_figures_are_those_of_the_readme(drawings):
    readme = (DATASETS / "README.md").read_text(encoding="utf-8")
    row = re.search(r"\| EmojiOne \| 26 \| (\d+) % \| (\d+) % \|", readme)
    assert row
    assert "its pictures fall from {} to {} %".format(*row.groups()) in drawings.note
