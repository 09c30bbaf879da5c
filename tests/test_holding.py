"""A tab that has gone keeps no run alive, however long Streamlit keeps its page."""

import gc
import weakref
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import state
from app.runs import Run
from app.state import file_of, part_of
from app.state.running import _Guard
from app.state.tab import Seat
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset

VIEWS = Path(__file__).parent.parent / "app" / "views"
SLOW_S = 30


def new_run():
    inputs = Inputs.of(load_dataset("xor", m=20))
    return Run(TrainingSession(TrainConfig(layer_dims=(2, 1)), inputs), None)


def test_a_part_is_drawn_from_what_it_is_of():
    drawn, run = [], new_run()
    draw = part_of(run, lambda *args, **kwargs: drawn.append((args, kwargs)))
    draw(1, look="plain")
    assert drawn == [((run, 1), {"look": "plain"})]


def forgotten():
    """A page with a part whose run is forgotten when it is drawn the first time."""
    import streamlit as st

    from app.state import part_of
    from tests.test_holding import new_run

    run = new_run()
    draw = part_of(run, lambda run: st.write("the part"))
    if "again" in st.session_state:
        st.write("the page")
        draw()
        return
    st.session_state.again = True
    run.retire()
    del run
    draw()


def test_a_part_of_what_is_forgotten_asks_for_the_whole_page():
    page = AppTest.from_function(forgotten).run(timeout=SLOW_S)
    assert [words.value for words in page.markdown] == ["the page", "the part"]
    assert not page.exception


def test_a_file_is_made_of_all_its_runs_or_not_at_all():
    first, second = new_run(), new_run()
    made = file_of(lambda *runs: str(len(runs)).encode(), first, second)
    assert made() == b"2"
    first.retire()
    del first
    with pytest.raises(LookupError, match="not kept any more"):
        made()


@pytest.mark.parametrize("view", ["train", "compare", "gallery", "predict"])
def test_a_page_that_streamlit_still_holds_lets_its_run_go(view):
    """Without the garbage collector, which comes round seldom on a busy server."""
    train = AppTest.from_file(str(VIEWS / "train.py")).run(timeout=SLOW_S)
    token = train.session_state["_seat"].token
    run = state.registry().get(token)
    assert run is not None
    with run.turn() as session:
        session.step(10)  # so that there is something to compare
    page = AppTest.from_file(str(VIEWS / f"{view}.py"))
    page.session_state["_seat"] = train.session_state["_seat"]
    page.run(timeout=SLOW_S)
    assert not page.exception
    gone = weakref.ref(run)
    del run, session
    gc.collect()
    gc.disable()
    try:
        state.registry().remove(token)
        assert gone() is None
    finally:
        gc.enable()


def test_a_connection_that_ends_late_leaves_the_run_of_a_reloaded_page_alone():
    """The page was loaded again while the server took its old connection for alive."""
    run, before, after = new_run(), Seat(), Seat()
    state.registry().add(run)
    before.token = after.token = run.token
    run.wake()
    run.holder = after.name
    _Guard(before).release()
    assert run.attended
    _Guard(after).release()
    assert not run.attended
    state.registry().remove(run.token)
