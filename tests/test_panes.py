"""The panes in the middle of the panel: what is sent, and nothing else."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import feed
from app.live import Shown, Steady, middle
from app.live.payload import unpack
from app.look import PLAIN
from app.pane import HISTOGRAMS, PANES, Pane
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import Dataset, load_dataset
from dnn_core.space import activations

MOONS = load_dataset("moons")
PLANAR = Inputs.of(MOONS)


@pytest.fixture(scope="module")
def pictured():
    """Forty small pictures, so that a test takes no time."""
    random = np.random.default_rng(0)
    images = random.integers(0, 256, size=(40, 16, 16, 3), dtype=np.uint8)
    X, Y = images.reshape(40, -1).T / 255, (np.arange(40.0) % 2)[None]
    return Dataset("small", "Small", X, Y, X[:, :4], Y[:, :4], image_shape=(16, 16, 3))


def session(dataset, dims, *, steps=20, inputs=None):
    config = TrainConfig(layer_dims=dims, learning_rate=0.3, num_iterations=100)
    run = TrainingSession(config, inputs or Inputs.of(dataset))
    run.step(steps)
    return run


def shown(dataset, dims, *, steps=20, moving=False, inputs=None):
    run = session(dataset, dims, steps=steps, inputs=inputs)
    return Shown(dataset, run.config, run.snapshot(), run.parameters, moving)


def moons(dims=(2, 8, 4, 1), steps=20):
    return shown(MOONS, dims, steps=steps, inputs=PLANAR)


def packed(shown, pane):
    found = middle(shown, pane, Steady())
    return found.header, found.blobs


# --- the choice --------------------------------------------------------------------


@given(st.builds(Pane, st.sampled_from(PANES), *[st.integers(0, 300)] * 3))
def test_a_choice_comes_back(pane):
    assert Pane.read(str(pane)) == pane


NONSENSE = [
    *(None, 7, {"a": 1}, "", "network", "network 1 2 3", "sql 0 0 0 0 0"),
    *(
        "space -1 0 0 0 0",
        "space 1 2 3 4 5 6",
        "space 9999999 0 0 0 0",
        "space ² 0 0 0 0",
    ),
]


@pytest.mark.parametrize("sent", NONSENSE)
def test_what_makes_no_sense_is_the_first_pane(sent):
    assert Pane.read(sent) == HISTOGRAMS


def test_units_and_layers_that_are_not_there_are_the_nearest_that_are():
    header, _ = packed(moons(), Pane("space", layer=9, across=99, up=1))
    assert (header["layer"], header["across"], header["up"]) == (2, 4, 1)


def test_a_pane_that_does_not_fit_the_data_gives_histograms(pictured):
    assert middle(moons(), Pane("pictures"), Steady()).name == "histograms"
    plain = middle(shown(pictured, (768, 3, 1)), Pane("space"), Steady())
    assert plain.name == "histograms"


@pytest.mark.parametrize("name", ["histograms", "network", "space"])
def test_only_the_chosen_pane_is_sent(name):
    run = Run(session(MOONS, (2, 8, 4, 1), inputs=PLANAR), None)
    header, blobs = unpack(feed.payload(run, MOONS, PLAIN, Pane(name)))
    assert header["middle"]["name"] == name
    assert header["panes"] == ["histograms", "network", "space"]
    own = {"histograms": "counts1", "network": "W2", "space": "slice"}
    assert {n for n, blob in own.items() if blob in blobs} == {name}


# --- steady scales -----------------------------------------------------------------


def test_a_scale_stays_while_what_it_measures_fits():
    steady = Steady()
    assert steady.scale("a", 0.9) == 1.0
    assert [steady.scale("a", x) for x in (0.99, 1.0, 0.6)] == [1.0] * 3
    assert steady.scale("a", 1.01) == 1.2
    assert steady.scale("a", 0.97) == 1.2  # it does not swing back at once
    assert steady.scale("a", 0.3) == 0.3
    assert steady.scale("b", 40.0) == 40.0


@pytest.mark.parametrize("value", [0.0, -1.0, np.nan, np.inf, 1e308, 5e-324])
def test_a_scale_is_always_a_positive_number(value):
    assert 0.0 < Steady().scale("a", value) < np.inf


# --- the network -------------------------------------------------------------------


def test_the_network_is_sent_as_it_is():
    state = moons()
    header, blobs = packed(state, Pane("network"))
    assert header["units"] == (2, 8, 4, 1)
    for l in (1, 2, 3):
        np.testing.assert_array_equal(
            blobs[f"W{l}"], state.parameters[f"W{l}"].astype("f4")
        )
        largest = np.abs(state.parameters[f"W{l}"]).max()
        assert largest <= header["scales"][l - 1] <= 2.1 * largest
    assert blobs["b3"].shape == (1,)
    assert blobs["maps"].shape == (2 + 8 + 4 + 1, 24, 24)


def test_a_map_shows_what_a_unit_responds_to():
    state = moons()
    _, blobs = packed(state, Pane("network"))
    low, high = MOONS.X_train.min(axis=1), MOONS.X_train.max(axis=1)
    margin = 0.15 * (high - low)
    corner = (low - margin)[:, None]  # the first point of each map
    A1 = activations(corner, state.parameters)[1][:, 0]
    lit = blobs["maps"][2:10].reshape(8, -1).astype(float)
    assert ((lit[:, 0] > 128) == (0.01 * A1.max() < A1)).all()
    alive = lit.max(axis=1) > 128
    assert (lit.max(axis=1)[alive] == 255).all() and lit.min() == 128  # ReLU: never < 0
    x1 = blobs["maps"][0].astype(float)
    assert (np.diff(x1, axis=1) > 0).all() and (np.diff(x1, axis=0) == 0).all()


def test_wide_layers_are_cut_and_many_inputs_bundled(pictured):
    state = shown(pictured, (768, 30, 24, 1))
    header, blobs = packed(state, Pane("network"))
    assert header["units"] == (768, 30, 24, 1) and header["bundled"]
    lengths = np.sqrt((state.parameters["W1"] ** 2).sum(axis=1))[:20]
    np.testing.assert_allclose(blobs["W1"][:, 0], lengths, rtol=1e-6)
    assert blobs["W2"].shape == (20, 20) and blobs["W3"].shape == (1, 20)
    assert blobs["maps"].shape == (20, 16, 16)


# --- the first layer ---------------------------------------------------------------


def test_before_training_nothing_was_added_and_w1_is_noise(pictured):
    state = shown(pictured, (768, 5, 1), steps=0)
    _, blobs = packed(state, Pane("pictures"))
    assert np.unique(blobs["pictures"]).tolist() == [128]
    header, blobs = packed(state, Pane("pictures", as_is=True))
    assert len(np.unique(blobs["pictures"])) > 100
    W = state.parameters["W1"].reshape(5, 16, 16, 3).sum(axis=3)
    value = (blobs["pictures"][..., 0] / 127.5 - 1) * header["scale"]
    inside = np.abs(W) < header["scale"]
    assert inside.mean() > 0.98
    np.testing.assert_allclose(value[inside], W[inside], atol=header["scale"] / 250)


def test_what_training_added_is_w1_minus_its_start(pictured):
    start = shown(pictured, (768, 5, 1), steps=0).parameters["W1"]
    state = shown(pictured, (768, 5, 1), steps=30)
    header, blobs = packed(state, Pane("pictures", colour=True))
    added = (state.parameters["W1"] - start).reshape(5, 16, 16, 3)
    value = (blobs["pictures"] / 127.5 - 1) * header["scale"]
    inside = np.abs(added) < header["scale"]
    np.testing.assert_allclose(value[inside], added[inside], atol=header["scale"] / 250)
    assert np.abs(added[4]).max() > 0


@pytest.mark.parametrize("colour", [False, True])
def test_pictures_that_move_stay_small(colour):
    cats = load_dataset("silhouettes")
    X = cats.X_train[:, :4]
    few = Dataset("few", "Few", X, cats.Y_train[:, :4], X, cats.Y_train[:, :4],
                  image_shape=cats.image_shape)  # fmt: skip
    for units in (20, 60):
        state = shown(few, (12288, units, 1), steps=1, moving=True)
        _, blobs = packed(state, Pane("pictures", colour=colour))
        assert 12_000 < blobs["pictures"].nbytes <= 24_000
        assert len(blobs["pictures"]) == min(units, 40) == len(blobs["norms"])


# --- the space ---------------------------------------------------------------------


@pytest.mark.parametrize("pane", [Pane("space"), Pane("space", 1, 5, 2)])
def test_the_points_of_a_layer_lie_in_its_frame(pane):
    header, blobs = packed(moons(), pane)
    left, right, bottom, top = header["frame"]
    u, v = blobs["spaceTrain"]
    assert left < u.min() and u.max() < right and bottom < v.min() and v.max() < top
    assert blobs["spaceTrain"].shape == MOONS.X_train.shape
    assert blobs["spaceTest"].shape == MOONS.X_test.shape
    if pane.across == 0:  # distances count: the axes have one scale
        assert right - left == pytest.approx(top - bottom)


def test_the_background_is_what_the_network_answers_there():
    """With two units in the last hidden layer the plane is the whole space."""
    state = moons((2, 6, 2, 1), steps=60)
    header, blobs = packed(state, Pane("space", 2, 1, 2))
    assert header["flat"]
    left, right, bottom, top = header["frame"]
    AL = activations(MOONS.X_train, state.parameters)[-1][0]
    side = blobs["slice"].shape[0]
    u, v = blobs["spaceTrain"]
    column = ((u - left) / (right - left) * side).astype(int)
    row = ((v - bottom) / (top - bottom) * side).astype(int)
    seen = blobs["slice"][row, column] / 255
    assert np.abs(seen - AL).max() < 0.15 and np.abs(seen - AL).mean() < 0.03
    p, q, r = header["line"]
    far = np.abs(AL - 0.5) > 1e-3
    assert ((p * u + q * v + r > 0) == (AL > 0.5))[far].all()


def test_without_a_hidden_layer_there_is_no_space():
    header, blobs = packed(moons((2, 1)), Pane("space"))
    assert header["sizes"] == [] and not blobs


@pytest.mark.parametrize("name", ["network", "space"])
@pytest.mark.parametrize("size", [1e160, 1e300])
def test_numbers_beyond_all_bounds_can_still_be_sent(name, size):
    state = moons()
    grown = {key: size * value for key, value in state.parameters.items()}
    header, _ = packed(
        Shown(MOONS, state.config, state.snapshot, lambda: grown), Pane(name)
    )
    json.dumps(header, allow_nan=False)
