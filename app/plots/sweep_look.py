"""What the figures of a sweep share: colours, axes, words under the pointer."""

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


def axis(dimension: Dimension) -> dict[str, Any]:
    """For `place`: numbers where they suit an axis, else the labels in their order."""
    if dimension.log is None:
        return {
            "title": dimension.title,
            "type": "category",
            "categoryorder": "array",
            "categoryarray": dimension.labels,
            "range": [-0.5, len(dimension.labels) - 0.5],
        }
    return {"title": dimension.title, "type": "log" if dimension.log else "linear"}


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
