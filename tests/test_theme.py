"""The palette, judged by numbers: contrast (WCAG 2) and colour-blind separation."""

import itertools
import math

import numpy as np
import pytest

from app import theme
from app.theme import THEMES, Theme

GRAPHICS = 3.0
TEXT = 4.5

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)
WHITE = np.array([0.9505, 1.0, 1.089])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (first, second))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, vision: str) -> np.ndarray:
    """CIE Lab of a colour as it is seen."""
    xyz = XYZ @ np.clip(VISIONS[vision] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(first: str, second: str, vision: str) -> float:
    return math.dist(seen(first, vision), seen(second, vision))


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("name", THEMES)
def test_lines_and_marks_stand_out_from_the_page(name: Theme) -> None:
    marks = [*theme.LAYERS[name], theme.NEGATIVE[name], theme.POSITIVE[name]]
    for colour in [*marks, theme.TRAIN[name], theme.TEST[name]]:
        assert contrast(colour, theme.BACKGROUND[name]) >= GRAPHICS, colour


@pytest.mark.parametrize("name", THEMES)
def test_words_are_legible(name: Theme) -> None:
    words = [*theme.LAYER_TEXT[name], theme.INK[name], theme.MUTED[name]]
    words += [*theme.RUNS[name], theme.DANGER[name], theme.TEST[name]]
    words += [theme.GOOD[name], theme.CAUTION[name], theme.CHOSEN[name]]
    for colour in words:
        assert contrast(colour, theme.BACKGROUND[name]) >= TEXT, colour


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", THEMES)
def test_neighbouring_layers_differ_for_everyone(name: Theme, vision: str) -> None:
    """20 is about ten times what can just be noticed."""
    for first, second in itertools.pairwise(theme.LAYERS[name]):
        assert distance(first, second, vision) >= 20, (first, second)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", THEMES)
def test_runs_that_are_compared_differ_for_everyone(name: Theme, vision: str) -> None:
    colours = [*theme.RUNS[name], theme.INK[name]]
    for first, second in itertools.combinations(colours, 2):
        assert distance(first, second, vision) >= 20, (first, second)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", THEMES)
def test_the_first_four_layers_all_differ(name: Theme, vision: str) -> None:
    for first, second in itertools.combinations(theme.LAYERS[name][:4], 2):
        assert distance(first, second, vision) >= 12, (first, second)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", THEMES)
def test_no_and_yes_differ_for_everyone(name: Theme, vision: str) -> None:
    assert distance(theme.NEGATIVE[name], theme.POSITIVE[name], vision) >= 40


def test_a_layer_keeps_its_colour_and_the_ninth_starts_again() -> None:
    assert theme.layer_colour(1) == theme.LAYERS["light"][0]
    assert theme.layer_colour(8, "dark") == theme.LAYERS["dark"][7]
    assert theme.layer_colour(9) == theme.layer_colour(1)
    assert theme.layer_colour(2, text=True) == theme.LAYER_TEXT["light"][1]


@pytest.mark.parametrize("name", THEMES)
def test_the_panel_gets_every_colour(name: Theme) -> None:
    colours = theme.palette(name)
    assert len(colours["layers"]) == len(colours["layerText"]) >= 8
    assert colours["positive"] == theme.POSITIVE[name]
