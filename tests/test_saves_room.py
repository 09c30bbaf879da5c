"""Who stays where there is no room for all: in a save, in the file, on the server."""

import gc
import logging
import sqlite3
import weakref
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from app import state, workspaces
from app.autosave import Autosave
from app.registry import Registry
from app.runs import Pin, Run
from app.saves import FILE, Limits, Saves
from app.saves.room import MB, Entry, staying
from app.settings import Settings
from dnn_core.workspace import read_workspace
from tests.saved_runs import LIMITS, VIEW, a_run, again, autosave, same, step

KEYS = [bytes([n]) for n in range(9)]
LARGE = (2, 256, 256, 128, 1)  # 99,585 parameters, two states of which are 1.6 MB


@pytest.fixture
def registry() -> Registry:
    return Registry(idle_s=60, most=20)


@pytest.fixture
def always_tidy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.autosave.TIDY_S", 0.0)


@pytest.fixture
def puts(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The key of each save, as it is made."""
    made: list[bytes] = []
    put = Saves.put
    monkeypatch.setattr(
        Saves, "put", lambda self, key, *rest: made.append(key) or put(self, key, *rest)
    )
    return made


def small(folder: Path, registry: Registry, megabytes: float) -> Autosave:
    limits = LIMITS._replace(megabytes=megabytes)
    return Autosave(folder, registry, owner="a", limits=limits, every_s=5.0)


def three(registry: Registry) -> tuple[Run, Run, Run]:
    """A run, its branch and a pinned run, all of one size."""
    first, pinned = a_run(registry), a_run(registry)
    step(first, 20)
    twin = first.branch({"learning_rate": 0.1}, 10)
    registry.add(twin)
    for run in (twin, pinned):
        step(run, 7)
        run.shelf = first.shelf
    first.shelf.append(Pin(pinned, "mine"))
    return first, twin, pinned


def room_for(count: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """For so many such runs in one save."""
    room = count * workspaces.least_megabytes(a_run())
    monkeypatch.setattr("app.autosave.ROOM_MB", room)


@pytest.mark.parametrize(("count", "left"), [(1.5, []), (2.5, [20]), (3.5, [20, 7])])
def test_of_what_does_not_fit_as_much_as_does_is_saved(
    tmp_path, registry, monkeypatch, count, left
):
    """The run looked at in any case, then the family, then the pins."""
    _, twin, _ = three(registry)
    room_for(count, monkeypatch)
    saving = autosave(tmp_path, registry)
    saving.keep(twin, lambda: VIEW)
    saving.save(10)
    found = saving.find(twin.token)
    assert found is not None
    current = read_workspace(found.file).current
    runs = again(saving, twin.token)
    assert same(twin, runs[current])
    assert runs[current].mark.iteration == twin.mark.iteration
    others = [run.mark.iteration for i, run in enumerate(runs) if i != current]
    assert others == left


def test_a_run_too_large_alone_is_told_once(tmp_path, registry, monkeypatch, caplog):
    run = a_run(registry)
    room_for(0.5, monkeypatch)
    saving = autosave(tmp_path, registry)
    saving.keep(run, lambda: VIEW)
    with caplog.at_level(logging.INFO, "layerwise"):
        for _ in range(3):
            step(run, 2)
            saving.save(10)
    assert saving.find(run.token) is None
    assert [r.message for r in caplog.records] == ["run too large to be saved"]
    assert set(caplog.records[0].facts) == {"mb", "room_mb"}


def test_what_was_saved_goes_only_after_its_successor_was(tmp_path, registry):
    runs = old, between, new = [a_run(registry) for _ in range(3)]
    saving = autosave(tmp_path, registry)
    step(old, 3)
    saving.keep(old, lambda: VIEW)
    saving.save(10)
    for run, left in ((between, old), (new, between)):
        saving.keep(run, lambda: VIEW, left=left.token)
        saving.save(10)  # at iteration 0 there is nothing to save yet
        saving.tidy()
        assert same(again(saving, old.token)[0], old)
    step(new, 3)
    saving.save(10)
    saving.tidy()
    assert [saving.find(run.token) is None for run in runs] == [True, True, False]


def test_who_comes_back_to_a_run_keeps_its_save(tmp_path, registry):
    one, other = a_run(registry), a_run(registry)
    saving = autosave(tmp_path, registry)
    step(one, 3)
    step(other, 3)
    for run, left in ((one, ""), (other, one.token), (one, other.token)):
        saving.keep(run, lambda: VIEW, left=left)
    saving.save(10)
    saving.tidy()
    assert saving.find(one.token) is not None and saving.find(other.token) is None


entries = st.lists(st.integers(0, 3 * MB), min_size=1, max_size=9)


@given(entries, st.sets(st.sampled_from(KEYS)))
def test_a_watched_save_within_its_share_always_stays(sizes, watched):
    saves = [
        Entry(KEYS[n], float(n), size, frozenset()) for n, size in enumerate(sizes)
    ]
    stay = staying(saves, {}, Limits(4, 9, 60), now=9.0, watched=watched)
    assert sum(entry.size for entry in stay) <= 4 * MB
    ours = [entry for entry in saves if entry.key in watched]
    safe = {entry for entry in ours if entry.size * len(ours) <= 4 * MB}
    assert safe <= {*stay}
    if not {*ours} <= {*stay}:
        assert {*stay} <= {*ours}, "those that nobody watches go first"


def test_saves_that_nobody_watches_go_first(tmp_path, registry, always_tidy):
    resting, gone, last = (a_run(registry, layer_dims=LARGE) for _ in range(3))
    saving = small(tmp_path, registry, 4.0)
    for run in (resting, gone, last):  # the first is the longest unchanged
        step(run, 1)
        saving.keep(run, lambda: VIEW)
        saving.save(10)
        if run is gone:
            registry.remove(gone.token)
    saving.tidy()
    assert saving.find(gone.token) is None
    assert saving.find(resting.token) is not None
    assert saving.find(last.token) is not None


def test_what_had_to_go_is_saved_again_within_its_share(
    tmp_path, registry, always_tidy, puts
):
    """And then all stay as they are: nobody is saved and dropped in turn."""
    much, little = a_run(registry, layer_dims=LARGE), a_run(registry)
    for _ in range(3):
        registry.add(much.branch({"learning_rate": 0.1}, 0))
    for run in (*much.family, little):
        step(run, 1)
    saving = small(tmp_path, registry, 5.4)
    for run in (much, little):
        saving.keep(run, lambda: VIEW)
    saving.save(10)
    assert len(again(saving, much.token)) == 4
    saving.tidy()
    assert saving.find(much.token) is None
    saving.save(10)
    (found,) = again(saving, much.token)
    assert same(found, much)
    puts.clear()
    for _ in range(3):
        saving.tidy()
        saving.save(10)
    assert not puts
    assert saving.find(little.token) is not None


def test_after_damage_runs_at_rest_are_saved_anew(tmp_path, registry):
    runs = [a_run(registry) for _ in range(3)]
    saving = autosave(tmp_path, registry)
    for run in runs:
        step(run, 3)
        saving.keep(run, lambda: VIEW)
    saving.save(10)
    saving._give_up(sqlite3.DatabaseError("damaged"))
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    assert saving.find(runs[0].token) is None  # the damage is found, and cleared away
    saving.save(10)
    assert all(saving.find(run.token) is not None for run in runs)


def test_on_a_full_disk_forgotten_runs_do_not_stay(
    tmp_path, registry, monkeypatch, caplog
):
    caplog.set_level(logging.CRITICAL, "layerwise")  # what is logged holds its error

    def full(*_: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Saves, "put", full)
    run, other = a_run(registry), a_run(registry)
    saving = autosave(tmp_path, registry)
    for one in (run, other):
        step(one, 3)
        saving.keep(one, lambda: VIEW)
    saving.save(10)
    registry.remove(other.token)
    ref = weakref.ref(other)
    del other, one
    saving.save(0)  # no time to try any of them
    gc.collect()
    assert ref() is None


def test_pins_of_who_is_at_work_are_not_taken_for_others():
    registry = Registry(idle_s=1e9, most=4)
    first, _, pinned = three(registry)
    registry.add(gone := a_run())
    pinned.touched -= 99
    gone.suspend()  # as its tab goes
    registry.add(a_run())
    assert gone not in registry.all() and pinned in registry.all()
    registry.add(a_run())  # all are at work: their number has an end
    assert len(registry.all()) == 4
    assert pinned not in registry.all() and first in registry.all()


def test_there_is_room_for_all_that_all_students_may_keep():
    most = Settings()
    assert most.max_runs >= most.max_sessions * (most.max_family + most.max_pinned)


def page_on_a_full_server():
    from dataclasses import replace

    from app import state
    from app.settings import SETTINGS
    from app.state import memory
    from tests.saved_runs import VIEW, a_run, step

    run = a_run(state.registry())
    step(run, 3)
    state.seat().token = run.token
    run.shelf = state.seat().shelf
    state.pin(run, "mine")
    state.autosave().keep(run, lambda: VIEW)
    state.autosave().save(10)
    state.registry().remove(run.token)
    memory.SETTINGS = replace(SETTINGS, max_session_mb=0)
    assert state.no_pin()
    restored = state.restore(run.token)
    memory.SETTINGS = SETTINGS
    assert restored is not None
    assert [pin.name for pin in state.seat().shelf] == ["mine"]


def test_pins_are_restored_on_a_full_server(tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERWISE_STATE", str(tmp_path))
    state.autosave.clear()
    try:
        page = AppTest.from_function(page_on_a_full_server).run(timeout=30)
        assert not page.exception
    finally:
        state.autosave().close()
        state.autosave.clear()
