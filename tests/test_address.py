"""The address: every setting there and back, and nothing in it can break the page."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from app.address import read, write
from app.entries import DataChoice
from app.experiment import SPEEDS, Setup, defaults
from dnn_core import ACTIVATIONS, INITIALIZATIONS, TrainConfig
from dnn_core.config import OPTIMIZER_NAMES
from dnn_core.data import PLANAR, registry

names = st.sampled_from(["silhouettes", "drawings", "moons", "xor", "flower"])
positive = st.floats(1e-12, 1e6)


@st.composite
def setups(draw):
    name = draw(names)
    hidden = draw(st.lists(st.integers(1, 256), max_size=7))
    planar = name in PLANAR
    config = TrainConfig(
        layer_dims=(defaults(name).layer_dims[0], *hidden, 1),
        learning_rate=draw(positive),
        num_iterations=draw(st.integers(1, 10**6)),
        batch_size=draw(st.none() | st.integers(1, 512)),
        initialization=draw(st.sampled_from(list(INITIALIZATIONS))),
        activation=draw(st.sampled_from(list(ACTIVATIONS))),
        optimizer=draw(st.sampled_from(list(OPTIMIZER_NAMES))),
        l2=draw(st.floats(0, 1e6)),
        seed=draw(st.integers(0, 2**32 - 1)),
    )
    choice = DataChoice(name)
    if planar:
        m, noise = draw(st.integers(20, 2000)), draw(st.floats(0, 1))
        choice = DataChoice(name, m, noise, draw(st.integers(0, 10_000)))
    return Setup(config, choice, draw(st.sampled_from(list(SPEEDS.values()))))


@given(setups())
def test_there_and_back(setup):
    assert read(write(setup)) == (setup, [])


def test_an_address_by_hand():
    setup, notes = read({"v": "1", "data": "moons", "layers": "3", "alpha": "0.5"})
    assert notes == []
    assert setup.config.layer_dims == (2, 3, 1)
    assert setup.config.learning_rate == 0.5
    assert setup.choice == DataChoice("moons")
    assert write(setup)["iterations"] == "5000"


def test_no_address_is_the_first_experiment():
    setup, notes = read({})
    assert (setup.choice.name, notes) == ("silhouettes", [])
    assert setup.config == TrainConfig()


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("v", "9", "another version"),
        ("data", "dogs", "silhouettes"),
        ("layers", "20,0", "1 to 256 units"),
        ("layers", "9" * 50, "not possible here"),
        ("alpha", "-1", "above 0"),
        ("alpha", "nan", "above 0"),
        ("iterations", "1e3", "a whole number from 1 to 1,000,000"),
        ("init", "__class__", "zeros"),
        ("batch", "-2", "a whole number"),
        ("l2", "inf", "a number from 0"),
        ("seed", "99999999999", "a whole number"),
        ("noise", "2", "from 0.0 to 1.0"),
        ("speed", "7", "speeds offered"),
        ("colour", "red", "no setting"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_at_its_default(key, value, says):
    setup, (note,) = read({"data": "silhouettes", key: value})
    assert says in note
    assert setup == Setup(TrainConfig(), DataChoice("silhouettes"))


def test_photos_that_are_not_here_can_be_fetched(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "FOLDER", tmp_path)
    monkeypatch.delenv("LAYERWISE_DATA", raising=False)
    setup, (note,) = read({"data": "photos", "seed": "7"})
    assert "choose “Course photos” under Data to fetch them" in note
    assert (setup.choice.name, setup.config.seed) == ("silhouettes", 7)
    for name in registry.PHOTO_FILES:
        (tmp_path / name).write_bytes(b"")
    setup, notes = read({"data": "photos"})
    assert (setup.choice.name, notes) == ("photos", [])


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(["v", "data", "layers", "alpha", "iterations", "seed", "m"])
        | st.text(max_size=8),
        st.text(max_size=30),
        max_size=6,
    )
)
def test_no_address_is_an_error(params):
    setup, notes = read(params)
    assert read(write(setup)) == (setup, [])
    assert all(len(note) < 300 for note in notes)


def test_an_address_of_nothing_but_unknown_keys_is_told_in_a_few_sentences():
    _, notes = read({f"x{i}": "1" for i in range(1000)})
    assert len(notes) == 4
    assert notes[-1] == "997 more names in the address are no settings either."


@pytest.mark.parametrize(
    "value", ["![](//a.b)", "/usr/x", "a\nb", "\u202eabc", "\x1b["]
)
def test_what_an_address_says_is_quoted_plainly(value):
    for key in ("alpha", "layers", "data", "seed", "v", value):
        for note in read({key: value})[1]:
            assert note.isprintable()
            assert "](" not in note and "/usr" not in note
