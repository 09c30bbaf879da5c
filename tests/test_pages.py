"""The pages without a browser: Streamlit's own test runner, the payload unpacked."""

import gc
import weakref
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from threadpoolctl import threadpool_info, threadpool_limits

from app import state
from app.live.payload import unpack

ROOT = Path(__file__).parent.parent
SLOW_S = 30


def opened(file):
    """A script of the app, as a tab runs it."""
    page = AppTest.from_file(str(ROOT / "app" / file))
    page.run(timeout=SLOW_S)
    assert not page.exception
    return page


@pytest.fixture
def train():
    return opened("views/train.py")


def panel(page):
    """Header of what the live panel was last sent."""
    packed = [c.proto.bytes for c in page.get("bidi_component")]
    payloads = [unpack(found) for found in packed if found]
    return next(header for header, _ in payloads if "iteration" in header)


def test_first_visit_shows_a_network_at_iteration_0(train):
    shown = panel(train)
    assert (shown["iteration"], shown["numIterations"]) == (0, 2500)
    assert shown["state"] == "ready"
    assert [layer["shape"] for layer in shown["layers"]] == [
        [20, 12288],
        [7, 20],
        [5, 7],
        [1, 5],
    ]
    assert not train.error


def test_two_runs_of_one_tab_at_a_time_draw_their_pages(monkeypatch):
    """One that has to wait for its turn may still be there when the next one draws;
    Streamlit lets a page be drawn once."""
    tab = opened("script.py")
    in_turn, met = state.in_turn, []

    def after_another(draw):
        for page in state.seat().pages:
            vars(page)["_can_be_called"] = False  # as `Page.run` does
            met.append(page.title)
        return in_turn(draw)

    monkeypatch.setattr(state, "in_turn", after_another)
    tab.run(timeout=SLOW_S)
    assert "Train" in met
    assert not tab.exception


def leave(page):
    """Its parts are forgotten, as when somebody turns to another page."""
    vars(page)["_fragment_storage"].clear()


def test_a_click_counts_also_when_its_page_was_left_at_once(train):
    leave(train)
    train.button(key="step_10").click().run(timeout=SLOW_S)
    assert not train.exception
    assert panel(train)["iteration"] == 10
    leave(train)
    train.button(key="play").click().run(timeout=SLOW_S)
    assert not train.exception
    assert panel(train)["state"] == "running"


def test_so_does_another_speed(train):
    leave(train)
    train.selectbox(key="speed").set_value("50 it/s").run(timeout=SLOW_S)
    assert not train.exception
    assert train.selectbox(key="speed").value == "50 it/s"


def test_trainings_use_one_blas_thread():
    with threadpool_limits(limits=2, user_api="blas"):
        state.scheduler.clear()  # as in a fresh server
        state.scheduler()
        blas = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    assert {pool["num_threads"] for pool in blas} == {1}


def test_the_full_list_of_the_course_is_accepted(train):
    train.text_input(key="hidden").set_value("[12288, 7, 1]").run(timeout=SLOW_S)
    assert [layer["shape"][0] for layer in panel(train)["layers"]] == [7, 1]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("hidden", "20, x", "“x” is not a whole number"),
        ("hidden", "20, 0", "1 to 256 units"),
    ],
)
def test_a_bad_value_is_explained_and_the_run_kept(train, field, typed, says):
    before = panel(train)["run"]
    train.text_input(key=field).set_value(typed).run(timeout=SLOW_S)
    assert [says in error.value for error in train.error] == [True]
    assert panel(train)["run"] == before
    assert not train.exception


def test_the_learning_rate_is_picked_from_a_log_scale(train):
    rate = train.selectbox(key="learning_rate")
    assert rate.value == "0.0075"
    assert rate.options[:5] == ["0.0001", "0.0002", "0.0003", "0.0005", "0.001"]
    before = panel(train)["run"]
    rate.set_value("0.05").run(timeout=SLOW_S)
    assert panel(train)["run"] == before  # a live change
    assert not train.exception


def test_a_run_that_is_replaced_leaves_memory_at_once(train):
    """Without the garbage collector, which comes round seldom on a busy server."""
    gc.collect()
    gc.disable()
    try:
        token = train.session_state["_seat"].token
        gone = weakref.ref(state.registry().get(token))
        train.button(key="new_seed").click().run(timeout=SLOW_S)
        train.run(timeout=SLOW_S)
        assert gone() is None
    finally:
        gc.enable()


def test_planar_data_bring_their_settings_and_silhouettes_theirs(train):
    train.selectbox(key="data").set_value("moons").run(timeout=SLOW_S)
    assert train.text_input(key="hidden").value == "8, 4"
    assert panel(train)["extent"] is not None
    train.selectbox(key="data").set_value("silhouettes").run(timeout=SLOW_S)
    assert train.text_input(key="hidden").value == "20, 7, 5"
    assert panel(train)["pictures"] is not None


def test_photos_are_found_by_themselves(course_photos_dir, monkeypatch):
    monkeypatch.setenv("LAYERWISE_DATA", str(course_photos_dir))
    page = AppTest.from_file(str(ROOT / "app" / "views" / "train.py"))
    page.run(timeout=SLOW_S)
    page.selectbox(key="data").set_value("photos").run(timeout=SLOW_S)
    assert not page.exception
    assert panel(page)["baselineTest"] == pytest.approx(33 / 50)


def test_data_that_are_missing_are_explained_with_a_way_out():
    page = AppTest.from_file(str(ROOT / "app" / "views" / "train.py"))
    page.query_params["data"] = "uploaded"
    page.run(timeout=SLOW_S)
    assert not page.exception
    assert [head.value for head in page.subheader] == ["Nothing to learn from yet"]
    page.button(key="ready_data").click().run(timeout=SLOW_S)
    assert not page.subheader
    assert panel(page)["iteration"] == 0
