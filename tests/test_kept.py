"""Runs that are pinned: what becomes of them when the page goes on to another run."""

import pytest
from streamlit.testing.v1 import AppTest

from app.entries import DataChoice
from app.experiment import Data, Origin
from app.runs import Pin, Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.checkpoints import OVERHEAD
from dnn_core.data import load_dataset

SLOW_S = 30


def page_of_runs():
    import streamlit as st

    from tests.kept_acts import ACTS, rows

    for name, act in ACTS.items():
        if st.button(name, key=name):
            act()
    st.session_state["rows"] = rows()


@pytest.fixture
def do():
    page = AppTest.from_function(page_of_runs).run(timeout=SLOW_S)

    def act(*names):
        for name in names:
            page.button(key=name).click().run(timeout=SLOW_S)
            assert not page.exception
        return page.session_state["rows"]

    return act


def test_a_pinned_run_outlives_a_restart_and_other_data(do):
    assert do("xor", "pin") == [("3, α 0.1", True, True, 0, True)]
    assert do("xor 0.5") == [
        ("3, α 0.1", True, False, 0, True),
        ("3, α 0.5", False, True, 1, True),
    ]
    assert do("moons") == [
        ("3, α 0.1", True, False, 0, True),
        ("3, α 0.1", False, True, 1, True),
    ]


def test_without_a_pin_only_the_present_run_is_kept(do):
    assert len(do("xor", "xor 0.5", "moons")) == 1


def test_two_of_one_name_are_told_apart_and_a_seventh_finds_no_room(do):
    names = [row[0] for row in do(*["xor", "pin"] * 7)]
    assert names[:3] == ["3, α 0.1", "3, α 0.1 (2)", "3, α 0.1 (3)"]
    rows = do("xor")
    assert [row[1] for row in rows] == [True] * 6 + [False]
    assert [row[3] for row in rows] == list(range(7))  # a colour each


def test_deleting_forgets_a_run_and_undo_brings_it_back_to_its_place(do):
    before = do("xor", "pin", "xor 0.5", "pin", "moons")
    assert do("unpin 0") == before[1:]
    assert do("undo") == before
    assert do("undo") == before


def test_a_name_has_a_limit(do):
    assert do("xor", "pin", "rename 0")[0][0] == "x" * 40


def test_opening_a_run_of_other_data_pins_the_one_it_replaces(do):
    rows = do("xor", "pin", "moons", "open 0")
    assert [(row[1], row[2]) for row in rows] == [(True, True), (True, False)]


def test_opening_one_of_the_same_data_keeps_the_branches(do):
    rows = do("xor", "pin", "xor 0.5", "branch", "open 0")
    assert [row[0] for row in rows] == [
        "3, α 0.1",
        "3, α 0.5",
        "3, α 0.5, λ 0.5 from 10",
    ]
    assert [row[2] for row in rows] == [True, False, False]


def test_a_reload_finds_the_pins_again(do):
    before = do("xor", "pin", "xor 0.5")
    assert do("reload") == before


def test_what_the_server_had_to_forget_is_gone(do):
    assert [row[1] for row in do("xor", "pin", "xor 0.5", "forget")] == [False]


def test_a_run_weighs_its_kept_states_and_curves():
    """Iterations 0, 16 and 32 are kept; a state of 2-1 has Z1, its own and no more."""
    dataset = load_dataset("xor", m=40)
    session = TrainingSession(
        TrainConfig(layer_dims=(2, 1), num_iterations=40), Inputs.of(dataset)
    )
    light = session.nbytes
    session.step(40)
    states = session.nbytes - light
    assert 2 * OVERHEAD < states < 2 * (OVERHEAD + 40 * 40 * 8)
    data = Data(dataset, Inputs.of(dataset))
    run = Run(session, None, Origin(data, DataChoice("xor")))
    run.shelf.append(Pin(run, "one"))
    twin = run.branch({"l2": 0.1}, 20)
    assert (run.pinned, twin.pinned) == (True, False)
    assert (run.number, twin.number) == (0, 1)
    assert twin.relatives == [run, twin]


def test_undo_after_pinning_again_has_nothing_to_do(do):
    before = do("xor", "pin", "unpin 0", "pin")
    assert do("undo") == before
    assert [row[1] for row in before] == [True]


def test_a_trained_run_is_not_lost_for_want_of_room(do):
    """Six are pinned; one of other data may not take the place of a trained run."""
    before = do("moons", "pin", *["xor", "pin"] * 5, "xor")
    assert do("open 0") == before
