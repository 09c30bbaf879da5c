"""The table, the lines and the files of the Compare page, on small runs."""

import csv
import itertools
import json
import math
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from app import address
from app.comparison import columns, cost_lines, entry, gradient_lines
from app.comparison_files import curves_csv, settings_json
from app.entries import DataChoice
from app.experiment import Data, Origin
from app.plots.overlay import Line, Scale, overlay, spread
from app.runs import Kept, Run
from app.tables import comparison_table
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset

CHOICE = DataChoice("xor", m=40)
DATASET = load_dataset("xor", m=40)
DATA = Data(DATASET, Inputs.of(DATASET))
BASE = TrainConfig(layer_dims=(2, 4, 1), learning_rate=0.5, num_iterations=30)


def looked_at(name, config, *, steps=30, choice=CHOICE, data=DATA):
    session = TrainingSession(config, data.inputs)
    session.step(steps)
    found = entry(Kept(Run(session, None, Origin(data, choice)), name, True, False))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def pair():
    return [
        looked_at("fast", BASE),
        looked_at("=slow", BASE.replace(learning_rate=0.001, layer_dims=(2, 3, 2, 1))),
    ]


def test_only_what_differs_is_shown_and_the_best_is_marked(pair):
    found = {column.title: column for column in columns(pair)}
    assert list(found)[:3] == ["hidden layers", "learning rate α", "iterations"]
    assert found["hidden layers"].cells == ("4", "3, 2")
    costs = [e.snapshot.cost for e in pair]
    assert costs[0] < costs[1]
    assert found["cost (train)"].best == (0,)
    assert found["cost (train)"].cells == tuple(f"{cost:.4f}" for cost in costs)


def test_nothing_is_marked_where_it_does_not_compare(pair):
    other = load_dataset("moons", m=40)
    moons = looked_at(
        "moons",
        BASE,
        choice=DataChoice("moons", m=40),
        data=Data(other, Inputs.of(other)),
    )
    found = columns([pair[0], moons])
    assert (found[0].title, len(set(found[0].cells))) == ("data", 2)
    assert not any(column.best for column in found)
    shorter = looked_at("short", BASE, steps=10)
    seconds = {c.title: c.best for c in columns([pair[0], shorter])}["seconds"]
    assert seconds == ()  # fewer iterations, so no wonder
    assert not any(column.best for column in columns(pair[:1]))


def test_names_are_shown_as_they_were_typed():
    html = comparison_table(
        [("<i>a</i>", 0, "")], [("cost", ("1",), (0,))], "best", "light"
    )
    assert "&lt;i&gt;a&lt;/i&gt;" in html
    assert '1 <span role="img" aria-label="best">★</span>' in html


def test_a_run_before_its_first_iteration_is_not_compared():
    run = Run(TrainingSession(BASE, DATA.inputs), None, Origin(DATA, CHOICE))
    assert entry(Kept(run, "new", False, True)) is None


def test_the_curves_as_csv_hold_every_iteration_and_no_formula(pair):
    rows = list(csv.DictReader(curves_csv(pair).splitlines()))
    assert len(rows) == 2 * 31
    assert {row["run"] for row in rows} == {"fast", "'=slow"}
    costs = [float(row["cost, train"]) for row in rows if row["run"] == "fast"]
    with pair[0].kept.run.turn() as session:
        np.testing.assert_allclose(costs, session.costs()[1])
    assert rows[5]["‖dW3‖"] == ""  # "fast" has two layers
    assert float(rows[-1]["‖dW3‖"]) > 0


def test_the_address_in_the_json_opens_the_same_settings(pair):
    (_, slow) = json.loads(settings_json(pair, "http://here/"))
    assert TrainConfig.from_dict(slow["settings"]) == pair[1].config
    setup, notes = address.read(dict(parse_qsl(urlsplit(slow["address"]).query)))
    assert notes == []
    assert (setup.config, setup.choice) == (pair[1].config, CHOICE)
    assert slow["results"]["iterations"] == 30


def test_lines_are_those_of_the_runs(pair):
    lines = cost_lines(pair, train=True, test=True)
    assert [(line.name, line.dashed, line.named) for line in lines[:2]] == [
        ("fast", False, True),
        ("fast", True, False),
    ]
    assert [line.name for line in gradient_lines(pair, 3)] == ["=slow"]


def line(name, number, *y):
    return Line(name, number, np.arange(len(y), dtype=float), np.array(y, float))


def test_the_pointer_finds_the_values_of_all_lines_at_one_iteration():
    figure = overlay(
        [line("a", 0, 3, 2, 1), line("b", 1, 5, 4)], Scale("cost"), "light"
    )
    traces: list[Any] = list(figure.data)
    drawn = [trace for trace in traces if trace.hoverinfo != "skip"]
    assert [list(trace.x) for trace in drawn] == [[0, 1, 2], [0, 1, 2]]
    assert list(drawn[0].y) == [3, 2, 1]
    assert list(drawn[1].y[:2]) == [5, 4] and math.isnan(drawn[1].y[2])
    assert [note.text for note in figure.layout.annotations] == ["a", "b"]


def test_a_line_that_explodes_does_not_flatten_the_others():
    figure = overlay(
        [line("a", 0, 1, 0.5), line("b", 1, 1, 900)], Scale("cost"), "dark"
    )
    assert figure.layout.yaxis.range[1] == pytest.approx(3.0)
    assert figure.layout.annotations[1].text == "b ↑ 900"


def test_without_values_there_are_empty_axes():
    for scale in (Scale("cost"), Scale("‖dW1‖", log=True), Scale("a", share=True)):
        assert not overlay([line("a", 0, math.nan)], scale, "light").data
        assert not overlay([], scale, "light").data
    flat = overlay([line("a", 0, 0, 0)], Scale("‖dW1‖", log=True), "light")
    assert len(flat.layout.annotations) == 1


def test_names_stay_apart_and_inside():
    placed = spread([50, 51, 49, 120], 15, 100)
    ordered = sorted(placed)
    assert all(b - a >= 15 for a, b in itertools.pairwise(ordered))
    assert max(placed) <= 100
