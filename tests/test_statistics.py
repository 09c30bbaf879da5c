"""Histograms, accuracy, intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn_core.statistics import (
    Confusion,
    accuracy,
    coarse_range,
    confusion,
    histogram,
    wilson_interval,
)


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=300))
def test_counts_are_numpys(values):
    W = np.array(values)
    edges = np.linspace(-3, 3, 42)
    inside = np.min(np.abs(W[:, None] - edges[None, 1:-1]), axis=1) > 1e-9
    expected, _ = np.histogram(W[inside], bins=edges)
    np.testing.assert_array_equal(histogram(W[inside], 3.0), expected)


def test_zero_falls_into_the_middle_bin():
    counts = histogram(np.zeros((4, 5)), 1.0)
    assert counts[len(counts) // 2] == 20


@given(st.floats(1e-12, 1e12))
def test_coarse_range_covers_and_is_coarse(largest):
    limit = coarse_range(largest)
    assert largest <= limit <= 2.01 * largest


@pytest.mark.parametrize("largest", [0.0, np.inf, np.nan])
def test_coarse_range_of_nothing_is_one(largest):
    assert coarse_range(largest) == 1.0


def test_accuracy_by_hand():
    AL, Y = np.array([[0.9, 0.2, 0.5, 0.7]]), np.array([[1.0, 0.0, 1.0, 0.0]])
    assert accuracy(AL, Y) == 0.5  # one half counts as no


def test_wilson_interval_by_the_book():
    # Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662
    low, high = wilson_interval(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson_interval(1.0, 10)[1] == pytest.approx(1.0)
    assert wilson_interval(0.0, 10)[0] == pytest.approx(0.0)


def test_confusion_by_hand():
    AL = np.array([[0.9, 0.2, 0.5, 0.7, 0.8, 0.1]])
    Y = np.array([[1.0, 0.0, 1.0, 0.0, 1.0, 1.0]])
    counts = confusion(AL, Y)
    assert counts == Confusion(tn=1, fp=1, fn=2, tp=2)  # one half counts as no
    assert counts.precision == pytest.approx(2 / 3)
    assert counts.recall == pytest.approx(2 / 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=50))
def test_confusion_counts_everyone_once(answers):
    AL = np.array([[p for p, _ in answers]]).reshape(1, -1)
    Y = np.array([[float(y) for _, y in answers]]).reshape(1, -1)
    counts = confusion(AL, Y)
    assert counts.total == len(answers)
    assert counts.tp + counts.fn == Y.sum()
    if answers:
        assert counts.accuracy == accuracy(AL, Y)
    else:
        assert counts.accuracy is None


@pytest.mark.parametrize(
    ("counts", "precision", "recall"),
    [
        (Confusion(tn=9, fp=0, fn=1, tp=0), None, 0.0),  # none was called 1
        (Confusion(tn=7, fp=3, fn=0, tp=0), 0.0, None),  # none is 1
        (Confusion(tn=0, fp=0, fn=0, tp=0), None, None),
    ],
)
def test_what_cannot_be_divided_is_none(counts, precision, recall):
    assert (counts.precision, counts.recall) == (precision, recall)
