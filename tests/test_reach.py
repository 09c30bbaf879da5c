"""How far one look into the past gets where few states are kept, and what it shows."""

import math
from typing import Any

import pytest

from app import feed
from app.live.payload import unpack
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession, timeline
from dnn_core.checkpoints import Checkpoints, nbytes
from dnn_core.engine import Engine
from tests.saved_runs import a_run, same

NEWEST, REACH = 400, 99


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run of which only the first and the newest state are left."""
    monkeypatch.setattr(timeline, "step_seconds", lambda *_, **__: 0.04)
    run = a_run(num_iterations=1000)
    with run.turn() as session:
        session.step(NEWEST)
        past = session.timeline
        kept = [past.checkpoints.before(0), session.newest_state()]
        past.checkpoints = Checkpoints(10**6, kept, 2**20)
    return run


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The iterations that any engine has done a step from."""
    done: list[int] = []
    step = Engine.step

    def counted(self: Engine) -> None:
        done.append(self.iteration)
        step(self)

    monkeypatch.setattr(Engine, "step", counted)
    return done


def seen(run: Run) -> dict[str, Any]:
    assert run.origin is not None
    return unpack(feed.payload(run, run.origin.data.dataset))[0]


def test_a_far_look_stops_on_its_way_and_says_where(run, steps):
    run.look(NEWEST - 1)
    header = seen(run)
    assert (header["iteration"], header["newest"]) == (REACH, NEWEST)
    assert "399" in header["timelineNote"] and "iteration 99" in header["timelineNote"]
    feed.finding(run)
    assert not run.look(NEWEST - 1)  # as a page that is drawn again
    assert seen(run)["iteration"] == REACH
    assert len(steps) == REACH
    fresh = a_run(num_iterations=1000)
    with fresh.turn() as session:
        session.step(REACH)
    assert header["cost"] == seen(fresh)["cost"]


def test_one_walks_on_from_there_to_any_iteration_and_back(run, steps):
    run.look(NEWEST - 1)
    for iteration in (REACH, 149, 199, 249):
        assert seen(run)["iteration"] == iteration
        run.walk(50)
    assert seen(run)["timelineNote"].find("too far") < 0
    run.walk(-1)
    assert seen(run)["iteration"] == 298
    assert len(steps) < 299 + REACH


def test_a_branch_goes_on_from_the_iteration_that_is_shown(run, steps):
    run.look(NEWEST - 1)
    for _ in range(3):
        seen(run)
        run.walk(50)
    seen(run)
    before = len(steps)
    twin = run.branch({})
    assert len(steps) == before
    fresh = a_run(num_iterations=1000)
    for one in (twin, fresh):
        with one.turn() as session:
            session.step(260 - session.iteration)
    assert same(twin, fresh)


def test_a_branch_from_the_newest_does_nothing_once_more(run, steps):
    with run.turn() as session:
        session.step(200)
        steps.clear()
        session.branch(600)
    assert len(steps) < REACH


def test_a_branch_from_out_of_reach_is_refused(run):
    with pytest.raises(ValueError, match="go on from iteration 99"):
        run.branch({}, 350)


@pytest.mark.parametrize(
    ("optimizer", "iterations"), [("gradient descent", 1_000_000), ("adam", 2_500)]
)
def test_every_iteration_of_the_course_s_network_is_in_reach(
    silhouettes, optimizer, iterations
):
    """Between two of the states that are kept of a run of so many iterations."""
    config = TrainConfig(
        layer_dims=(12288, 20, 7, 5, 1), num_iterations=iterations, optimizer=optimizer
    )
    past = TrainingSession(config, Inputs.of(silhouettes)).timeline
    state = nbytes(past.checkpoints.before(0))
    gap = 2 ** math.ceil(math.log2(iterations / (timeline.MEMORY // state)))
    assert past.within_reach(iterations) >= gap
