"""What the Train page hands out: files of a run, and of its whole family."""

import io
import json

import numpy as np
import pytest

from app import takehome, workspaces
from app.entries import UPLOADED, DataChoice
from app.experiment import Data, Origin
from app.look import PLAIN, Look
from app.pane import HISTOGRAMS, Pane
from app.runs import Pin, Run
from dnn_core import Inputs, TrainConfig, TrainingSession, load_h5
from dnn_core.data import Dataset, make_planar
from dnn_core.export import COURSE_PHOTOS, Arrays, Pictures, Points
from dnn_core.store import load_model
from dnn_core.workspace import OwnData, Workspace, WorkspaceError, read_workspace
from tests.h5_files import course_file

CONFIG = TrainConfig(layer_dims=(2, 4, 1), learning_rate=0.3, num_iterations=200)
MOONS = DataChoice("moons", m=40)


def data_of(dataset: Dataset) -> Data:
    return Data(dataset, Inputs.of(dataset))


def run_on(data: Data, choice: DataChoice, **changes: object) -> Run:
    """A run at iteration 90."""
    config = CONFIG.replace(layer_dims=(data.dataset.n_x, 4, 1), **changes)
    run = Run(TrainingSession(config, data.inputs), 50.0, Origin(data, choice))
    with run.turn() as session:
        session.step(90)
    return run


@pytest.fixture
def moons() -> Data:
    return data_of(make_planar("moons", m=40))


@pytest.fixture
def pictures() -> Data:
    return data_of(load_h5(course_file(), trusted=True))


def cost_at(run: Run, t: int | None) -> float:
    with run.turn() as session:
        return session.at(t).snapshot().cost


def test_a_family_comes_back_as_it_was(moons: Data) -> None:
    run = run_on(moons, MOONS)
    twin = run.branch({"learning_rate": 1.0}, 40)
    with twin.turn() as session:
        session.step(60)
    twin.look(55)
    look = Look(log_cost=True)
    workspace = read_workspace(workspaces.workspace_file(twin, look, Pane("network")))
    assert workspace.current == 1
    assert workspaces.look_of(workspace.view) == look
    assert Pane.read(workspace.view["pane"]) == Pane("network")
    family = workspaces.runs_of(workspace, [moons])
    first, second = family
    assert first.family is second.family
    assert first.family == family
    assert [r.birth for r in family] == [None, twin.birth]
    assert (first.speed, second.speed) == (50.0, 50.0)
    with second.turn() as session:
        assert (second.shown(session), session.iteration) == (55, 100)
    for old, new in ((run, first), (twin, second)):
        assert [cost_at(old, t) for t in (0, 41, 90)] == [
            cost_at(new, t) for t in (0, 41, 90)
        ]
    assert not any(r.active for r in family)


