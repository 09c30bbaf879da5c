"""Curves on one axis, who is ahead, and luck: against numbers worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn_core import TrainConfig
from dnn_core.comparison import best, differing, judge, layers_alike, luck, ribbon
from dnn_core.initialization import INITIALIZATIONS, initialize_parameters_deep

INF, NAN = math.inf, math.nan


def curve(*points):
    x, y = zip(*points, strict=True)
    return np.array(x, float), np.array(y, float)


def test_a_ribbon_reads_curves_of_different_places_and_spans_them():
    curves = [curve((0, 4), (10, 2), (20, 1)), curve((0, 6), (20, 0)), curve((0, 5))]
    band = ribbon(curves, np.array([0.0, 10.0, 20.0]))
    assert band.low.tolist() == [4, 2, 0]
    assert band.middle.tolist() == [5, 4, 0.5]
    assert band.high.tolist() == [6, 6, 1]


def test_a_curve_that_has_ended_counts_as_worst_where_it_should():
    curves = [curve((0, 3), (9, 3)), curve((0, 2)), curve((0, 1))]
    band = ribbon(curves, np.array([0.0, 5.0]), ended=INF)
    assert band.middle[0] == 2
    assert math.isnan(band.middle[1])  # two of three are lost
    assert (band.low[1], band.high[1]) == (3, 3)
    assert ribbon(curves, np.array([5.0])).middle.tolist() == [3]


def test_a_ribbon_of_nothing_is_empty():
    band = ribbon([curve((5, 1))], np.array([0.0, 5.0]))
    assert math.isnan(band.low[0])
    assert (band.low[1], band.high[1]) == (1, 1)
    assert math.isnan(ribbon([(np.empty(0), np.empty(0))], np.array([1.0])).middle[0])


def test_the_winner_is_who_has_the_better_median_and_wins_are_counted_by_seed():
    outcome = judge([[0.5, 0.4, 0.9], [0.3, 0.4, 0.2], [0.6, 0.7, 0.1]])
    assert outcome.middles == (0.5, 0.3, 0.6)
    assert outcome.best == (1,)
    assert outcome.wins == (0, 1, 1)
    assert outcome.ties == 1  # the second seed


def test_who_diverges_loses_and_if_all_do_nobody_wins():
    assert judge([[NAN], [5.0]]).best == (1,)
    assert judge([[NAN, 0.9], [0.5, 0.6]], higher=True).wins == (1, 1)
    lost = judge([[INF, NAN], [NAN, INF]])
    assert (lost.best, lost.wins, lost.ties) == ((), (0, 0), 2)


def test_more_is_better_for_accuracies():
    outcome = judge([[0.8], [0.9], [0.9]], higher=True)
    assert outcome.best == (1, 2)
    assert outcome.middles == (0.8, 0.9, 0.9)
    assert best([0.5, None, NAN, 0.9], higher=True) == (3,)
    assert best([None, NAN]) == ()


def test_luck_is_that_of_tossing_coins():
    """At least 4 alike of 5 tosses: 2 (5 + 1) of 32 ways; at least 3: all of them."""
    assert luck(4, 5, 2) == pytest.approx(12 / 32)
    assert luck(3, 5, 2) == 1.0
    assert luck(5, 5, 4) == pytest.approx(4 / 4**5)


def test_what_differs_is_named_in_the_order_of_the_settings():
    base = TrainConfig()
    assert differing([base, base]) == ()
    assert differing([base, base.replace(seed=2), base.replace(layer_dims=(9, 1))]) == (
        "layer_dims",
        "seed",
    )


DIMS = st.lists(st.integers(1, 3), min_size=1, max_size=3)
CONFIGS = st.builds(
    lambda hidden, initialization, seed: TrainConfig(
        layer_dims=(2, *hidden, 1), initialization=initialization, seed=seed
    ),
    DIMS,
    st.sampled_from([name for name in INITIALIZATIONS if name != "zeros"]),
    st.integers(1, 2),
)


@given(CONFIGS, CONFIGS)
def test_layers_that_start_alike_are_those_whose_first_weights_are_equal(first, second):
    drawn = [
        initialize_parameters_deep(
            c.layer_dims, seed=c.seed, initialization=c.initialization
        )
        for c in (first, second)
    ]
    alike = 0
    while f"W{alike + 1}" in drawn[0] and np.array_equal(
        drawn[0][f"W{alike + 1}"], drawn[1].get(f"W{alike + 1}", np.empty(0))
    ):
        alike += 1
    assert layers_alike(first, second) == alike
