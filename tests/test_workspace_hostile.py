"""Workspace files that somebody spoiled: a sentence each time, and nothing worse."""

import io
import warnings
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn_core.workspace import WorkspaceError
from dnn_core.workspace.archive import MAX_BYTES, Archive, array_file, packed
from tests.workspace_files import good, opened, spoiled


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


@settings(max_examples=150)
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


@settings(max_examples=150)
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