def test_own_pictures_are_in_the_file_if_they_are_small(
    pictures: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_on(pictures, DataChoice(UPLOADED))
    (told,) = read_workspace(workspaces.workspace_file(run, PLAIN, HISTOGRAMS)).data
    assert isinstance(told, OwnData) and told.dataset is not None
    monkeypatch.setattr(workspaces, "OWN_MB", 0)
    (told,) = read_workspace(workspaces.workspace_file(run, PLAIN, HISTOGRAMS)).data
    assert isinstance(told, OwnData) and told.dataset is None


def refused(run: Run, data: Data, *, times: int = 1) -> str:
    workspace = read_workspace(workspaces.workspace_file(run, PLAIN, HISTOGRAMS))
    members = workspace.members * times
    with pytest.raises(WorkspaceError) as caught:
        workspaces.runs_of(Workspace(workspace.data, members), [data])
    return str(caught.value)


def test_the_limits_of_the_server_hold_for_files(moons: Data) -> None:
    assert "7 runs" in refused(run_on(moons, MOONS), moons, times=7)
    long = run_on(moons, MOONS, num_iterations=2_000_000)
    assert "2,000,000 iterations" in refused(long, moons)
    deep = CONFIG.replace(layer_dims=(2, *[3] * 8, 1))
    run = Run(TrainingSession(deep, moons.inputs), 50.0, Origin(moons, MOONS))
    assert "8 hidden layers" in refused(run, moons)
    wide = CONFIG.replace(layer_dims=(2, 300, 1))
    run = Run(TrainingSession(wide, moons.inputs), 50.0, Origin(moons, MOONS))
    assert "300 units" in refused(run, moons)
    many = run_on(moons, DataChoice("moons", m=4000))
    assert "4,000 points" in refused(many, moons)


def test_runs_and_other_data_do_not_belong_together(
    moons: Data, pictures: Data
) -> None:
    assert "192 inputs" in refused(run_on(pictures, DataChoice(UPLOADED)), moons)


def test_what_would_be_lost_is_told(moons: Data) -> None:
    fresh = Run(TrainingSession(CONFIG, moons.inputs), 50.0, Origin(moons, MOONS))
    assert workspaces.to_lose(fresh) == ""
    run = run_on(moons, MOONS)
    assert workspaces.to_lose(run) == "one run, at iteration 90"
    run.branch({"l2": 0.1}, 10)
    assert workspaces.to_lose(run) == "2 runs, the longest at iteration 90"


def test_networks_that_no_file_holds_are_known_beforehand(moons: Data) -> None:
    config = TrainConfig(layer_dims=(12288, 256, 1), optimizer="adam")
    X = np.zeros((12288, 2))
    data = data_of(
        Dataset("t", "T", X, np.array([[0.0, 1.0]]), X[:, :0], np.zeros((1, 0)))
    )
    run = Run(TrainingSession(config, data.inputs), 50.0, Origin(data, MOONS))
    assert not workspaces.fits(run)
    assert workspaces.least_megabytes(run) == pytest.approx(151, abs=1)
    assert workspaces.fits(run_on(moons, MOONS))


def test_the_data_of_a_script_come_from_where_they_are(
    moons: Data, pictures: Data
) -> None:
    source = takehome.source
    assert source(moons.dataset, MOONS) == Points("moons", 40, 0.1, 1)
    assert source(pictures.dataset, DataChoice("photos")) == COURSE_PHOTOS
    file = "layerwise_uploaded.h5"
    own = source(pictures.dataset, DataChoice(UPLOADED))
    assert own == Pictures(file, file)
    table = source(moons.dataset, DataChoice(UPLOADED))
    assert table == Arrays("layerwise_uploaded.npz", test=True)


def test_files_of_a_run(moons: Data, pictures: Data) -> None:
    run = run_on(moons, MOONS).branch({"l2": 0.2}, 30)
    with run.turn() as session:
        session.step(10)
    run.look(35)
    model = load_model(io.BytesIO(takehome.run_network(run)))
    assert (model.about["iteration"], model.config.l2) == (35, 0.2)
    assert model.about["cost"] == cost_at(run, 35)
    book = json.loads(takehome.run_notebook(run))
    assert "it left its run at iteration 30" in "".join(book["cells"][0]["source"])
    code = takehome.run_script(run).decode()
    assert "30: (0.3, 0.2)" in code and "NUM_ITERATIONS = 40" in code
    assert takehome.run_table(run).decode().count("\n") == 42
    own = run_on(pictures, DataChoice(UPLOADED))
    again = load_h5(takehome.run_data(own), trusted=True)
    assert again.X_train.tobytes() == pictures.dataset.X_train.tobytes()
    table = run_on(moons, DataChoice(UPLOADED))
    with np.load(io.BytesIO(takehome.run_data(table))) as arrays:
        assert np.array_equal(arrays["X_train"], moons.dataset.X_train)


def test_what_is_pinned_comes_back_with_its_name(moons: Data) -> None:
    run = run_on(moons, MOONS)
    xor = DataChoice("xor", m=40)
    other = run_on(data_of(make_planar("xor", m=40)), xor)
    with other.turn() as session:
        session.step(30)
    run.shelf += [Pin(run, "mine"), Pin(other, "of other data")]
    other.shelf = run.shelf
    file = workspaces.workspace_file(run, PLAIN, HISTOGRAMS)
    workspace = read_workspace(file)
    told = [(member.name, member.pinned) for member in workspace.members]
    assert told == [("mine", True), ("of other data", True)]
    assert workspaces.to_lose(run) == "2 runs, the longest at iteration 120"
    data = [data_of(make_planar(name, m=40)) for name in ("moons", "xor")]
    first, second = workspaces.runs_of(workspace, data)
    assert first.family == [first]
    assert second.family == [second]
    assert cost_at(second, None) == cost_at(other, None)


def test_more_pins_than_there_is_room_for(moons: Data) -> None:
    run = run_on(moons, MOONS)
    for number in range(7):
        other = run_on(moons, MOONS)
        other.shelf = run.shelf
        run.shelf.append(Pin(other, f"no. {number}"))
    workspace = read_workspace(workspaces.workspace_file(run, PLAIN, HISTOGRAMS))
    with pytest.raises(WorkspaceError, match="7 pinned runs; up to 6"):
        workspaces.runs_of(workspace, [moons])
