"""A run that is opened from its save lost nothing, and goes on to the bit."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import resume, state, workspaces
from app.entries import UPLOADED, DataChoice
from app.experiment import Origin
from app.look import Look
from app.pane import Pane
from app.registry import Registry
from app.resume import View
from app.runs import Pin
from dnn_core.workspace import OwnData, WorkspaceError, read_data, read_workspace
from tests.saved_runs import VIEW, a_run, again, autosave, same, step


@pytest.fixture
def registry() -> Registry:
    return Registry(idle_s=60, most=10)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"optimizer": "momentum", "batch_size": 16},
        {"optimizer": "adam", "learning_rate": 0.01, "l2": 0.1},
        {"precision": "float32", "activation": "tanh"},
    ],
)
def test_a_run_goes_on_to_the_bit(tmp_path, registry, settings):
    run = a_run(registry, **settings)
    step(run, 900)
    with run.turn() as session:
        session.change(l2=0.3)
    step(run, 433)
    saving = autosave(tmp_path, registry)
    saving.keep(run, lambda: VIEW)
    saving.save(10)
    after = autosave(tmp_path, Registry(idle_s=60, most=9), "another server")
    (found,) = again(after, run.token)
    assert found.mark == run.mark._replace(state="paused")
    assert same(run, found)
    for n in (1, 700):
        step(run, n)
        step(found, n)
        assert same(run, found)
    with run.turn() as session, found.turn() as other:
        for t in (0, 17, 1000, 1333):
            assert session.at(t).snapshot().cost == other.at(t).snapshot().cost


def test_it_is_as_it_was(tmp_path, registry):
    """Speeds, colours, lessons, branches and pins; what trained trains."""
    run = a_run(registry)
    step(run, 50)
    twin = run.branch({"learning_rate": 0.1}, 20)
    registry.add(twin)
    run.shelf.append(Pin(run, "mine"))
    run.number, twin.number, twin.lesson = 3, 5, "deep"
    twin.trained_s, twin.speed = 1.25, None
    twin.play(speed=None, steps=100)
    view = View(Look(calm=True), Pane("space", layer=2), "deep")
    saving = autosave(tmp_path, registry)
    saving.keep(twin, lambda: view)
    saving.save(10)
    found = saving.find(twin.token)
    assert found is not None and found.ours
    workspace = read_workspace(found.file)
    first, second = again(saving, twin.token)
    assert workspace.current == 1
    assert workspace.members[0].name == "mine"
    assert (first.number, second.number) == (3, 5)
    assert (first.lesson, second.lesson) == ("", "deep")
    assert resume.lesson_of(workspace) == "deep"
    assert workspaces.look_of(workspace.view) == view.look
    assert Pane.read(workspace.view["pane"]) == view.pane
    assert second.trained_s == 1.25
    assert (first.wish, second.wish) == (None, (None, 120))
    assert second.active and not first.active
    second.train_slice(5.0)
    assert second.mark.iteration == 120 and second.mark.state == "paused"


def test_own_data_come_back_with_it(tmp_path, registry):
    run = a_run(registry)
    assert run.origin is not None
    dataset = run.origin.data.dataset
    run.origin = Origin(run.origin.data, DataChoice(UPLOADED))
    step(run, 3)
    saving = autosave(tmp_path, registry)
    saving.keep(run, lambda: VIEW)
    saving.save(10)
    found = saving.find(run.token)
    assert found is not None
    (told,) = read_workspace(found.file).data
    assert isinstance(told, OwnData)
    file = saving.data(told.fingerprint)
    assert file is not None
    back = read_data(file)
    assert back is not None
    for name in ("X_train", "Y_train", "X_test", "Y_test"):
        assert np.array_equal(getattr(back, name), getattr(dataset, name))
    assert saving.data("0" * 64) is None


def page_that_restores():
    import streamlit as st

    from app import controls, state
    from tests.saved_runs import a_run, step

    controls.arrive()
    if st.button("train", key="train"):
        run = a_run(state.registry(), **st.session_state.get("settings", {}))
        step(run, 30)
        state.seat().token = run.token
        st.session_state["token"] = run.token
        state.keep(controls.look())
        state.autosave().save(10)
        state.registry().remove(run.token)  # as if the server had begun anew
    controls.bring_back()
    run = state.run()
    st.session_state["found"] = run and (run.token, run.mark.iteration)


AWAY = (
    "Restored at iteration 30. The server had put it away, because nobody looked at it "
    "for a while."
)


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("LAYERWISE_STATE", str(tmp_path))
    state.autosave.clear()
    yield AppTest.from_function(page_that_restores).run(timeout=30)
    state.autosave().close()
    state.autosave.clear()


def test_the_page_brings_it_back_and_says_so(page):
    page.button(key="train").click().run(timeout=30)
    token, iteration = page.session_state["found"]
    assert (token, iteration) == (page.session_state["token"], 30)
    assert [toast.value for toast in page.toast] == [AWAY]
    assert page.session_state["hidden"] == "5, 3"  # its settings


def test_what_became_of_a_run_is_said_until_the_browser_shows_it(page, monkeypatch):
    """Of runs in quick succession it may show only what the last one said."""
    now = 1000.0
    clock = SimpleNamespace(monotonic=lambda: now)
    monkeypatch.setattr("app.controls.told.time", clock)
    page.button(key="train").click().run(timeout=30)
    now += 2
    page.run(timeout=30)
    assert [toast.value for toast in page.toast] == [AWAY]
    now += 2
    page.run(timeout=30)
    assert not page.toast
    now -= 2
    page.run(timeout=30)
    assert not page.toast  # never again


def test_a_save_that_cannot_be_opened_is_told(page, monkeypatch):
    def refuse(*_: object, **__: object):
        raise WorkspaceError("for a reason of files")

    monkeypatch.setattr("app.state.saving.read_workspace", refuse)
    page.button(key="train").click().run(timeout=30)
    assert page.session_state["found"] is None
    (toast,) = page.toast
    assert "could not be restored" in toast.value
    assert not page.exception


@pytest.mark.parametrize(
    "aside",
    [
        5,
        [],
        {"runs": 7, "lesson": 5},
        {"runs": [7]},
        {"runs": [{"number": "x"}]},
        {"runs": [{"number": 1, "lesson": "", "wish": [1]}]},
        {"runs": [{"number": 1, "lesson": "", "wish": ["fast", None]}]},
        {"runs": [{"number": 1, "lesson": "", "wish": [float("nan"), 10**400]}]},
        {"runs": [{"number": 1, "lesson": "", "trained_s": "long"}]},
    ],
)
def test_what_a_save_tells_wrongly_is_left_as_it_is(aside):
    run = a_run()
    workspace = workspaces.workspace_of(run, [run], VIEW.look, VIEW.pane)
    told = replace(workspace, view={resume.ASIDE: aside})
    resume.go_on([run], told)
    assert resume.lesson_of(told) == ""
    assert run.wish is None or run.wish.until is None
