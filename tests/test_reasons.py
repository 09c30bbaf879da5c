"""Reasons as the page shows them, for networks whose reasons are known."""

import re

import numpy as np
import pytest

from app.asked import Asked
from app.examples import example
from app.images import SHAPE, read_picture
from app.pictures import as_png
from app.reasons import reasons
from app.reasons.reason import place
from app.text import why as say
from dnn_core import ACTIVATIONS, initialize_parameters_deep

N_X = 12288
COVER, SLOPES, UNITS, NEIGHBOURS, VARIED = range(5)


@pytest.fixture
def picture(silhouettes):
    return read_picture(example(silhouettes, "train", 5).file)


def asked(parameters, activation="relu", learned_from=None):
    return Asked(
        parameters=parameters,
        activation=activation,
        class_names=("non-cat", "cat"),
        iteration=0,
        trust="",
        learned_from=learned_from,
    )


def network(*above, activation="relu", learned_from=None):
    parameters = initialize_parameters_deep((N_X, *above), seed=2, initialization="he")
    return asked(parameters, activation, learned_from)


def reader_of(row, column, weight, bias=0.0):
    """Logistic regression that looks at one pixel alone."""
    W1 = np.zeros((1, *SHAPE))
    W1[0, row, column] = weight
    return asked({"W1": W1.reshape(1, -1), "b1": np.array([[bias]])})


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize("above", [(1,), (6, 1), (6, 4, 1)], ids=str)
def test_every_network_has_reasons(activation, above, picture, silhouettes):
    asked = network(*above, activation=activation, learned_from=silhouettes)
    found = reasons(asked, picture, "light")
    assert [reason.title for reason in found] == [
        say.COVER,
        say.GRADIENT,
        say.LOGISTIC if above == (1,) else say.UNITS,
        say.NEIGHBOURS,
        say.VARIATIONS,
    ]
    tiles = [len(reason.tiles) for reason in found]
    assert tiles[UNITS] in range(1, min(above[0], 4) + 1)
    assert tiles[:UNITS] + tiles[NEIGHBOURS:] == [2, 2, 6, 8]
    assert all(tile.alt for reason in found for tile in reason.tiles)


def test_the_numbers_of_the_units_add_up(picture):
    asked = network(6, 4, 1)
    asked.parameters["b3"][:] = -0.75
    says = reasons(asked, picture, "light")[UNITS].says
    votes, rest, Z = (
        float(number.replace("−", "-")) for number in re.findall(r"[+−][\d.]+\d", says)
    )
    assert rest == -0.75
    assert votes + rest == pytest.approx(Z, abs=0.02)
    assert "biases of later layers" in says


def test_the_votes_of_deep_tanh_networks_are_not_called_exact(picture):
    deep = reasons(network(6, 4, 1, activation="tanh"), picture, "light")
    assert "first-order account" in deep[UNITS].says
    shallow = reasons(network(6, 1, activation="tanh"), picture, "light")
    assert "first-order account" not in shallow[UNITS].says


def test_silent_units_are_said_to_be_silent(picture):
    silent = network(6, 4, 1)
    silent.parameters["b1"][:] = -1e6
    found = reasons(silent, picture, "light")
    assert found[UNITS].says == say.UNITS_NONE
    assert not found[UNITS].tiles


def test_covering_finds_the_only_pixel_that_counts(silhouettes):
    pixels = silhouettes.images_train[5].copy()
    pixels[5, 60] = 255  # brighter than the mean that will cover it
    picture = read_picture(as_png(pixels))
    found = reasons(reader_of(5, 60, weight=2.0), picture, "light")
    assert "when the upper right is covered" in found[COVER].says
    assert "Z rises" not in found[COVER].says
    overlay = found[COVER].tiles[1].pixels[::6, ::6].astype(int)
    assert overlay[5, 60, 2] - overlay[5, 60, 0] > 50  # blue: it speaks for cat
    assert abs(overlay[40, 10, 2] - overlay[40, 10, 0]) < 5
    assert "strongest in the upper right" in found[SLOPES].tiles[0].alt


def test_a_training_picture_is_its_own_neighbour(picture, silhouettes):
    found = reasons(network(6, 1, learned_from=silhouettes), picture, "light")
    first = found[NEIGHBOURS].tiles[0]
    label = silhouettes.class_names[int(silhouettes.Y_train[0, 5])]
    assert first.caption.startswith(f"**{label}**, said ")
    assert first.caption.endswith("distance 0.00")
    np.testing.assert_array_equal(first.pixels[::3, ::3], silhouettes.images_train[5])


def test_pictures_that_are_not_here_are_not_shown(picture):
    found = reasons(network(6, 1), picture, "light")
    assert found[NEIGHBOURS].about == say.NEIGHBOURS_MISSING
    assert not found[NEIGHBOURS].tiles


def test_variations_of_a_picture_whose_left_edge_decides():
    pixels = np.zeros(SHAPE, np.uint8)
    pixels[:, :2] = 255
    picture = read_picture(as_png(pixels))
    said = reasons(reader_of(9, 0, weight=4.0, bias=-6.0), picture, "light")[VARIED]
    captions = {c.partition(":")[0]: c for c in (tile.caption for tile in said.tiles)}
    assert captions["as it is"].endswith("**100%**")  # sigmoid(3 * 4 - 6)
    assert captions["mirrored"].endswith("**0%**")
    assert captions["left"].endswith("**0%**")
    assert captions["right"].endswith("**100%**")  # the edge is repeated
    assert "changes in 2 of 7" in said.says


@pytest.mark.parametrize(
    ("index", "words"),
    [(0, "upper left"), (4, "centre"), (5, "middle right"), (7, "lower centre")],
)
def test_places_in_words(index, words):
    assert place(np.zeros((3, 3)), index) == words
