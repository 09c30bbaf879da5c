"""Workspace files: what comes back to the bit, and what is refused in a sentence."""

import io
import json
import warnings
import zipfile
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn_core import Inputs, TrainConfig, TrainingSession, load_h5
from dnn_core.data import Dataset, make_planar
from dnn_core.workspace import (
    Member,
    Named,
    OwnData,
    Workspace,
    WorkspaceError,
    fingerprint,
    freeze,
    own_data,
    read_workspace,
    thaw,
    write_workspace,
)
from dnn_core.workspace.archive import MAX_BYTES, Archive, array_file, packed
from tests.h5_files import course_file

SPIRALS = Named("spirals", 60, 0.1, 1)
SMALL = TrainConfig(layer_dims=(2, 6, 4, 1), learning_rate=0.3, num_iterations=300)
CONFIGS = {
    "gradient descent": SMALL,
    "momentum, L2": SMALL.replace(optimizer="momentum", l2=0.1),
    "Adam, batches": SMALL.replace(optimizer="adam", batch_size=16, learning_rate=0.02),
    "float32": SMALL.replace(precision="float32"),
}


@cache
def spirals():
    return Inputs.of(make_planar("spirals", m=60))


def pictures():
    return load_h5(course_file(), trusted=True)


def trained(config=SMALL, inputs=None):
    """A run with a live change at 70, now at 123."""
    session = TrainingSession(config, inputs or spirals())
    session.step(70)
    session.change(learning_rate=config.learning_rate / 2, l2=0.05)
    session.step(53)
    return session


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
        Member(freeze(parent), 0, "Größe", pinned=True, number=3, shown=12),
        Member(freeze(twin), 0, birth=birth),
    )
    view = {"calm": True, "pane": "space 1 0 0 0 0"}
    file = write_workspace(Workspace((SPIRALS,), members, current=1, view=view))
    read = read_workspace(file)
    assert (read.current, read.view, read.data) == (1, view, (SPIRALS,))
    first, second = read.members
    assert (first.name, first.pinned, first.number) == ("Größe", True, 3)
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


# --- what is refused -----------------------------------------------------------------


@cache
def good():
    """A small file, and its members."""
    members = (Member(freeze(trained(), 30_000), 0),)
    data = (SPIRALS, own_data(pictures(), 10**6))
    blob = write_workspace(Workspace(data, members))
    archive = Archive(blob)
    return blob, {name: archive.read(name) for name in archive.names}


def spoiled(change):
    """A file whose workspace.json was changed."""
    files = dict(good()[1])
    told = json.loads(files["workspace.json"])
    change(told)
    files["workspace.json"] = json.dumps(told).encode()
    return packed(files)


def opened(blob):
    """As the app does it: read, then put into sessions."""
    workspace = read_workspace(blob)
    return [thaw(member.run, spirals()) for member in workspace.members]


def test_the_file_that_is_spoiled_below_is_good():
    assert [session.iteration for session in opened(good()[0])] == [123]
    assert [s.iteration for s in opened(spoiled(lambda told: None))] == [123]


def setting(*path, value):
    def change(told):
        for key in path[:-1]:
            told = told[key]
        told[path[-1]] = value

    return change


