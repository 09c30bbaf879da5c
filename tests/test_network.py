"""Network and its files."""

import io
import json

import h5py
import numpy as np
import pytest

from dnn_core import Network, store
from dnn_core.config import TrainConfig
from dnn_core.store import ModelError, load_model, save_model

X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
Y = np.array([[0.0, 1.0, 1.0, 0.0]])


@pytest.fixture(scope="module")
def xor():
    return Network((2, 8, 1), learning_rate=1.0, num_iterations=2000, seed=3).fit(X, Y)


def test_learns_xor(xor):
    assert xor.predict(X).tolist() == Y.tolist()
    assert xor.score(X, Y) == 1.0
    assert xor.costs[-1] < 0.05 < xor.costs[0]
    np.testing.assert_array_equal(xor.predict_proba(X) > 0.5, Y == 1)


def test_drawing(xor):
    drawn = repr(xor)
    assert "33 parameters" in drawn
    assert drawn.count("LINEAR -> ") == 2
    assert "SIGMOID" in drawn.splitlines()[-1]


def test_saved_and_loaded_is_the_same(xor, tmp_path):
    path = tmp_path / "xor.h5"
    xor.save(path, title="xor")
    loaded = Network.load(path)
    assert loaded.config == xor.config
    np.testing.assert_array_equal(loaded.predict_proba(X), xor.predict_proba(X))
    assert load_model(path).about == {"title": "xor"}


def test_same_network_same_bytes(xor):
    files = io.BytesIO(), io.BytesIO()
    for file in files:
        xor.save(file)
    assert files[0].getvalue() == files[1].getvalue()


@pytest.mark.parametrize(
    ("X", "Y", "says"),
    [
        (X.T, Y, r"X has shape \(4, 2\)"),
        (X, Y.T, r"must be \(1, 4\)"),
        (X, 2 * Y, "labels other than 0 and 1"),
    ],
)
def test_data_that_do_not_fit(X, Y, says):
    with pytest.raises(ValueError, match=says):
        Network((2, 3, 1), num_iterations=1).fit(X, Y)


def test_diverging_fit_says_so():
    network = Network((2, 3, 1), learning_rate=1e250, initialization="he")
    with pytest.raises(ValueError, match="learning rate that is too large"):
        network.fit(X, Y)


def saved(xor, change):
    file = io.BytesIO()
    xor.save(file)
    with h5py.File(file, "r+") as opened:
        change(opened)
    return file


def replace_W1(opened, data=None, **how):
    del opened["W1"]
    if data is not None or how:
        opened.create_dataset("W1", data=data, **how)


def external_storage(opened):
    replace_W1(opened, shape=(8, 2), dtype="f8", external=[("/etc/passwd", 0, 128)])


def virtual(opened):
    del opened["W1"]
    layout = h5py.VirtualLayout((8, 2), "f8")
    layout[:] = h5py.VirtualSource("/etc/passwd", "x", (8, 2))
    opened.create_virtual_dataset("W1", layout)


def link(kind):
    def change(opened):
        del opened["W1"]
        opened["W1"] = kind

    return change


def huge(opened):
    config = json.loads(opened.attrs["config"])
    opened.attrs["config"] = json.dumps(config | {"layer_dims": [10**7, 10**7, 1]})


HOSTILE = {
    "external link": link(h5py.ExternalLink("/etc/passwd", "/")),
    "soft link": link(h5py.SoftLink("/b1")),
    "external storage": external_storage,
    "virtual": virtual,
    "missing": replace_W1,
    "shape": lambda f: replace_W1(f, np.zeros((2, 8))),
    "dtype": lambda f: replace_W1(f, np.zeros((8, 2), dtype=int)),
    "not finite": lambda f: replace_W1(f, np.full((8, 2), np.nan)),
    "other format": lambda f: f.attrs.__setitem__("format", "keras"),
    "no format": lambda f: f.attrs.__delitem__("format"),
    "bad config": lambda f: f.attrs.__setitem__("config", "{"),
    "unknown setting": lambda f: f.attrs.__setitem__("config", '{"x": 1}'),
    "huge": huge,
    "a number no float holds": lambda f: f.attrs.__setitem__(
        "config", '{"layer_dims": [2, 1], "l2": 1' + "0" * 400 + "}"
    ),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused(xor, change):
    file = saved(xor, change)
    said = set()
    for trusted in (True, False):  # the same here and in a process apart
        with pytest.raises(ModelError) as error:
            load_model(file, trusted=trusted)
        said.add(str(error.value))
    assert len(said) == 1 and "/etc" not in said.pop()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_process_apart_reads_the_same_bits(dtype):
    dims = (1001, 3, 1)
    drawn = np.random.default_rng(4)
    parameters = {
        "W1": drawn.normal(size=(3, 1001)),
        "b1": np.array([[-0.0], [5e-324], [1e300 if dtype == "float64" else 1e30]]),
        "W2": drawn.normal(size=(1, 3)),
        "b2": drawn.normal(size=(1, 1)),
    }
    file = io.BytesIO()
    about = {"title": "Größe"}
    save_model(file, parameters, TrainConfig(dims), about=about, dtype=dtype)
    apart, here = load_model(file), load_model(file, trusted=True)
    assert (apart.config, apart.about) == (here.config, about)
    for name, value in parameters.items():
        stored = value.astype(dtype).astype(float)
        for model in (apart, here):
            assert model.parameters[name].tobytes() == stored.tobytes()


@pytest.mark.parametrize("act", ["abort", "say nonsense"])
def test_a_network_that_kills_its_reader(xor, monkeypatch, act):
    monkeypatch.setattr(store, "READER", "tests.reader_acts")
    with pytest.raises(ModelError, match=r"damaged or is not .*copy the file anew\.$"):
        load_model(io.BytesIO(act.encode()))


def test_arrays_of_another_network_are_refused(xor, monkeypatch):
    """A reader in an attacker's hands may answer what no file holds."""
    told = {"config": xor.config.to_dict(), "about": {}}
    texts = {n: np.frombuffer(json.dumps(t).encode(), "u1") for n, t in told.items()}
    for wrong in ({"W1": np.zeros((2, 8))}, {}, {"W1": np.full((8, 2), np.inf)}):
        arrays = xor.parameters | {"W1": None} | texts | wrong
        arrays = {name: array for name, array in arrays.items() if array is not None}
        monkeypatch.setattr(store, "read_apart", lambda *_, a=arrays: a)
        with pytest.raises(ModelError):
            load_model(io.BytesIO())


def test_not_hdf5_and_not_there(tmp_path):
    with pytest.raises(ModelError, match="damaged or is not"):
        load_model(io.BytesIO(b"no network"))
    with pytest.raises(FileNotFoundError, match=r"no file 'gone\.h5'"):
        load_model(tmp_path / "gone.h5")
