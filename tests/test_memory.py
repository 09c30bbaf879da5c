"""How much one student may keep on the server, and what happens beyond it."""

import gc
import time
import weakref
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.contest import Bet, Contest
from app.entries import UPLOADED, DataChoice
from app.experiment import Data, Origin
from app.feed import payload
from app.places import Places
from app.registry import Registry
from app.runs import Run
from app.settings import SETTINGS
from app.state import memory
from app.state import workspace as opening
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import DataError, load_dataset
from dnn_core.race import Race

DATA = Data(moons := load_dataset("moons", m=40), Inputs.of(moons))
CONFIG = TrainConfig(layer_dims=(2, 3, 1), num_iterations=2000)


def new_run() -> Run:
    session = TrainingSession(CONFIG, DATA.inputs)
    return Run(session, None, Origin(DATA, DataChoice("moons", m=40)))


def test_what_a_run_takes():
    """13 parameters, four times as 8 bytes; each kept state adds at least its own."""
    run = new_run()
    with run.turn() as session:
        before = run.nbytes - session.nbytes
        session.step(1000)
        assert before == run.nbytes - session.nbytes == 4 * 8 * 13
        assert session.nbytes > 60 * 8 * 13  # every 16th state


def test_what_own_data_take():
    """Points: 2 numbers of 8 bytes for each of 40 + the test set, in three forms."""
    assert DATA.nbytes == 3 * 16 * (40 + moons.m_test)


def test_the_idlest_runs_go_when_all_are_too_large():
    runs = [new_run() for _ in range(5)]
    room = 3.5 * runs[0].nbytes / 1e6
    registry = Registry(idle_s=1e9, most=100, most_mb=room)
    for age, run in zip((50, 30, 40, 20, 10), runs, strict=True):
        run.touched -= age
        if run is not runs[0]:  # somebody sits there and thinks
            run.suspend()
        registry.add(run)
    assert registry.all() == [runs[0], runs[3], runs[4]]


def test_one_run_larger_than_all_may_be_stays_alone():
    first, second = new_run(), new_run()
    registry = Registry(idle_s=1e9, most=100, most_mb=1e-6)
    registry.add(first)
    first.suspend()
    registry.add(second)
    assert registry.all() == [second]


def test_a_forgotten_run_leaves_memory_at_once():
    """Without the garbage collector, which comes round seldom on a busy server."""
    registry = Registry(idle_s=1e9, most=1)
    gone = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            run = new_run()
            run.pack = partial(payload, dataset=moons)
            registry.add(run)
            gone.append(weakref.ref(run))
            del run
        registry.remove(gone[-1]().token)
        assert [ref() for ref in gone] == [None, None, None]
    finally:
        gc.enable()


def test_memory_is_given_back_when_a_run_is_forgotten():
    asked = []
    registry = Registry(idle_s=1e9, most=1, on_forgotten=lambda: asked.append(1))
    first, second = new_run(), new_run()
    registry.add(first)
    assert not asked
    registry.add(second)
    assert len(asked) == 1
    registry.remove(second.token)
    registry.remove(second.token)
    assert len(asked) == 2


def test_branches_stay_with_the_run_that_is_looked_at():
    registry, run = Registry(idle_s=1e9, most=100, most_mb=1e-6), new_run()
    twin = run.branch({"l2": 0.1}, 0)
    for one in (run, twin, new_run()):
        registry.add(one)
    assert len(registry.all()) == 3
    run.suspend()  # as its tab goes
    registry.add(last := new_run())
    assert run not in registry.all() and twin not in registry.all()
    assert last in registry.all()


@pytest.fixture
def tab(monkeypatch):
    """A student with a run, at 20 iterations, and as little room as a test likes."""

    def room(mb: float) -> None:
        small = replace(SETTINGS, max_session_mb=mb)  # pyright: ignore[reportArgumentType]
        monkeypatch.setattr(memory, "SETTINGS", small)
        monkeypatch.setattr(opening, "SETTINGS", small)

    seat = state.Seat()
    monkeypatch.setattr("app.state.tab.st.session_state", {"_seat": seat})
    run = new_run()
    state.registry().add(run)
    seat.token, run.shelf = run.token, seat.shelf
    with run.turn() as session:
        session.step(20)
    yield run, room
    state.registry().remove(run.token)


