"""What the figures of a sweep share: colours, axes, words under the pointer."""

import math
from typing import Any, Final

import plotly.graph_objects as go

from app.harvest import Dimension, Harvest, Measure, Point
from app.theme import AXIS, BACKGROUND, GRID, INK, MUTED, NEUTRAL, POSITIVE, Theme, mix

HEIGHT: Final = 360
FONT: Final = '"Source Sans", sans-serif'


def lay_out(figure: go.Figure, theme: Theme) -> None:
    """Page colours, axes that keep still, no zooming."""
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 16, "b": 8},
        paper_bgcolor=BACKGROUND[theme],
        plot_bgcolor=BACKGROUND[theme],
        font={"family": FONT, "color": INK[theme], "size": 13},
        showlegend=False,
        dragmode=False,
    )
    axes: dict[str, Any] = {
        "gridcolor": GRID[theme],
        "linecolor": AXIS[theme],
        "zeroline": False,
        "automargin": True,
        "tickfont": {"color": MUTED[theme]},
        "fixedrange": True,
    }
    figure.update_xaxes(**axes)
    figure.update_yaxes(**axes)


def colour_of(by: Measure, value: float, theme: Theme) -> str:
    """The bluer the better: from guessing, which is pale, to perfect."""
    share = (value - by.worst) / ((by.best - by.worst) or 1.0)
    return mix(NEUTRAL[theme], POSITIVE[theme], min(max(share, 0.0), 1.0))


def scale(by: Measure, theme: Theme) -> dict[str, Any]:
    """The same for Plotly: fixed ends, so that no new run recolours the others."""
    ends = NEUTRAL[theme], POSITIVE[theme]
    low, high = ends if by.best > by.worst else ends[::-1]
    return {
        "cmin": min(by.worst, by.best),
        "cmax": max(by.worst, by.best),
        "colorscale": [[0.0, low], [1.0, high]],
        "colorbar": {
            "title": {"text": by.title, "side": "right"},
            "tickformat": tick_format(by),
            "outlinewidth": 0,
            "thickness": 12,
            "tickfont": {"color": MUTED[theme]},
        },
    }


def tick_format(by: Measure) -> str:
    """How an axis writes the measure."""
    return ".0%" if by.accuracy else ".2f"


def heights(by: Measure, values: list[float]) -> tuple[list[float], list[float]]:
    """Where values are drawn, and the ends of their axis."""
    drawn = [min(value, by.ceiling) for value in values]
    return drawn, [min([by.worst, by.best, *drawn]), by.ceiling]


def ticks(by: Measure) -> dict[str, Any]:
    """Of that axis; what lies at its ceiling may be higher."""
    if by.accuracy:
        return {"tickformat": tick_format(by)}
    at = [0.0, 0.2, 0.4, 0.6, by.ceiling]
    words = [f"{value:g}" for value in at[:-1]]
    return {"tickvals": at, "ticktext": [*words, f"≥ {by.ceiling:g}"]}


def axis(dimension: Dimension) -> dict[str, Any]:
    """For `place`: numbers where they suit an axis, else the labels in their order.

    Its ends are those of the plan, so that no new run moves it.
    """
    found: dict[str, Any] = {"title": dimension.title}
    if dimension.log is None:
        found |= {"type": "category", "categoryorder": "array"}
        last = len(dimension.labels) - 0.5
        return found | {"categoryarray": dimension.labels, "range": [-0.5, last]}
    low, high = dimension.ends
    if not dimension.log:
        room = 0.05 * (high - low) or 1.0
        return found | {"type": "linear", "range": [low - room, high + room]}
    if dimension.labels:
        marks = {float(label): label for label in dimension.labels}
    else:
        marks = {mark: f"{mark:g}" for mark in round_numbers(low, high)}
    ends = math.log10(low), math.log10(high)
    room = 0.05 * (ends[1] - ends[0]) or 1.0
    found |= {"type": "log", "range": [ends[0] - room, ends[1] + room]}
    return found | {"tickvals": list(marks), "ticktext": list(marks.values())}


def round_numbers(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, 20, 50 ... between two numbers; at least the two."""
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    found = [float(f"{digit}e{decade}") for decade in decades for digit in (1, 2, 5)]
    found = [number for number in found if low <= number <= high]
    if len(found) > 7:
        found = [n for n in found if f"{n:e}".startswith("1")]
    return found if len(found) > 1 else [low, high]


def place(dimension: Dimension, point: Point, i: int) -> Any:
    """Where a point stands along dimension number i."""
    return point.labels[i] if dimension.log is None else point.values[i]


def ring(theme: Theme) -> dict[str, Any]:
    """The mark of the best."""
    line = {"color": INK[theme], "width": 3}
    return {"color": "rgba(0,0,0,0)", "size": 22, "line": line}


def about(gathered: Harvest, point: Point) -> str:
    """What a pointer at it shows."""
    by, outcome = gathered.measure, point.outcome
    text = f"{gathered.settings(point)}<br>{by.title} {by.word(outcome.median)}"
    if len(outcome.results) > 1 and outcome.low is not None:
        text += f" ({by.word(outcome.low)} to {by.word(outcome.high)})"
    return text
