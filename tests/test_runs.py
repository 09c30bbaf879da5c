"""A run as a page handles it: looked at, walked through, branched."""

import numpy as np
import pytest

from app import feed
from app.entries import DataChoice
from app.experiment import Data, Origin
from app.feed import payload
from app.images import Picture
from app.live.payload import unpack
from app.look import PLAIN
from app.naming import birth_name
from app.registry import Registry
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset


@pytest.fixture
def run():
    dataset = load_dataset("xor", m=40)
    data = Data(dataset, Inputs.of(dataset))
    config = TrainConfig(layer_dims=(2, 4, 1), learning_rate=0.5, num_iterations=100)
    session = TrainingSession(config, data.inputs)
    session.step(60)
    return Run(session, 200.0, Origin(data, DataChoice("xor")))


def shown(run):
    assert run.origin is not None
    return unpack(payload(run, run.origin.data.dataset, PLAIN))[0]


def test_the_panel_is_sent_the_iteration_looked_at_and_the_newest(run):
    with run.turn() as session:
        cost = session.at(20).snapshot().cost
    run.look(20)
    header = shown(run)
    assert (header["iteration"], header["newest"]) == (20, 60)
    assert header["cost"] == cost
    assert run.status.behind
    run.walk(39)
    assert shown(run)["iteration"] == 59
    run.walk(1)
    assert not run.status.behind
    assert shown(run)["iteration"] == 60


def test_a_branch_is_drawn_beside_the_run_it_left(run):
    run.look(30)
    twin = run.branch({"learning_rate": 0.05, "l2": 0.0})
    assert twin.family is run.family
    assert (birth_name(run), birth_name(twin)) == ("start", "from 30")
    with twin.turn() as session:
        assert session.iteration == 30
        session.step(70)
    header, blobs = unpack(payload(twin, twin.origin.data.dataset, PLAIN))
    assert header["others"] == [[0, "α 0.5"]]
    with run.turn() as session:
        np.testing.assert_allclose(blobs["otherCost0"], session.costs()[1], rtol=1e-6)
    assert shown(run)["others"] == [[1, "α 0.05"]]


def test_looking_at_a_branch_keeps_its_relatives(run):
    twin = run.branch({"learning_rate": 0.05})
    run.touched -= 1000.0
    twin.touch()
    assert run.touched == twin.touched


def test_training_on_shows_the_newest(run):
    run.look(5)
    run.play(speed=None)
    assert not run.status.behind


def test_the_students_own_picture_is_answered_at_the_iteration_shown():
    dataset = load_dataset("silhouettes")
    data = Data(dataset, Inputs.of(dataset))
    config = TrainConfig(layer_dims=(12288, 3, 1), num_iterations=20)
    run = Run(TrainingSession(config, data.inputs), None, None)
    with run.turn() as session:
        session.step(20)
    assert dataset.images_test is not None
    own = Picture(dataset.images_test[0], dataset.images_test[0], ())
    for shown in (7, None):
        run.look(shown)
        header, _ = unpack(payload(run, dataset, own=own))
        with run.turn() as session:
            AL = session.at(shown).predict_proba(dataset.X_test[:, :1])
        assert header["own"][1] == pytest.approx(float(AL[0, 0]), abs=1e-5)


def test_steps_asked_for_while_others_go_on_are_added(run):
    run.play(speed=None, steps=3)
    run.play(speed=None, steps=10)
    for _ in range(20):
        run.train_slice(1.0)
    with run.turn() as session:
        assert (session.iteration, session.state) == (73, "paused")
    run.play(speed=None, steps=1)
    run.train_slice(1.0)
    with run.turn() as session:
        assert session.iteration == 74


@pytest.mark.parametrize(
    ("packing_ms", "watched", "wait_ms"),
    [
        (1, 1, 60),  # 1 / 0.08 would be 12 ms: not that often
        (8, 1, 100),  # 8 % of a core
        (8, 30, 330),  # half a core for all would be 480 ms: too seldom
        (5, 30, 300),  # half a core for all
    ],
)
def test_how_long_a_panel_waits(run, packing_ms, watched, wait_ms):
    run.packing_s = packing_ms / 1000
    packed = payload(run, run.origin.data.dataset, watched=lambda: watched)
    assert unpack(packed)[0]["refreshMs"] == pytest.approx(wait_ms)


def test_runs_that_train_before_somebodys_eyes(run):
    registry = Registry(idle_s=60, most=10)
    registry.add(run)
    assert registry.watched() == 0  # it stands still
    run.play(speed=None)
    assert registry.watched() == 1
    run.touched -= 5
    assert registry.watched() == 0  # the page is gone or asleep
    run.wake()
    run.suspend()
    assert registry.watched() == 0


@pytest.fixture
def diagnoses(run, monkeypatch):
    """Iterations of the run that were diagnosed."""
    seen = []

    def examine(session, shown):
        seen.append(session.iteration if shown is None else shown)

    monkeypatch.setattr(feed, "examine", examine)
    monkeypatch.setattr(feed, "diagnose", lambda evidence: [len(seen)])
    return seen


def test_an_iteration_is_diagnosed_once(run, diagnoses):
    assert [feed.finding(run), feed.finding(run)] == [1, 1]
    run.look(20)
    assert [feed.finding(run), feed.finding(run)] == [2, 2]
    run.look(None)
    assert feed.finding(run) == 3
    with run.turn() as session:
        session.step(1)
    assert feed.finding(run) == 4
    with run.turn() as session:
        session.change(learning_rate=0.1)
    assert feed.finding(run) == 5
    assert diagnoses == [60, 20, 60, 61, 61]


def test_a_moving_run_is_diagnosed_again_when_the_last_one_is_old(run, diagnoses):
    run.play(speed=None)
    assert feed.finding(run, fresh_s=60) == 1
    run.train_slice(0.001)
    assert feed.finding(run, fresh_s=60) == 1
    assert feed.finding(run, fresh_s=0) == 2
    run.look(20)  # the past does not move
    assert feed.finding(run, fresh_s=60) == 3
    run.look(None)
    run.pause()
    assert feed.finding(run, fresh_s=60) == 4