def test_a_full_tab_adds_and_trains_nothing(tab):
    run, room = tab
    assert state.no_room() == state.no_branch(run) == state.no_pin() == ""
    room(run.nbytes / 1e6)
    told = state.no_room()
    assert "each student has" in told and "unpin a run" in told
    assert state.no_branch(run) == state.no_pin() == told
    assert state.pin(run) is None
    state.branch(run, {"l2": 0.1})
    assert len(run.family) == 1
    state.play(run)
    assert not run.active


def test_on_a_full_server_everyone_has_a_fair_share(tab, monkeypatch):
    run, _ = tab
    places, alone = Places(9, grace_s=8, idle_s=900), Registry(idle_s=1e9, most=9)
    monkeypatch.setattr(memory, "places", lambda: places)
    monkeypatch.setattr(memory, "registry", lambda: alone)
    alone.add(run)
    alone.add(new_run())  # somebody else's

    def full(times: float, students: int) -> bool:
        """With room for so many such runs on the server."""
        small = replace(SETTINGS, max_runs_mb=times * run.nbytes / 1e6)
        monkeypatch.setattr(memory, "SETTINGS", small)
        for name in "abcd"[:students]:
            places.ask(name, time.monotonic())
        return bool(state.no_room())

    assert alone.nbytes > 1.5 * run.nbytes
    assert not full(1.5, 1)
    assert full(1.5, 2)  # three quarters of one for each
    assert not full(3.0, 4)  # all together have not too much


def test_there_is_room_again(tab):
    run, room = tab
    pin = state.pin(run)
    assert pin is not None
    held = memory.held_bytes()
    assert held == run.nbytes, "a pinned run of the family counts once"
    twin = run.branch({"l2": 0.1}, 10)
    state.registry().add(twin)
    room((held + 1) / 1e6)
    assert state.no_room()
    state.delete_run(twin.token)
    state.registry().remove(twin.token)
    assert state.no_room() == ""


def test_own_data_that_are_too_large(tab):
    _, room = tab
    kept = memory.held_bytes()
    room((kept + DATA.nbytes - 1) / 1e6)
    with pytest.raises(DataError, match=r"each student has .* fewer pictures"):
        state.keep_upload("x", moons)
    assert state.seat().uploaded is None
    room((kept + DATA.nbytes + 1) / 1e6)
    state.keep_upload("x", moons)
    state.keep_upload("y", moons)  # in place of the ones before
    assert memory.held_bytes() == kept + DATA.nbytes


def test_data_that_a_run_still_learns_from_count(tab):
    run, _ = tab
    own = Data(moons, Inputs.of(moons))
    before = memory.held_bytes()
    run.origin = Origin(own, DataChoice(UPLOADED))
    assert memory.held_bytes() == before + own.nbytes
    state.seat().uploaded = own
    assert memory.held_bytes() == before + own.nbytes


def test_a_race_counts_with_all_its_seeds(tab):
    _, room = tab
    before = memory.held_bytes()
    race = Race([CONFIG] * 2, DATA.inputs, seeds=(1, 2, 3), clock="iterations")
    state.seat().contest = Contest(race, ("a", "b"), Bet("training cost", None), DATA)
    assert memory.held_bytes() - before >= 6 * 4 * 8 * 13
    room((memory.held_bytes() + 6 * 4 * 8 * 13 - 1) / 1e6)
    assert state.no_room_for_race([CONFIG] * 2, 2) == ""
    assert "smaller networks" in state.no_room_for_race([CONFIG] * 2, 3)


def test_the_page_says_why_nothing_is_trained(monkeypatch):
    small = replace(SETTINGS, max_session_mb=1e-3)  # pyright: ignore[reportArgumentType]
    monkeypatch.setattr(memory, "SETTINGS", small)
    script = Path(__file__).parent.parent / "app" / "script.py"
    page = AppTest.from_file(str(script), default_timeout=30).run()
    assert not page.exception
    assert "each student has" in page.warning[0].value
