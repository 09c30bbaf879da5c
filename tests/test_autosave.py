"""What is saved by itself and when, who finds it, and what if that is not possible."""

import contextlib
import logging
import sqlite3
import time

import pytest

from app import state
from app.autosave import TOKEN_LENGTH, Autosave
from app.look import PLAIN, Look
from app.pane import HISTOGRAMS
from app.registry import Registry
from app.resume import View
from app.saves import FILE, Limits, Saves
from dnn_core.workspace import read_workspace
from tests.saved_runs import LIMITS, VIEW, a_run, autosave, step


@pytest.fixture
def registry() -> Registry:
    return Registry(idle_s=60, most=10)


def test_only_who_knows_the_token_finds_it(tmp_path, registry):
    run, other = a_run(registry), a_run(registry)
    step(run, 3)
    saving = autosave(tmp_path, registry)
    saving.keep(run, lambda: VIEW)
    saving.save(10)
    assert saving.find(run.token) is not None
    for token in ("", other.token, run.token[:-1], run.token + "x", "x" * 10**6, "\0"):
        assert saving.find(token) is None
    assert len(run.token) <= TOKEN_LENGTH
    for path in tmp_path.iterdir():
        assert run.token.encode() not in path.read_bytes(), path.name


def test_what_has_not_changed_is_not_saved_again(tmp_path, registry, monkeypatch):
    puts: list[bytes] = []
    put = Saves.put
    monkeypatch.setattr(
        Saves, "put", lambda self, key, *rest: puts.append(key) or put(self, key, *rest)
    )
    run = a_run(registry)
    saving = autosave(tmp_path, registry)
    look = [PLAIN]
    saving.keep(run, lambda: View(look[0], HISTOGRAMS))
    saving.save(10)
    assert not puts  # nothing was done yet
    step(run, 2)
    for _ in range(3):
        saving.save(10)
    assert len(puts) == 1
    run.look(1)
    saving.save(10)
    look[0] = Look(log_cost=True)
    saving.save(10)
    assert len(puts) == 3
    registry.remove(run.token)
    step(run, 2)
    saving.save(10)  # the server forgot it: the save stays as it is
    assert len(puts) == 3 and saving.find(run.token) is not None


def test_a_run_that_takes_anothers_place_takes_its_save(tmp_path, registry):
    old, new = a_run(registry), a_run(registry)
    saving = autosave(tmp_path, registry)
    for run, left in ((old, ""), (new, old.token)):
        step(run, 3)
        saving.keep(run, lambda: VIEW, left=left)
        saving.save(10)
    saving.tidy()
    assert saving.find(old.token) is None
    assert saving.find(new.token) is not None


def full(tmp_path, request):
    return Limits(megabytes=0.05, saves=9, age_s=60)


def no_folder(tmp_path, request):
    tmp_path.rmdir()
    tmp_path.write_bytes(b"a file where a folder should be")
    return LIMITS


def locked(tmp_path, request):
    request.getfixturevalue("monkeypatch").setattr("app.saves.store.WAIT_S", 0.01)
    holder = Saves(tmp_path, "x", LIMITS)
    holder._base.execute("BEGIN EXCLUSIVE")
    request.addfinalizer(holder.close)
    return LIMITS


@pytest.mark.parametrize("how", [full, no_folder, locked])
def test_where_nothing_can_be_saved_the_log_says_so_once(
    tmp_path, registry, request, caplog, how
):
    limits = how(tmp_path, request)
    saving = Autosave(tmp_path, registry, owner="a", limits=limits, every_s=5.0)
    run = a_run(registry, layer_dims=(2, 500, 1))
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            step(run, 60)
            saving.keep(run, lambda: VIEW)
            saving.save(10)
            assert saving.find(run.token) is None
            assert not saving.went_on_elsewhere(run.token)
            saving.tidy()
    assert [r.levelname for r in caplog.records] == ["WARNING"]
    assert "Autosave does not work" in caplog.text
    assert run.token not in caplog.text and str(tmp_path) not in caplog.text


def test_a_damaged_file_is_cleared_away_and_saving_goes_on(tmp_path, registry, caplog):
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    saving, run = autosave(tmp_path, registry), a_run(registry)
    step(run, 3)
    saving.keep(run, lambda: VIEW)
    saving.save(10)
    assert saving.find(run.token) is not None
    assert ["damaged" in record.message for record in caplog.records] == [True]


def test_without_a_folder_nothing_happens(registry):
    saving, run = autosave(None, registry), a_run(registry)
    step(run, 3)
    saving.start()
    saving.keep(run, lambda: VIEW)
    saving.close()
    assert saving.find(run.token) is None


def test_a_clock_that_jumps_disturbs_neither_training_nor_saving(
    tmp_path, registry, monkeypatch
):
    """Time of day only dates the saves; all that waits or measures is monotonic."""
    run, saving, now = a_run(registry), autosave(tmp_path, registry), time.time()
    saving.keep(run, lambda: VIEW)
    for jump in (3600.0, -3600.0, 0.0):
        monkeypatch.setattr(time, "time", lambda jump=jump: now + jump)
        before = run.mark.iteration
        run.play(speed=None)
        run.touch()
        run.train_slice(0.01)
        assert run.mark.iteration > before
        assert registry.watched() == 1
        saving.save(10)
        saving.tidy()
        found = saving.find(run.token)
        assert found is not None
        assert read_workspace(found.file).members[0].run.iteration == run.mark.iteration


def test_the_server_itself_saves_where_it_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("LAYERWISE_STATE", str(tmp_path))
    state.autosave.clear()
    run = a_run(state.registry())
    step(run, 3)
    saving = state.autosave()
    try:
        saving.keep(run, lambda: VIEW)
        end = time.monotonic() + 5
        while saving.find(run.token) is None:
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        saving.close()
        state.registry().remove(run.token)
        state.autosave.clear()


def test_a_run_that_cannot_be_saved_stops_no_other(tmp_path, registry, caplog):
    odd, good = a_run(registry), a_run(registry)
    with odd.turn() as session:
        session.timeline.parameters = session.parameters()  # that no seed draws
    saving = autosave(tmp_path, registry)
    for run in (odd, good):
        step(run, 3)
        saving.keep(run, lambda: VIEW)
    saving.save(10)
    saving.save(10)
    assert saving.find(odd.token) is None
    assert saving.find(good.token) is not None
    assert [record.message for record in caplog.records] == ["a run cannot be saved"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE blocks SET body = 5",
        "UPDATE blocks SET body = 'text', crc = NULL",
        "UPDATE blocks SET name = x'ff'",
        "UPDATE saves SET size = 'large', saved = x'00'",
        "UPDATE saves SET needs = 7, owner = NULL",
    ],
)
def test_values_of_another_type_are_damage(tmp_path, change):
    registry = Registry(idle_s=60, most=9)
    run = a_run(registry)
    step(run, 9)
    saving = autosave(tmp_path, registry)
    saving.keep(run, lambda: VIEW)
    saving.save(10)
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as base:
        with contextlib.suppress(sqlite3.IntegrityError):
            base.execute(change)
        base.commit()
    after = autosave(tmp_path, Registry(idle_s=60, most=9), "another server")
    after.find(run.token)
    after.tidy()
    after.close()
    saving.close()