RUN = "runs", 0
WRONG = {
    "format": setting("format", value="another"),
    "newer version": setting("version", value=2),
    "no runs": setting("runs", value=[]),
    "too many runs": lambda told: told.update(runs=told["runs"] * 100),
    "current": setting("current", value=1),
    "true for a number": setting("current", value=True),
    "data index": setting(*RUN, "data", value=7),
    "unknown data": setting("data", 0, "name", value="../../secrets"),
    "iteration": setting(*RUN, "iteration", value=122),
    "shown": setting(*RUN, "shown", value=124),
    "form": setting(*RUN, "form", value="gram"),
    "config": setting(*RUN, "config", "learning_rate", value=-1),
    "no finite rate": setting(*RUN, "config", "learning_rate", value=float("nan")),
    "unknown setting": setting(*RUN, "config", "command", value="rm"),
    "layers as text": setting(*RUN, "config", "layer_dims", value="2611"),
    "another width": setting(*RUN, "config", "layer_dims", value=[2, 9, 4, 1]),
    "another input": setting(*RUN, "config", "layer_dims", value=[3, 6, 4, 1]),
    "far too wide": setting(*RUN, "config", "layer_dims", value=[2, 10**7, 10**7, 1]),
    "far too deep": setting(*RUN, "config", "layer_dims", value=[2] + [1] * 10**5),
    "another rule": setting(*RUN, "config", "optimizer", value="adam"),
    "another precision": setting(*RUN, "config", "precision", value="float32"),
    "event of the future": setting(*RUN, "events", 0, 0, value=124),
    "event of what cannot change": setting(*RUN, "events", 0, 1, value={"seed": 2}),
    "event without a value": setting(*RUN, "events", 0, 1, value={"l2": None}),
    "event in three parts": setting(*RUN, "events", 0, value=[70, {}, 1]),
    "name with a line": setting(*RUN, "name", value="a\nb"),
    "long name": setting(*RUN, "name", value="a" * 101),
    "stride": setting(*RUN, "stride", value=0),
    "birth": setting(*RUN, "birth", value=[70]),
    "pictures' side": setting("data", 1, "side", value=9),
    "pictures too many": setting("data", 1, "m_train", value=20_000),
    "classes": setting("data", 1, "classes", value=["cat"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_field_that_is_wrong_is_refused(name):
    with pytest.raises(WorkspaceError):
        opened(spoiled(WRONG[name]))


ARRAYS = {
    "not finite": ("runs/0/theta.npy", lambda a: a * np.nan),
    "other rows": ("runs/0/theta.npy", lambda a: a[:-1]),
    "other width": ("runs/0/theta.npy", lambda a: a[:, :1]),
    "other numbers": ("runs/0/theta.npy", lambda a: a.astype(np.float32)),
    "huge": ("runs/0/theta.npy", lambda a: np.full_like(a, 1e300)),
    "objects": ("runs/0/theta.npy", lambda a: np.zeros(a.shape, "S8")),
    "no first state": ("runs/0/steps.npy", lambda a: a + 1),
    "not rising": ("runs/0/steps.npy", lambda a: a * 0),
    "rows of the future": ("runs/0/train.npy", lambda a: a + 1000),
    "half iterations": ("runs/0/train.npy", lambda a: a + 0.5),
    "labels": ("data/1/Y_train.npy", lambda a: a + 2),
    "one class": ("data/1/Y_train.npy", lambda a: a * 0),
    "columns": ("runs/0/test.npy", lambda a: a[:, :3]),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_that_is_wrong_is_refused(name):
    member, change = ARRAYS[name]
    files = dict(good()[1])
    values = np.load(io.BytesIO(files[member]))
    files[member] = array_file(change(values))
    with pytest.raises(WorkspaceError):
        opened(packed(files))


def with_member(name, content):
    return packed(good()[1] | {name: content})


def pickled():
    """An array of objects, which numpy would unpickle if it were allowed to."""
    out = io.BytesIO()
    np.save(out, np.array([{}, {}], object), allow_pickle=True)
    return with_member("runs/0/steps.npy", out.getvalue())


def promising_more_than_it_holds():
    header = {"descr": "<i8", "fortran_order": False, "shape": (10**15,)}
    out = io.BytesIO()
    np.lib.format.write_array_header_1_0(out, header)
    return with_member("runs/0/steps.npy", out.getvalue())


def compressed():
    """A megabyte of blanks in a kilobyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("workspace.json", b" " * 10**6)
    return out.getvalue()


def twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(2):
            archive.writestr("workspace.json", b"{}")
    return out.getvalue()


FILES = {
    "nothing": lambda: b"",
    "no zip": lambda: b"PK" * 100,
    "an empty zip": lambda: packed({}),
    "cut short": lambda: good()[0][:-100],
    "without its beginning": lambda: good()[0][1000:],
    "pickled objects": pickled,
    "a promise": promising_more_than_it_holds,
    "no header": lambda: with_member("runs/0/steps.npy", b"\x93NUMPY\x01\x00\xff\xff("),
    "deep header": lambda: with_member(
        "runs/0/steps.npy", b"\x93NUMPY\x01\x00\x90\x01" + b"(" * 400
    ),
    "compressed": compressed,
    "a name twice": twice,
    "no JSON": lambda: with_member("workspace.json", b"{"),
    "deep JSON": lambda: with_member("workspace.json", b"[" * 100_000),
    "a list": lambda: with_member("workspace.json", b"[]"),
    "long text": lambda: with_member("workspace.json", b" " * 3_000_000),
    "no text": lambda: with_member("workspace.json", b"\xff\xfe"),
    "long number": lambda: with_member("workspace.json", b'{"a":' + b"9" * 5000 + b"}"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_none_is_refused(name):
    with pytest.raises(WorkspaceError, match=r"[.]"):
        opened(FILES[name]())


def test_a_file_that_is_too_large_is_not_looked_at():
    with pytest.raises(WorkspaceError, match="96 MB"):
        Archive(bytes(MAX_BYTES + 10**6))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_gets_through_as_anything_but_a_sentence(data):
    """Bytes changed, cut out or put in anywhere: the same runs, or a sentence."""
    blob = bytearray(good()[0])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(blob)))
        length = data.draw(st.integers(0, 20))
        blob[at : at + length] = data.draw(st.binary(max_size=20))
    try:
        sessions = opened(bytes(blob))
    except WorkspaceError as error:
        assert str(error)[-1] in ".)"
    else:
        assert [session.iteration for session in sessions] == [123]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_value_gets_through_as_anything_but_a_sentence(data):
    """Any value of workspace.json replaced by any other."""

    def change(told):
        place = told
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            inner = place[key]
            if (
                not (isinstance(inner, (dict, list)) and inner)
                or data.draw(st.integers(0, 3)) == 0
            ):
                place[key] = data.draw(JSON)
                return
            place = inner

    try:
        sessions = opened(spoiled(change))
    except WorkspaceError as error:
        assert str(error)
    else:
        assert [session.iteration for session in sessions] == [123]
