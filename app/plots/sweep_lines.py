"""Three things that vary: parallel coordinates, a line for each combination."""

import math
from typing import Any

import plotly.graph_objects as go

from app.harvest import Dimension, Harvest, Point
from app.plots.sweep_look import lay_out, scale, tick_format
from app.theme import INK, MUTED, Theme


def parallel(gathered: Harvest, theme: Theme) -> go.Figure:
    """Through its settings to what came of it, the best drawn last."""
    by = gathered.measure
    points = [p for p in gathered.points if p.outcome.median is not None][::-1]
    medians = [p.outcome.median for p in points]
    lines = [_coordinate(d, points, i) for i, d in enumerate(gathered.dimensions)]
    ends = sorted((by.worst, by.best))
    form = tick_format(by)
    lines.append(
        {"label": by.title, "values": medians, "range": ends, "tickformat": form}
    )
    figure = go.Figure()
    figure.add_parcoords(
        dimensions=lines,
        line={"color": medians, **scale(by, theme), "showscale": False},
        labelfont={"color": INK[theme], "size": 13},
        tickfont={"color": MUTED[theme], "size": 12},
        rangefont={"color": "rgba(0,0,0,0)"},
    )
    lay_out(figure, theme)
    figure.update_layout(margin={"l": 64, "r": 48, "t": 56, "b": 24})
    return figure


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
    values = [float(p.values[i]) for p in points]
    if not (dimension.log and values):
        return {"label": dimension.title, "values": values}
    logs = [math.log10(value) for value in values]
    decades = list(range(math.floor(min(logs)), math.ceil(max(logs)) + 1))
    return {
        "label": dimension.title,
        "values": logs,
        "range": [decades[0], decades[-1]],
        "tickvals": decades,
        "ticktext": [f"{10.0**decade:g}" for decade in decades],
    }
