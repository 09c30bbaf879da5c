"""What a file or an upload will take is known before, and counted after."""

import gc
from dataclasses import replace

import numpy as np
import pytest

from app import state, workspaces
from app.entries import UPLOADED, DataChoice
from app.experiment import Data, Origin
from app.look import PLAIN
from app.pane import HISTOGRAMS
from app.places import Places
from app.registry import Registry
from app.runs import Run
from app.settings import SETTINGS
from app.state import learning_data, memory
from app.state import workspace as opening
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import DataError, Dataset
from dnn_core.engine import Checkpoint
from dnn_core.workspace import (
    Member,
    OwnData,
    SavedRun,
    Workspace,
    WorkspaceError,
    own_data,
    read_workspace,
    write_workspace,
)

MB = 1e6
WIDE, EXAMPLES = 300, 400  # for the products of examples to pay
CONFIG = TrainConfig((WIDE, 2, 1), num_iterations=2000, batch_size=100)


def own(n_x: int, m: int, seed: int = 0) -> Dataset:
    X = np.random.default_rng(seed).standard_normal((n_x, m))
    Y = np.array([[0.0, 1.0] * (m // 2)])
    return Dataset(UPLOADED, "Own", X, Y, X[:, :0], Y[:, :0])


def data_of(dataset: Dataset) -> Data:
    return Data(dataset, Inputs.of(dataset))


def run_on(data: Data, config: TrainConfig = CONFIG) -> Run:
    session = TrainingSession(config, data.inputs)
    return Run(session, None, Origin(data, DataChoice(UPLOADED)))


@pytest.fixture
def alone(monkeypatch) -> Registry:
    """A tab on a server where nobody else is."""
    empty = Registry(idle_s=1e9, most=99)
    monkeypatch.setattr(state.registry, "_made", [empty])
    nobody = Places(60, grace_s=8.0, idle_s=900.0)
    monkeypatch.setattr("app.state.memory.places", lambda: nobody)
    monkeypatch.setattr("app.state.tab.st.session_state", {"_seat": state.Seat()})
    monkeypatch.setattr(opening, "attend", lambda: None)
    return empty


def test_a_small_file_that_asks_for_much_is_refused_before_it_is_opened(
    alone, monkeypatch
):
    """12 times the products of 4,000 examples, and these shuffled: 128 MB each."""
    config = TrainConfig((1, 1, 1), batch_size=2000)
    theta = np.zeros(2 * 4000 + 1 + 1 + 2)
    rows = (np.zeros((0, 4)), 1), (np.zeros((0, 4)), 1)
    saved = SavedRun(
        config, (), 0, False, "gram", (Checkpoint(0, theta, ()),), 16, *rows
    )
    data = tuple(own_data(own(1, 4000, seed), 10**6) for seed in range(12))
    members = tuple(Member(saved, i, pinned=i >= 6) for i in range(12))
    file = write_workspace(Workspace(data, members))
    assert len(file) < 2_000_000

    def thaw(*_):
        raise AssertionError("a run was made")

    monkeypatch.setattr(workspaces, "thaw", thaw)
    with pytest.raises(WorkspaceError, match=r"take 3,0\d\d MB.* 400 MB .* computer"):
        state.open_workspace(file)
    assert alone.all() == []


def test_what_a_file_will_take_is_what_it_takes(alone, monkeypatch):
    run = run_on(data_of(own(WIDE, EXAMPLES)))
    with run.turn() as session:
        session.step(100)
        assert session.timeline.form == "gram"
    twin = run.branch({"l2": 0.1}, 50)
    file = workspaces.workspace_file(twin, PLAIN, HISTOGRAMS)
    told = read_workspace(file, own=UPLOADED)
    (one,) = told.data
    assert isinstance(one, OwnData) and one.dataset is not None
    dataset = one.dataset
    needed = workspaces.bytes_of(told, [data_of(dataset)])
    state.open_workspace(file)
    assert needed == pytest.approx(memory.held_bytes(), rel=0.02)
    small = replace(SETTINGS, max_session_mb=needed / MB - 0.1)  # pyright: ignore[reportArgumentType]
    monkeypatch.setattr(memory, "SETTINGS", small)
    before = alone.all()
    with pytest.raises(WorkspaceError, match="each student has"):
        state.open_workspace(file)
    assert alone.all() == before


def test_a_full_server_opens_a_save_that_it_would_not_open_as_a_file(
    alone, monkeypatch
):
    run = run_on(data_of(own(WIDE, EXAMPLES)))
    file = workspaces.workspace_file(run, PLAIN, HISTOGRAMS)
    workspace = read_workspace(file, own=UPLOADED)
    full = replace(SETTINGS, max_runs_mb=1)
    monkeypatch.setattr(memory, "SETTINGS", full)
    with pytest.raises(WorkspaceError, match=r"each student has \d MB"):
        opening.seat_runs(workspace)
    assert len(opening.seat_runs(workspace, token="saved")) == 1


def test_products_count_once_and_shuffled_copies_with_each_run():
    data = data_of(own(WIDE, EXAMPLES))
    square = 8 * EXAMPLES**2
    before = data.nbytes
    first, second = run_on(data), run_on(data)
    for run in (first, second):
        with run.turn() as session:
            session.step(5)
            assert square < session.nbytes < 1.2 * square
    assert data.nbytes == before + square
    with first.turn() as session:
        session.at(2)  # on an engine of its own
        assert 2 * square < session.nbytes < 2.3 * square
    direct = run_on(data, CONFIG.replace(optimizer="adam"))
    with direct.turn() as session:
        assert session.timeline.form == "direct"
        assert session.nbytes > 8 * EXAMPLES * (WIDE + 1)


def test_an_unpinned_run_on_other_data_is_refused(alone):
    data = [data_of(own(WIDE, EXAMPLES, seed)) for seed in (1, 2)]
    run, other = map(run_on, data)
    files = [
        read_workspace(workspaces.workspace_file(r, PLAIN, HISTOGRAMS), own=UPLOADED)
        for r in (run, other)
    ]
    told = tuple(file.data[0] for file in files)
    (one,), (stranger,) = (file.members for file in files)
    mixed = Workspace(told, (one, stranger._replace(data=1)))
    with pytest.raises(WorkspaceError, match=r"1 runs .* 0 are possible. Pin them"):
        opening.seat_runs(mixed)
    assert alone.all() == []
    pinned = Workspace(told, (one, stranger._replace(data=1, pinned=True)))
    assert len(opening.seat_runs(pinned)) == len(alone.all()) == 2
    again = Workspace((told[0], told[0]), (one, one._replace(data=1)))
    first, second = opening.seat_runs(again)
    assert first.family is second.family, "the same data, told twice"


def test_own_data_count_on_the_server_once_and_as_long_as_they_are_held(alone):
    data = data_of(own(WIDE, EXAMPLES))
    alone.add(run := run_on(data))
    run.branch({"l2": 0.1}, 0)
    alone.add(run.family[1])
    runs = sum(kept.nbytes for kept in alone.all())
    assert alone.make_room(0) == alone.nbytes == runs + data.nbytes
    size = data.nbytes
    for token in [kept.token for kept in alone.all()]:
        alone.remove(token)
    assert alone.make_room(0) == size
    del data, run
    gc.collect()
    assert alone.make_room(0) == 0


def test_own_data_of_a_tab_that_has_gone_make_room():
    data = data_of(own(WIDE, EXAMPLES))
    run = run_on(data)
    registry = Registry(idle_s=1e9, most=9, most_mb=(run.nbytes + data.nbytes) / MB)
    registry.add(run)
    run.suspend()
    registry.make_room(0)
    assert registry.all() == [run]
    registry.make_room(1)
    assert registry.all() == []


def test_an_upload_beyond_the_memory_of_all_is_refused(alone, monkeypatch):
    before, fresh = own(WIDE, EXAMPLES), own(WIDE, EXAMPLES, 1)
    size = data_of(before).nbytes
    full = replace(SETTINGS, max_runs_mb=2.5 * size / MB)  # pyright: ignore[reportArgumentType]
    monkeypatch.setattr(memory, "SETTINGS", full)
    others = data_of(own(WIDE, EXAMPLES, 2))
    alone.count(others)
    state.keep_upload("x", before)
    kept = state.seat().uploaded
    state.keep_upload("y", fresh)  # in place of the one before
    alone.count(more := data_of(own(2, EXAMPLES, 3)))
    alone.count(most := data_of(own(WIDE, EXAMPLES, 4)))
    kept = state.seat().uploaded
    with pytest.raises(DataError, match=r"take 3 MB .* has 7 MB for all. Use fewer"):
        state.keep_upload("z", before)
    assert state.seat().uploaded is kept
    with pytest.raises(DataError, match="for all"):
        state.read_upload("z", lambda: pytest.fail("it was read again"))
    del more, most
    gc.collect()
    assert state.read_upload("z", lambda: before) is before


def test_what_was_read_is_not_read_again_after_a_click_meanwhile(alone, monkeypatch):
    dataset = own(WIDE, EXAMPLES)

    def clicked(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(learning_data, "keep_upload", clicked)
        state.read_upload("x", lambda: dataset)
    assert state.read_upload("x", lambda: pytest.fail("read again")) is dataset
    assert state.seat().fresh is None
    uploaded = state.seat().uploaded
    assert uploaded is not None and uploaded.dataset is dataset
