"""The palette, typed once: every chart, chip and table takes its colours from here.

A layer has one colour everywhere. Layer colours alternate in hue and lightness, so
that neighbours stay apart for colour-blind eyes too; `tests/test_theme.py` computes
it. Lines and marks reach a contrast of 3:1 with the page, text 4.5:1.
"""

from typing import Final, Literal

Theme = Literal["light", "dark"]

THEMES: Final[tuple[Theme, ...]] = ("light", "dark")

BACKGROUND: Final[dict[Theme, str]] = {"light": "#ffffff", "dark": "#0e1117"}
INK: Final[dict[Theme, str]] = {"light": "#14181f", "dark": "#f2f4f8"}
MUTED: Final[dict[Theme, str]] = {"light": "#5c6573", "dark": "#a5afbd"}
GRID: Final[dict[Theme, str]] = {"light": "#e7e9ee", "dark": "#272d39"}
AXIS: Final[dict[Theme, str]] = {"light": "#c3c8d1", "dark": "#4a5261"}
GOOD: Final[dict[Theme, str]] = {"light": "#1c7a3c", "dark": "#4cc06b"}
CAUTION: Final[dict[Theme, str]] = {"light": "#8f6000", "dark": "#f5bd3d"}
DANGER: Final[dict[Theme, str]] = {"light": "#b3261e", "dark": "#ff9d94"}
CHOSEN: Final[dict[Theme, str]] = {"light": "#14181f", "dark": "#8fabf8"}

# Train is drawn solid, test dashed: the dash tells them apart, the shade only helps.
TRAIN: Final = INK
TEST: Final[dict[Theme, str]] = {"light": "#545d6b", "dark": "#b4bdca"}

# The one diverging pair, after TensorFlow Playground: weights, maps, answers.
NEGATIVE: Final[dict[Theme, str]] = {"light": "#d57412", "dark": "#f59322"}
POSITIVE: Final[dict[Theme, str]] = {"light": "#0877bd", "dark": "#3f9fe0"}
NEUTRAL: Final[dict[Theme, str]] = {"light": "#f7f7f5", "dark": "#1a1f29"}

LAYERS: Final[dict[Theme, tuple[str, ...]]] = {
    "light": (
        "#2f55cc",  # blue
        "#b97f0c",  # amber
        "#1c7a3c",  # green
        "#a66ff0",  # violet
        "#d23a58",  # rose
        "#1593aa",  # cyan
        "#5c3a1e",  # brown
        "#e2559f",  # pink
    ),
    "dark": (
        "#6b8ff5",
        "#f5bd3d",
        "#4cc06b",
        "#cfa8ff",
        "#ee5f7c",
        "#41c4d8",
        "#b07c50",
        "#ffa6d2",
    ),
}

# Runs that are compared; the one at hand is drawn in ink.
RUNS: Final[dict[Theme, tuple[str, ...]]] = {
    "light": (
        "#416bbf",  # blue
        "#bf4156",  # rose
        "#77770d",  # olive
        "#892be7",  # violet
        "#770d0d",  # maroon
        "#9b427d",  # magenta
        "#271097",  # navy
        "#570b67",  # purple
    ),
    "dark": (
        "#9caaf4",
        "#eb92a1",
        "#819710",
        "#a45cec",
        "#f2d08c",
        "#e72ba8",
        "#80e51b",
        "#25944a",
    ),
}

# The same hues where they colour words.
LAYER_TEXT: Final[dict[Theme, tuple[str, ...]]] = {
    "light": (
        "#2f55cc",
        "#8f6000",
        "#1c7a3c",
        "#8446d8",
        "#c22c4b",
        "#0d7385",
        "#5c3a1e",
        "#bf2f7d",
    ),
    "dark": LAYERS["dark"],
}


def layer_colour(layer: int, theme: Theme = "light", *, text: bool = False) -> str:
    """Colour of layer l = 1, 2, ...; after the last one the colours start again."""
    colours = (LAYER_TEXT if text else LAYERS)[theme]
    return colours[(layer - 1) % len(colours)]


def run_colour(number: int, theme: Theme = "light") -> str:
    """Colour of a run by its number, from 0; used for words as well."""
    return RUNS[theme][number % len(RUNS[theme])]


def mix(low: str, high: str, share: float) -> str:
    """The colour so far on the way from one to another, as Plotly's scales have it.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(low), _channels(high), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def words_on(colour: str, theme: Theme) -> str:
    """Ink or page: whichever stands out more on a colour."""
    light = _luminance(colour) + 0.05

    def contrast(words: str) -> float:
        other = _luminance(words) + 0.05
        return max(light, other) / min(light, other)

    return max(INK[theme], BACKGROUND[theme], key=contrast)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2."""
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [
        s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares
    ]
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def palette(theme: Theme) -> dict[str, str | list[str]]:
    """Every colour of one theme by name, for the JavaScript of the live panel."""
    return {
        "background": BACKGROUND[theme],
        "ink": INK[theme],
        "muted": MUTED[theme],
        "grid": GRID[theme],
        "axis": AXIS[theme],
        "danger": DANGER[theme],
        "train": TRAIN[theme],
        "test": TEST[theme],
        "negative": NEGATIVE[theme],
        "positive": POSITIVE[theme],
        "neutral": NEUTRAL[theme],
        "runs": list(RUNS[theme]),
        "layers": list(LAYERS[theme]),
        "layerText": list(LAYER_TEXT[theme]),
    }
