"""Recorded series: bounded, and thinned without hiding what happened."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dnn_core.history import History, Series, thin


def test_a_full_series_keeps_every_second_row_and_the_newest():
    series = Series(columns=1, capacity=8)
    for t in range(0, 101):
        series.extend(np.array([[1.0 * t, 10.0 * t]]))
    rows = series.rows()
    assert len(rows) <= 9
    assert rows[0].tolist() == [0.0, 0.0]
    assert rows[-1].tolist() == [100.0, 1000.0]
    steps = np.diff(rows[:-1, 0])
    assert (steps == steps[0]).all()
    np.testing.assert_array_equal(rows[:, 1], 10 * rows[:, 0])


def test_a_short_series_is_kept_whole():
    series = Series(columns=2)
    for t in range(3000):
        series.extend(np.array([[t, t, -t]], float))
    np.testing.assert_array_equal(series.rows()[:, 0], np.arange(3000))


@given(
    blocks=st.lists(st.integers(0, 40), max_size=12),
    capacity=st.sampled_from([2, 4, 8, 64]),
)
def test_rows_may_come_one_by_one_or_in_blocks(blocks, capacity):
    rows = np.arange(2.0 * sum(blocks)).reshape(-1, 2)
    by_one, in_blocks = Series(1, capacity), Series(1, capacity)
    for row in rows:
        by_one.extend(row[np.newaxis])
    for block in np.split(rows, np.cumsum(blocks)):
        in_blocks.extend(block)
    np.testing.assert_array_equal(by_one.rows(), in_blocks.rows())


def test_rows_are_a_copy():
    series = Series(columns=1)
    series.extend(np.array([[0.0, 1.0], [1.0, 2.0]]))
    series.rows()[:] = np.nan
    assert series.rows().tolist() == [[0.0, 1.0], [1.0, 2.0]]


def test_thinning_shows_an_oscillation_and_a_spike():
    t = np.arange(10_000.0)
    values = np.where(t % 2 == 0, 1.0, -1.0)
    values[6_543] = 99.0
    thinned = thin(np.column_stack([t, values]), most=400)
    assert len(thinned) <= 402
    assert thinned[:, 1].max() == 99.0
    assert thinned[0, 0] == 0 and thinned[-1, 0] == 9_999
    early = thinned[:100, 1]
    assert {early.min(), early.max()} == {-1.0, 1.0}
    assert (np.diff(thinned[:, 0]) >= 0).all()


def test_thinning_keeps_extremes_in_the_order_they_came():
    rising = np.column_stack([np.arange(64.0), np.arange(64.0)])
    falling = np.column_stack([np.arange(64.0), -np.arange(64.0)])
    assert (np.diff(thin(rising, 16)[:, 1]) >= 0).all()
    assert (np.diff(thin(falling, 16)[:, 1]) <= 0).all()


def test_growing_series_does_not_shimmer():
    """What is drawn of the past stays where it is until the buckets double."""
    random = np.random.default_rng(0)
    rows = np.column_stack([np.arange(4000.0), random.standard_normal(4000)])
    before, after = thin(rows[:3500], 400), thin(rows[:3600], 400)
    np.testing.assert_array_equal(before[:200], after[:200])


def test_curves_of_an_empty_and_of_a_short_history():
    history = History(num_layers=2)
    empty = history.curves()
    assert empty.iterations.shape == (0,)
    assert empty.gradient_norms.shape == (2, 0)
    history.extend([0], [0.7], [[1.0, 2.0]])
    history.record_test(0, 0.8, 0.5, 0.4)
    curves = history.curves()
    assert curves.cost.tolist() == [0.7]
    assert curves.gradient_norms.tolist() == [[1.0], [2.0]]
    assert curves.test_cost.tolist() == [0.8]
    assert (curves.train_accuracy[0], curves.test_accuracy[0]) == (0.5, 0.4)
