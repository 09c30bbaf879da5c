"""The queue of sweeps, and the Sweep page without a browser."""

import time
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.entries import DataChoice
from app.experiment import Data, Origin
from app.settings import SETTINGS
from app.sweeps import Forecast, Job, Sweeps
from dnn_core import Inputs
from dnn_core.data import make_planar
from dnn_core.sweep import Held
from dnn_core.sweep.run import LOST
from tests.sweep_plans import plan
from tests.test_paper import planar_run

SLOW_S = 30
MOONS = make_planar("moons", m=60)


# --- the queue ---------------------------------------------------------------


class Gate(Executor):
    """Holds what it is given until it is let through."""

    def __init__(self) -> None:
        self.held: list[tuple[Future, tuple]] = []

    def submit(self, fn, /, *args, **kwargs):
        self.held.append((Future(), (fn, args)))
        return self.held[-1][0]

    def let_through(self, count: int = 10**6) -> None:
        for future, (fn, args) in self.held[:count]:
            if future.set_running_or_notify_cancel():
                future.set_result(fn(*args))
        del self.held[:count]


class OurCrew:
    """One that trains here, when the gate opens."""

    count = 1
    lost = LOST

    def __init__(self) -> None:
        self.gate = Gate()
        self.executor: Executor = self.gate
        self.interrupted = 0

    @contextmanager
    def sharing(self, inputs):
        yield Held(inputs)

    def interrupt(self) -> None:
        self.interrupted += 1

    def close(self) -> None:
        pass


def new_job() -> Job:
    whole = plan(iterations=20)
    origin = Origin(Data(MOONS, Inputs.of(MOONS)), DataChoice("moons"))
    return Job(whole, origin, Forecast((0.1,) * len(whole.groups()), 1))


def wait_until(true) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_sweeps_take_turns_and_keep_what_came_before_they_were_cancelled():
    crew = OurCrew()
    sweeps, first, second, third = Sweeps(lambda: crew), new_job(), new_job(), new_job()
    for job in (first, second, third):
        sweeps.submit(job)
    wait_until(lambda: crew.gate.held)
    assert (first.state, second.state) == ("running", "waiting")
    assert [sweeps.ahead_of(job) for job in (first, second, third)] == [0, 1, 2]
    second.cancel()
    assert (second.state, sweeps.ahead_of(third)) == ("cancelled", 1)
    crew.gate.let_through(3)
    wait_until(lambda: len(first.results) == 3)
    assert 0.25 <= first.progress().fraction < 1
    first.cancel()
    wait_until(lambda: first.state == "cancelled")
    assert (len(first.results), crew.interrupted) == (3, 1)
    wait_until(lambda: third.state == "running" and crew.gate.held)
    crew.gate.let_through()
    wait_until(lambda: crew.gate.held or third.state == "done")
    crew.gate.let_through()
    wait_until(lambda: third.state == "done")
    assert sorted(third.results) == list(range(12))
    assert not second.results


def test_the_sweep_of_a_tab_that_stays_away_is_cancelled(monkeypatch):
    crew = OurCrew()
    sweeps, job = Sweeps(lambda: crew), new_job()
    monkeypatch.setattr("app.sweeps.SETTINGS", SETTINGS.__class__(sweep_grace_s=0.0))
    sweeps.submit(job)
    wait_until(lambda: job.state == "running")
    job.leave()
    wait_until(lambda: job.state == "cancelled")
    job.attend()
    assert not job.active


def test_a_tab_that_comes_back_finds_its_sweep_going_on():
    job = new_job()
    job.leave()
    assert not job.unwanted
    job.attend()
    assert not job.unwanted


def test_a_tab_that_reloads_finds_its_sweep_while_somebody_keeps_it():
    sweeps, job = Sweeps(OurCrew), new_job()
    sweeps.remember("token", job)
    assert sweeps.recall("token") is job
    assert sweeps.recall("another") is None
    del job
    assert sweeps.recall("token") is None


def test_a_cluster_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("app.cluster.CONNECT_S", 0.2)
    monkeypatch.setenv("LAYERWISE_DASK", "tcp://127.0.0.1:9")
    sweeps, job = Sweeps(), new_job()
    sweeps.submit(job)
    wait_until(lambda: job.state == "failed")
    assert "The cluster at tcp://127.0.0.1:9" in job.problem


# --- the page ----------------------------------------------------------------


VIEW = str(Path(state.__file__).parents[1] / "views" / "sweep.py")


@pytest.fixture
def page(monkeypatch):
    """The page of a tab that trains moons; its crew waits at the gate."""
    crew = OurCrew()
    queue = Sweeps(lambda: crew)
    monkeypatch.setattr("app.state.sweeping.sweeps", lambda: queue)
    run = planar_run(num_iterations=50)
    state.registry().add(run)
    shown = AppTest.from_file(VIEW)
    shown.session_state["_seat"] = state.Seat(token=run.token)
    shown.run(timeout=SLOW_S)
    assert not shown.exception
    return shown, crew.gate


def test_without_a_run_the_page_sends_to_train():
    shown = AppTest.from_file(VIEW).run(timeout=SLOW_S)
    assert "no network on the Train page" in shown.info[0].value


def test_the_page_tells_the_time_before_and_the_best_after(page):
    page, gate = page
    assert any(m.value.startswith("**45 runs**, about") for m in page.markdown)
    page.button(key="sweep_run").click().run(timeout=SLOW_S)
    assert not page.exception
    job = page.session_state["_seat"].sweep
    wait_until(lambda: gate.held)
    page.run(timeout=SLOW_S)
    assert any("0 of 45 runs" in bar.proto.text for bar in page.get("progress"))
    gate.let_through()
    wait_until(lambda: not job.active)
    page.run(timeout=SLOW_S)
    assert not page.exception
    assert any("All 45 runs are done" in caption.value for caption in page.caption)
    (best,) = [m.value for m in page.markdown if m.value.startswith("**Best: ")]
    assert "the median of 3 seeds from" in best
    assert len(page.dataframe[0].value) == 15


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("sweep_learning_rate", "0.1 to 1, 200 steps, linear", "These are 1,800 runs"),
        ("sweep_learning_rate", "soon", "“soon” is not a number"),
        ("sweep_learning_rate", "0.1 to 9, 700 steps, linear", "These are 6,300 runs"),
        ("sweep_layer_dims", "999", "1 to 256 units"),
    ],
)
def test_what_cannot_be_run_is_told(page, key, typed, says):
    page, _ = page
    page.text_input(key=key).set_value(typed).run(timeout=SLOW_S)
    assert [says in error.value for error in page.error] == [True]
    assert page.button(key="sweep_run").disabled
