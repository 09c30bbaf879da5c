"""Runs, their pace, and the turns they get."""

import time

import numpy as np
import pytest

from app.pace import BACKLOG_S
from app.registry import Registry
from app.runs import Run
from app.scheduler import SLICE_S, Scheduler
from app.turnstile import Turnstile
from dnn_core import Inputs, TrainConfig, TrainingSession


def new_run(num_iterations=10**6, speed=None):
    random = np.random.RandomState(0)
    X = random.randn(2, 50)
    inputs = Inputs.training_only(X, (X[:1] * X[1:] > 0).astype(float))
    config = TrainConfig(layer_dims=(2, 4, 1), num_iterations=num_iterations)
    return Run(TrainingSession(config, inputs), speed)


def iteration(run):
    with run.turn() as session:
        return session.iteration


def wait_for(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def scheduler():
    return Scheduler(workers=1)


@pytest.fixture
def started(scheduler):
    runs = []

    def start(run, **how):
        runs.append(run)
        run.play(**{"speed": None, **how})
        scheduler.add(run)
        return run

    yield start
    for run in runs:
        run.pause()


def test_a_run_trains_to_its_end(started):
    run = started(new_run(num_iterations=300))
    wait_for(lambda: iteration(run) == 300)
    with run.turn() as session:
        assert session.state == "done"


def test_steps_stop_exactly_there(started):
    run = started(new_run(), steps=123)
    wait_for(lambda: not run.active)
    assert iteration(run) == 123


def test_pause_stops_and_play_goes_on(started):
    run = started(new_run())
    wait_for(lambda: iteration(run) > 10)
    run.pause()
    stopped = iteration(run)
    time.sleep(0.1)
    assert iteration(run) == stopped
    started(run)
    wait_for(lambda: iteration(run) > stopped)


def test_a_suspended_run_stops_and_wakes(started, scheduler):
    run = started(new_run())
    wait_for(lambda: iteration(run) > 10)
    run.suspend()
    time.sleep(0.05)
    stopped = iteration(run)
    time.sleep(0.1)
    assert iteration(run) == stopped
    run.wake()
    scheduler.add(run)
    wait_for(lambda: iteration(run) > stopped)


def test_all_runs_advance(started):
    runs = [started(new_run()) for _ in range(8)]
    wait_for(lambda: all(iteration(run) > 20 for run in runs))


def test_a_paced_run_keeps_its_pace(started):
    """Never more than that in a second; and not less, in the first of a few that the
    machine has time for it."""
    run, most, done = started(new_run(), speed=200.0), 230.0, 0
    for _ in range(5):
        before = iteration(run)
        time.sleep(1.0)
        done = iteration(run) - before
        assert done <= most
        if done >= 120:
            break
        most = 230.0 + 200.0 * BACKLOG_S  # it may catch up on so much
    assert done >= 120


def test_registry_forgets_the_idle():
    registry = Registry(idle_s=100.0, most=2)
    old, middle, new = new_run(), new_run(), new_run()
    old.touched -= 50.0
    for run in (old, middle, new):
        registry.add(run)
    assert registry.get(old.token) is None  # a third one was too many
    middle.touched -= 200.0
    registry.add(new_run())
    assert registry.get(middle.token) is None  # idle for too long
    assert registry.get(new.token) is new
    registry.remove(new.token)
    assert registry.get(new.token) is None


def test_tokens_differ():
    assert len({new_run().token for _ in range(5)}) == 5


class Pages(Turnstile):
    """So many pages wait as is said; training stands back no longer than is noted."""

    def __init__(self, waiting):
        super().__init__(1, 1.0)
        self.said, self.rests = waiting, []

    @property
    def waiting(self):
        return self.said

    def give_way(self, most_s, few=0):
        self.rests.append(most_s)


class Busy:
    """Computes for 2 ms a turn, ten times."""

    next_turn = 0.0

    def __init__(self):
        self.budgets = []

    @property
    def active(self):
        return len(self.budgets) < 10

    def train_slice(self, budget_s):
        begun = time.thread_time()
        while time.thread_time() - begun < 0.002:
            pass
        self.budgets.append(budget_s)

    def suspend(self):
        raise AssertionError


@pytest.mark.parametrize(("waiting", "rest"), [(0, 0), (2, 4), (4, 8), (1000, 9)])
def test_training_makes_the_more_room_the_more_pages_wait_but_goes_on(waiting, rest):
    pages, run = Pages(waiting), Busy()
    Scheduler(workers=1, pages=pages).add(run)
    wait_for(lambda: len(pages.rests) == 10)
    assert run.budgets == [SLICE_S / (1 + rest)] * 10
    assert all(rest * 0.002 <= rested <= rest * 0.02 for rested in pages.rests)
