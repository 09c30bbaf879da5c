"""Three things that vary: parallel coordinates, a line for each combination."""

import math
from typing import Any, Final

import plotly.graph_objects as go

from app.harvest import Dimension, Harvest, Point
from app.plots.sweep_look import heights, lay_out, round_numbers, ticks
from app.theme import AXIS, INK, MUTED, POSITIVE, Theme

BLUE: Final = 0.9  # where the colours of all but the best end


def parallel(gathered: Harvest, theme: Theme) -> go.Figure:
    """Through its settings to what came of it; the best last, in ink."""
    by = gathered.measure
    points = [p for p in gathered.points if p.outcome.median is not None][::-1]
    lines = [_coordinate(d, points, i) for i, d in enumerate(gathered.dimensions)]
    drawn, ends = heights(by, [p.outcome.median or 0.0 for p in points])
    lines.append({"label": by.title, "values": drawn, "range": ends, **ticks(by)})
    figure = go.Figure()
    figure.add_parcoords(
        dimensions=lines,
        line=_colours(gathered, points, theme),
        labelfont={"color": INK[theme], "size": 13},
        tickfont={"color": MUTED[theme], "size": 12},
        rangefont={"color": "rgba(0,0,0,0)"},
    )
    lay_out(figure, theme)
    figure.update_layout(margin={"l": 64, "r": 48, "t": 56, "b": 24})
    for i in range(len(lines)):  # Plotly draws them in black, whatever the page
        x, line = i / (len(lines) - 1), {"color": AXIS[theme], "width": 1}
        ends = {"x0": x, "x1": x, "y0": 0, "y1": 1}
        figure.add_shape(type="line", xref="paper", yref="paper", line=line, **ends)
    return figure


def _colours(gathered: Harvest, points: list[Point], theme: Theme) -> dict[str, Any]:
    """The bluer the better among those there are; the best has a colour to itself."""
    by = gathered.measure
    drawn, _ = heights(by, [p.outcome.median or 0.0 for p in points])
    goodness = [value if by.accuracy else -value for value in drawn]
    worst, best = min(goodness, default=0.0), max(goodness, default=1.0)
    shares = [BLUE * (good - worst) / ((best - worst) or 1.0) for good in goodness]
    return {
        "color": [1.0 if p.best else s for p, s in zip(points, shares, strict=True)],
        "cmin": 0.0,
        "cmax": 1.0,
        "colorscale": [
            [0.0, AXIS[theme]],
            [BLUE, POSITIVE[theme]],
            [BLUE + 0.02, INK[theme]],
            [1.0, INK[theme]],
        ],
    }


def _coordinate(dimension: Dimension, points: list[Point], i: int) -> dict[str, Any]:
    """An axis of its own: labels where there are some, else numbers."""
    if dimension.labels:
        last = len(dimension.labels) - 1
        return {
            "label": dimension.title,
            "values": [dimension.labels.index(p.labels[i]) for p in points],
            "range": [-0.15, last + 0.15],
            "tickvals": list(range(last + 1)),
            "ticktext": list(dimension.labels),
        }
    values, (low, high) = [float(p.values[i]) for p in points], dimension.ends
    if not dimension.log:
        return {"label": dimension.title, "values": values, "range": [low, high]}
    marks = round_numbers(low, high)
    return {
        "label": dimension.title,
        "values": [math.log10(value) for value in values],
        "range": [math.log10(low), math.log10(high)],
        "tickvals": [math.log10(mark) for mark in marks],
        "ticktext": [f"{mark:g}" for mark in marks],
    }
