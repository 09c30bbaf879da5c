"""Workspace files: all that was saved comes back, to the bit."""

import numpy as np
import pytest

from dnn_core import Inputs, TrainingSession
from dnn_core.data import Dataset
from dnn_core.workspace import (
    Member,
    OwnData,
    Workspace,
    fingerprint,
    freeze,
    own_data,
    read_workspace,
    thaw,
    write_workspace,
)
from tests.workspace_files import SMALL, SPIRALS, pictures, spirals, trained

CONFIGS = {
    "gradient descent": SMALL,
    "momentum, L2": SMALL.replace(optimizer="momentum", l2=0.1),
    "Adam, batches": SMALL.replace(optimizer="adam", batch_size=16, learning_rate=0.02),
    "float32": SMALL.replace(precision="float32"),
}


def reopened(session, *, inputs=None, most=40_000_000):
    member = Member(freeze(session, most), 0)
    file = write_workspace(Workspace((SPIRALS,), (member,)))
    return thaw(read_workspace(file).members[0].run, inputs or session.inputs)


def assert_same_parameters(one, other):
    assert list(one) == list(other)
    for name, array in one.items():
        assert array.tobytes() == other[name].tobytes(), name


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize("most", [40_000_000, 1])
def test_every_iteration_comes_back_to_the_bit(name, most):
    session = trained(CONFIGS[name])
    again = reopened(session, most=most)
    assert (again.iteration, again.state) == (123, "paused")
    for t in (0, 1, 15, 16, 69, 70, 71, 100, 122, 123):
        at, there = session.at(t), again.at(t)
        assert at.config == there.config
        assert_same_parameters(at.parameters(), there.parameters())
        assert at.snapshot().cost == there.snapshot().cost
    assert again.events == session.events
    for old, new in zip(session.costs(), again.costs(), strict=True):
        assert old.tolist() == new.tolist()
    one, other = session.curves(), again.curves()
    assert one.gradient_norms.tolist() == other.gradient_norms.tolist()
    assert one.test_cost.tolist() == other.test_cost.tolist()
    for run in (session, again):
        run.step(40)
    assert_same_parameters(session.parameters(), again.parameters())
    assert session.costs()[1].tolist() == again.costs()[1].tolist()


def test_a_first_layer_in_the_coordinates_of_its_pictures_comes_back():
    inputs = Inputs.of(pictures())
    config = SMALL.replace(layer_dims=(192, 5, 1), learning_rate=0.05)
    session = trained(config, inputs)
    assert session.timeline.form == "gram"
    again = reopened(session)
    assert again.timeline.form == "gram"
    for t in (0, 57, 70, 123):
        assert_same_parameters(session.at(t).parameters(), again.at(t).parameters())


def test_nothing_is_trained_anew_at_opening():
    """The newest state is in the file, even if it is far from the one before."""
    saved = freeze(trained(), 1)
    assert [state.iteration for state in saved.checkpoints] == [0, 123]


def test_a_finished_run_and_a_diverged_one_say_so_again():
    done = trained()
    done.step(300)
    assert reopened(done).state == "done"
    config = SMALL.replace(learning_rate=1e200, initialization="he")
    diverged = TrainingSession(config, spirals())
    diverged.step(50)
    assert diverged.state == "diverged"
    again = reopened(diverged)
    assert (again.state, again.message) == ("diverged", diverged.message)
    again.change(learning_rate=0.1)
    assert again.state == "paused"


def test_a_run_that_has_not_begun():
    again = reopened(TrainingSession(SMALL, spirals()))
    assert (again.state, again.iteration) == ("ready", 0)
    again.step(123)
    assert again.costs()[0].tolist() == list(range(124))


def test_names_views_and_branches_come_back():
    parent = trained()
    twin = parent.branch(50, learning_rate=1.0)
    twin.step(20)
    birth = 50, {"learning_rate": 1.0}
    members = (
        Member(freeze(parent), 0, "Größe", pinned=True, shown=12),
        Member(freeze(twin), 0, birth=birth),
    )
    view = {"calm": True, "pane": "space 1 0 0 0 0"}
    file = write_workspace(Workspace((SPIRALS,), members, current=1, view=view))
    read = read_workspace(file)
    assert (read.current, read.view, read.data) == (1, view, (SPIRALS,))
    first, second = read.members
    assert (first.name, first.pinned) == ("Größe", True)
    assert (first.shown, second.shown, second.birth) == (12, None, birth)
    assert_same_parameters(
        twin.at(60).parameters(), thaw(second.run, spirals()).at(60).parameters()
    )


@pytest.mark.parametrize("name", ["pictures", "thirds", "table"])
def test_own_data_come_back_to_the_bit(name):
    make = {"pictures": pictures, "thirds": thirds, "table": table}
    dataset = make[name]()
    member = Member(freeze(trained()), 0)
    file = write_workspace(Workspace((own_data(dataset, 10**6),), (member,)))
    (told,) = read_workspace(file, own="mine").data
    assert isinstance(told, OwnData) and told.dataset is not None
    again = told.dataset
    for split in ("train", "test"):
        assert again.X(split).tobytes() == dataset.X(split).tobytes()
        assert again.Y(split).tobytes() == dataset.Y(split).tobytes()
    assert told.fingerprint == fingerprint(dataset) == fingerprint(again)
    assert (again.name, again.class_names) == ("mine", dataset.class_names)
    assert again.image_shape == dataset.image_shape


def thirds():
    """Pictures whose numbers no byte can hold."""
    shape, dataset = (8, 8, 3), table()
    X = np.resize(dataset.X_train / 8 + 1, (192, 15)) / 3
    images = np.rint(X.T.reshape(-1, *shape) * 255).astype(np.uint8)
    none = X[:, :0], dataset.Y_train[:, :0]
    return Dataset("t", "T", X, dataset.Y_train, *none, image_shape=shape,
                   images_train=images, images_test=images[:0])  # fmt: skip


def table():
    X = np.linspace(-2, 2, 60).reshape(3, 20) ** 3
    Y = np.resize([0.0, 1.0], (1, 20)).astype(np.float64)
    names = ("y = 0", "y = 1")
    return Dataset("t", "T", X[:, :15], Y[:, :15], X[:, 15:], Y[:, 15:], names)


def test_own_data_that_are_too_large_are_told_by_their_fingerprint():
    file = write_workspace(
        Workspace((own_data(pictures(), 100),), (Member(freeze(trained()), 0),))
    )
    assert read_workspace(file).data == (OwnData(fingerprint(pictures()), None),)


def test_names_of_classes_are_made_plain():
    names = ("[a](http://b)", "<b>")
    dataset = table()
    strange = Dataset("t", "T", *(dataset.X_train, dataset.Y_train),
                      *(dataset.X_test, dataset.Y_test), names)  # fmt: skip
    file = write_workspace(
        Workspace((own_data(strange, 10**6),), (Member(freeze(trained()), 0),))
    )
    (told,) = read_workspace(file).data
    assert isinstance(told, OwnData) and told.dataset is not None
    assert not set("".join(told.dataset.class_names)) & set("[]()<>:/")
