"""What is typed for a sweep, and how its results are gathered and drawn."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import theme
from app.harvest import Harvest, columns, harvest, measure
from app.plots.sweep import figure
from app.ranges import networks, numbers
from dnn_core.sweep import Choices, Sweep
from tests.sweep_plans import BASE, NETWORKS, RATES, result
from tests.test_theme import contrast

# --- what is typed -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0.001 to 1, 4 steps, log", (0.001, 0.01, 0.1, 1.0)),
        ("0.001 TO 1 , log, 4", (0.001, 0.01, 0.1, 1.0)),
        ("0.001..1, 4 values", (0.001, 0.01, 0.1, 1.0)),
        ("1 to 3, 3 steps", (1.0, 2.0, 3.0)),  # less than a factor of ten: linear
        ("1 to 100, 3, linear", (1.0, 50.5, 100.0)),
        ("0.1, 0.01 1e-3", (0.1, 0.01, 0.001)),
        ("0.3", (0.3,)),
    ],
)
def test_learning_rates_are_read(text, values):
    assert numbers("learning_rate", text, "learning rate").grid() == values


def test_l2_may_be_none():
    assert numbers("l2", "0, 1", "L2").grid() == (0.0, 1.0)
    assert numbers("l2", "0 to 1, 3 steps", "L2").grid() == (0.0, 0.5, 1.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Type values of the learning rate, such as 0.001 to 1"),
        ("fast", "“fast” is not a number"),
        ("0.1 to much", "“much” is not a number"),
        ("0.1 to 1, quickly", "“quickly” was not understood"),
        ("1 to 0.1", "cannot go from 1 to 0.1"),
        ("0, 0.1", "cannot be 0; it must be above 0"),
        ("-1", "cannot be -1"),
        ("nan", "cannot be nan"),
        ("0.1, 0.1", "a value twice"),
        ("0.1 to 1, 1 step", "at least 2"),
    ],
)
def test_what_is_wrong_with_a_range_is_told(text, says):
    with pytest.raises(ValueError, match=says):
        numbers("learning_rate", text, "learning rate")


def test_networks_are_read():
    found = networks("none; 7;[2, 20, 7, 1]", n_x=2)
    assert found.values == ((2, 1), (2, 7, 1), (2, 20, 7, 1))
    with pytest.raises(ValueError, match="“x” is not a whole number"):
        networks("7; x", n_x=2)
    with pytest.raises(ValueError, match="semicolons"):
        networks(" ; ", n_x=2)


@given(st.text(alphabet="0123456789.e-+to ,;logxn∞\n", max_size=30))
def test_whatever_is_typed_gives_values_or_a_sentence(text):
    for read in (lambda: numbers("l2", text, "L2"), lambda: networks(text, 2)):
        try:
            assert read().grid()
        except ValueError as error:
            assert str(error).endswith(".")


# --- what is gathered and drawn ----------------------------------------------


def grid(values) -> Harvest:
    """Two networks by three rates, one seed."""
    whole = Sweep(BASE, (NETWORKS, RATES))
    results = [
        result(
            i, value, **{"layer_dims": c.layer_dims, "learning_rate": c.learning_rate}
        )
        for i, (c, value) in enumerate(zip(whole.configs(), values, strict=False))
    ]
    return harvest(whole, results, measure("test_accuracy", 0.5))


VALUES = [0.6, 0.9, None, 0.7, 0.8]  # the sixth has not come yet


def test_a_map_shows_each_value_in_its_cell():
    drawn: Any = figure(grid(VALUES), "light")
    rows = [list(row) for row in drawn.data[0].z]
    assert rows == [[0.6, 0.7], [0.9, 0.8], [None, None]]
    assert list(drawn.layout.xaxis.ticktext) == ["4", "8, 4"]
    assert list(drawn.layout.yaxis.ticktext) == ["0.01", "0.1", "1"]
    words = {(note.x, note.y): note.text for note in drawn.layout.annotations}
    assert words == {
        (0, 0): "60%", (0, 1): "<b>90%</b>", (0, 2): "✕",
        (1, 0): "70%", (1, 1): "80%",
    }  # fmt: skip
    (frame,) = drawn.layout.shapes
    assert ((frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2) == (0, 1)
    assert (drawn.data[0].zmin, drawn.data[0].zmax) == (0.5, 1.0)


def test_a_run_gone_wild_does_not_flatten_the_others():
    whole = Sweep(BASE, (RATES,), seeds=(1, 2))
    values = [0.1, 0.2, 0.3, 0.4, 0.7, 1e6]
    results = [
        dataclasses.replace(result(i, value), config=config)
        for i, (config, value) in enumerate(zip(whole.configs(), values, strict=True))
    ]
    drawn: Any = figure(harvest(whole, results, measure("cost", 0.5)), "light")
    assert list(drawn.data[0].y) == [0.1, 0.2, 0.3, 0.4, 0.7, 0.8]
    assert list(drawn.data[1].y) == pytest.approx([0.15, 0.35, 0.8])
    assert drawn.layout.yaxis.range[1] < 0.9
    assert drawn.layout.yaxis.ticktext[-1] == "≥ 0.8"
    assert "1000000" in drawn.data[0].customdata[-1]


def test_a_setting_with_few_seeds_so_far_is_not_yet_the_best():
    whole = Sweep(BASE, (RATES,), seeds=(1, 2))
    configs = whole.configs()
    early = [
        dataclasses.replace(result(i, value), config=configs[i])
        for i, value in ((0, 0.7), (1, 0.8), (2, 0.99))
    ]
    best = harvest(whole, early, measure("test_accuracy", 0.5)).best
    assert best is not None
    assert best.median == 0.75


def test_the_table_has_the_best_first():
    table = columns(grid(VALUES))
    assert table["Test accuracy"] == [0.9, 0.8, 0.7, 0.6, None]
    assert table["Learning rate α"] == [0.1, 0.1, 0.01, 0.01, 1.0]
    assert table["Hidden layers"] == ["4", "8, 4", "8, 4", "4", "4"]
    assert table["Diverged"] == [0, 0, 0, 0, 1]


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("draws", [None, 4])
@pytest.mark.parametrize("metric", ["test_accuracy", "cost"])
def test_there_is_a_figure_for_every_sweep_also_before_it_begins(
    axes, draws, metric, name
):
    three = (RATES, NETWORKS, Choices("activation", ("relu", "tanh")))
    whole = Sweep(BASE, three[:axes], seeds=(1, 2), draws=draws)
    results = [
        dataclasses.replace(result(i, None if i == 2 else 0.6), config=config)
        for i, config in enumerate(whole.configs())
    ]
    for some in ([], results[:1], results):
        drawn = figure(harvest(whole, some, measure(metric, 0.5)), name)
        assert drawn.layout.paper_bgcolor == theme.BACKGROUND[name]
        assert drawn.to_json()


@pytest.mark.parametrize("name", theme.THEMES)
def test_words_on_a_map_are_legible(name):
    ends = theme.NEUTRAL[name], theme.POSITIVE[name]
    for share in range(101):
        colour = theme.mix(*ends, share / 100)
        assert contrast(colour, theme.words_on(colour, name)) >= 4.1
