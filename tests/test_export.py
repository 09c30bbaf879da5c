"""Exported files, run in a Python of their own: the same costs, with numpy alone."""

import csv
import io
import json
import subprocess
import sys

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import DataError, Dataset, load_h5, make_planar, save_h5
from dnn_core.export import (
    Arrays,
    Pictures,
    Points,
    chapters,
    history_csv,
    notebook,
    record,
    save_arrays,
    script,
)
from tests.h5_files import course_file, put

MOONS = TrainConfig(layer_dims=(2, 6, 4, 1), learning_rate=0.3, num_iterations=400)
DRAWN = Points("moons", 80, 0.2, 3)
# Runs a file and tells its costs, and whose packages it loaded.
RUN = """
import json, runpy, sys
before = set(sys.modules)
found = runpy.run_path(sys.argv[1])
loaded = {name.split(".")[0] for name in set(sys.modules) - before
          if "site-packages" in str(getattr(sys.modules[name], "__file__", ""))}
print(json.dumps([sorted(found["costs"].items()), sorted(loaded)]))
"""


def executed(file):
    command = [sys.executable, "-I", "-B", "-W", "error", "-c", RUN, file.name]
    done = subprocess.run(command, cwd=file.parent, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    *printed, last = done.stdout.splitlines()
    costs, loaded = json.loads(last)
    return {int(t): cost for t, cost in costs}, set(loaded), printed


def moons():
    return Inputs.of(make_planar("moons", m=80, noise=0.2, seed=3))


def moons_session(config, *, changes=()):
    session = TrainingSession(config, moons())
    for n, change in changes:
        session.step(n)
        session.change(**change)
    session.step(config.num_iterations)
    return session


def assert_same_costs(session, costs):
    iterations, recorded = session.costs()
    there = [costs[int(t)] for t in iterations]
    assert len(there) > 2
    np.testing.assert_allclose(there, recorded, rtol=0, atol=5e-7)
    assert max(costs) == session.iteration


CHANGED = (100, {"learning_rate": 0.05}), (120, {"l2": 0.4}), (10, {"learning_rate": 1})
RUNS = {
    "gradient descent, changed live": (MOONS, CHANGED),
    "momentum, L2": (MOONS.replace(optimizer="momentum", l2=0.5, seed=2), ()),
    "Adam, batches, changed live": (
        MOONS.replace(optimizer="adam", learning_rate=0.02, batch_size=32, l2=0.1),
        CHANGED[:1],
    ),
    "tanh, He": (MOONS.replace(activation="tanh", initialization="he"), ()),
    "leaky ReLU, batches": (
        MOONS.replace(activation="leaky relu", batch_size=7, learning_rate=0.05),
        CHANGED[1:2],
    ),
    "sigmoid, no hidden layer": (MOONS.replace(layer_dims=(2, 1)), ()),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_script_repeats_the_run(name, tmp_path):
    config, changes = RUNS[name]
    session = moons_session(config, changes=changes)
    file = tmp_path / "run.py"
    file.write_text(script(chapters(record(session), DRAWN)), encoding="utf-8")
    costs, loaded, printed = executed(file)
    assert_same_costs(session, costs)
    assert loaded <= {"numpy", "matplotlib"}
    snapshot = session.snapshot()
    line = f"Accuracy, test: {snapshot.test_accuracy:.4f}"
    assert f"{line} (Layerwise: {snapshot.test_accuracy:.4f})" in printed


def test_a_script_in_single_precision_agrees_to_four_decimals(tmp_path):
    session = moons_session(MOONS.replace(precision="float32"))
    file = tmp_path / "single.py"
    text = script(chapters(record(session), DRAWN))
    assert "about four decimals" in text
    file.write_text(text, encoding="utf-8")
    costs, _, _ = executed(file)
    there = [costs[int(t)] for t in session.costs()[0]]
    np.testing.assert_allclose(there, session.costs()[1], rtol=0, atol=5e-5)
    assert not np.allclose(there, session.costs()[1], rtol=0, atol=1e-12)


def test_a_script_repeats_a_branch(tmp_path):
    parent = moons_session(MOONS.replace(num_iterations=150))
    session = parent.branch(60, learning_rate=0.9, l2=0.2, num_iterations=200)
    session.step(200)
    file = tmp_path / "branch.py"
    file.write_text(script(chapters(record(session), DRAWN)), encoding="utf-8")
    costs, _, _ = executed(file)
    assert_same_costs(session, costs)
    early, _ = parent.costs()
    assert len(early) == 151 and max(costs) == 200


def test_a_script_reads_pictures_from_the_file_offered(tmp_path):
    dataset = load_h5(course_file(), trusted=True)
    config = MOONS.replace(layer_dims=(192, 5, 1), learning_rate=0.1)
    session = TrainingSession(config, Inputs.of(dataset))
    session.step(60)
    (tmp_path / "mine.h5").write_bytes(save_h5(dataset))
    file = tmp_path / "run.py"
    code = script(chapters(record(session), Pictures("mine.h5", "mine.h5")))
    file.write_text(code, encoding="utf-8")
    costs, loaded, _ = executed(file)
    assert_same_costs(session, costs)
    assert {"numpy", "h5py"} <= loaded <= {"numpy", "h5py", "matplotlib"}


def test_a_script_reads_a_table_from_the_file_offered(tmp_path):
    random = np.random.default_rng(0)
    X = random.normal(size=(5, 30))
    Y = np.resize([0.0, 1.0], (1, 30)).astype(np.float64)
    dataset = Dataset("mine", "Mine", X[:, :20], Y[:, :20], X[:, 20:], Y[:, 20:])
    config = MOONS.replace(layer_dims=(5, 4, 1), num_iterations=50)
    session = TrainingSession(config, Inputs.of(dataset))
    session.step(50)
    (tmp_path / "mine.npz").write_bytes(save_arrays(dataset))
    file = tmp_path / "run.py"
    code = script(chapters(record(session), Arrays("mine.npz", test=True)))
    file.write_text(code, encoding="utf-8")
    costs, loaded, _ = executed(file)
    assert_same_costs(session, costs)
    assert loaded <= {"numpy", "matplotlib"}


def as_thirds(file):
    """Pixels that no byte can hold."""
    put(file, "train_set_x", file["train_set_x"][()] / 128 / 3)
    put(file, "test_set_x", file["test_set_x"][()] / 128 / 3)


@pytest.mark.parametrize("edit", [len, as_thirds], ids=["bytes", "floats"])
def test_a_saved_data_set_is_read_again_to_the_last_bit(edit):
    dataset = load_h5(course_file(edit), trusted=True)
    again = load_h5(save_h5(dataset), trusted=True)
    for split in ("train", "test"):
        assert np.array_equal(again.X(split), dataset.X(split))
        assert np.array_equal(again.Y(split), dataset.Y(split))
    assert again.class_names == dataset.class_names
    assert again.image_shape == dataset.image_shape


def test_points_have_no_picture_file():
    with pytest.raises(DataError, match="no pictures"):
        save_h5(make_planar("xor"))


def test_a_run_that_has_not_begun_is_exported_as_planned(tmp_path):
    session = TrainingSession(MOONS.replace(num_iterations=30), moons())
    file = tmp_path / "planned.py"
    file.write_text(script(chapters(record(session), DRAWN)), encoding="utf-8")
    costs, _, printed = executed(file)
    session.step(30)
    assert_same_costs(session, costs)
    assert not [line for line in printed if "Layerwise:" in line]


def test_a_notebook_is_valid_and_repeats_the_run(tmp_path):
    session = moons_session(MOONS, changes=CHANGED)
    text = notebook(chapters(record(session), DRAWN, "A note: é."))
    book = json.loads(text)
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert set(book) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
    code = []
    for cell in book["cells"]:
        common = {"cell_type", "id", "metadata", "source"}
        more = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert set(cell) == common | more
        assert all(line.endswith("\n") for line in cell["source"][:-1])
        if more:
            code.append("".join(cell["source"]))
    assert book["cells"][0]["cell_type"] == "markdown"
    file = tmp_path / "cells.py"
    file.write_text("\n".join(code), encoding="utf-8")
    costs, _, _ = executed(file)
    assert_same_costs(session, costs)


def test_only_what_the_run_needs_is_exported():
    session = TrainingSession(MOONS, moons())
    text = script(chapters(record(session), DRAWN))
    for needed in ("def relu(", "def sigmoid_backward(", "def update_parameters("):
        assert text.count(needed) == 1
    for other in ("tanh_backward", "def adam", "momentum", "L2 =", "BATCH", "spirals"):
        assert other not in text
    assert max(map(len, text.splitlines())) <= 90


def test_given_parameters_are_refused():
    config = MOONS.replace(layer_dims=(2, 1))
    parameters = {"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}
    session = TrainingSession(config, moons(), parameters=parameters)
    with pytest.raises(ValueError, match="given parameters"):
        record(session)


def test_the_table_holds_every_recorded_iteration():
    config = MOONS.replace(l2=0.1, num_iterations=200)
    session = moons_session(config, changes=[(100, {"learning_rate": 0.05, "l2": 0.0})])
    rows = list(csv.DictReader(io.StringIO(history_csv(session))))
    assert [int(row["iteration"]) for row in rows] == list(range(201))
    assert [float(row["cost"]) for row in rows] == session.costs()[1].tolist()
    rates = [(float(row["learning_rate"]), float(row["l2"])) for row in rows]
    assert rates == [(0.3, 0.1)] * 100 + [(0.05, 0.0)] * 101
    moment = session.at(40)
    grads = moment.snapshot().layers
    for layer in grads:
        norm = float(rows[40][f"grad_norm_W{layer.layer}"])
        assert norm == pytest.approx(layer.gradient_norm, rel=1e-9)
    assert float(rows[40]["cost_test"]) == moment.snapshot().test_cost
    assert float(rows[40]["accuracy_train"]) == moment.snapshot().train_accuracy
    assert rows[41]["cost_test"] == ""


def test_a_table_without_a_test_set_has_empty_places():
    data = make_planar("xor", m=40)
    session = TrainingSession(MOONS, Inputs.training_only(data.X_train, data.Y_train))
    session.step(10)
    rows = list(csv.DictReader(io.StringIO(history_csv(session))))
    assert {row["accuracy_test"] for row in rows} == {""}
    assert "nan" not in history_csv(session)
