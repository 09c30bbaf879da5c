"""The tables behind the charts, against curves written by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app.numbers import curve_columns, gradient_columns, weight_columns
from tests.test_pages import panel
from tests.test_payload import curves, layer, snapshot

TRAIN = str(Path(__file__).parent.parent / "app" / "views" / "train.py")
SLOW_S = 30


def test_what_is_looked_at_less_often_is_empty_in_between():
    columns = curve_columns(
        replace(
            curves(3),
            test_iterations=np.array([0.0, 2.0]),
            test_cost=np.array([0.9, 0.8]),
            train_accuracy=np.array([0.5, 0.75]),
            test_accuracy=np.array([0.25, 0.5]),
        )
    )
    assert columns == {
        "iteration": [0, 1, 2],
        "cost, train": [0.75, 0.5, 0.25],
        "cost, test": [0.9, None, 0.8],
        "accuracy, train": [0.5, None, 0.75],
        "accuracy, test": [0.25, None, 0.5],
    }


def test_what_was_never_looked_at_is_no_column():
    assert list(curve_columns(curves())) == ["iteration", "cost, train"]


def test_one_column_a_layer_for_the_gradients():
    assert gradient_columns(curves(2)) == {
        "iteration": [0, 1],
        "‖dW1‖": [0.0, 1.0],
        "‖dW2‖": [2.0, 3.0],
    }


def test_one_row_a_bar_for_the_weights():
    bars = layer(2, counts=np.array([1, 5]), low=-0.5, high=0.5)
    assert weight_columns(snapshot(layers=(bars,))) == {
        "layer": ["W2", "W2"],
        "from": [-0.5, 0.0],
        "to": [0.0, 0.5],
        "weights": [1, 5],
    }


def test_nothing_is_computed_while_the_tables_are_closed():
    page = AppTest.from_file(TRAIN).run(timeout=SLOW_S)
    assert not page.dataframe
    page.session_state["numbers"] = True
    page.run(timeout=SLOW_S)
    assert not page.exception
    cost, gradients, weights = (table.value for table in page.dataframe)
    assert cost["iteration"].tolist() == [0]
    assert cost["cost, train"].tolist() == [pytest.approx(panel(page)["cost"])]
    assert list(gradients.columns[1:]) == ["‖dW1‖", "‖dW2‖", "‖dW3‖", "‖dW4‖"]
    assert sum(weights["weights"].tolist()) == 20 * 12288 + 7 * 20 + 5 * 7 + 5
