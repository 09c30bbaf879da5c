"""The figure of a sweep: one for each number of things that vary."""

from typing import Any

import plotly.graph_objects as go

from app.harvest import Harvest, Point
from app.plots.sweep_lines import parallel
from app.plots.sweep_look import (
    about,
    axis,
    heights,
    lay_out,
    place,
    ring,
    scale,
    ticks,
)
from app.plots.sweep_map import heat_map
from app.theme import AXIS, DANGER, INK, POSITIVE, Theme


def figure(gathered: Harvest, theme: Theme) -> go.Figure:
    """The one that suits what varies; empty axes while there is nothing."""
    if len(gathered.dimensions) == 1:
        return against(gathered, theme)
    if len(gathered.dimensions) > 2:
        return parallel(gathered, theme)
    if all(dimension.labels for dimension in gathered.dimensions):
        return heat_map(gathered, theme)
    return field(gathered, theme)


def against(gathered: Harvest, theme: Theme) -> go.Figure:
    """The measure against one setting: a dot a run, a line through the medians."""
    by, dimension = gathered.measure, gathered.dimensions[0]
    order = dimension.labels
    points = sorted(
        gathered.points,
        key=lambda p: order.index(p.labels[0]) if order else p.values[0],
    )
    found = go.Figure()
    ends = _runs(found, gathered, points, theme)
    found.add_scatter(
        x=[place(dimension, p, 0) for p in points],
        y=[m and min(m, by.ceiling) for m in (p.outcome.median for p in points)],
        mode="lines",
        line={"color": INK[theme], "width": 2},
        connectgaps=False,
        hoverinfo="skip",
    )
    best = [p for p in points if p.best]
    found.add_scatter(
        x=[place(dimension, p, 0) for p in best],
        y=[p.outcome.median for p in best],
        mode="markers",
        marker=ring(theme),
        hoverinfo="skip",
    )
    lay_out(found, theme)
    (low, high), room = ends, 0.07 * (ends[1] - ends[0])
    found.update_xaxes(**axis(dimension))
    found.update_yaxes(title=by.title, range=[low - room, high + room], **ticks(by))
    found.add_hline(by.worst, line={"color": AXIS[theme], "dash": "dot"})
    return found


def _runs(
    found: go.Figure, gathered: Harvest, points: list[Point], theme: Theme
) -> list[float]:
    """Every run of them, beside and above the others of its setting.

    Returns the ends of the axis that they need.
    """
    by, dimension = gathered.measure, gathered.dimensions[0]
    runs = [(p, r) for p in points for r in p.outcome.results if r.diverged_at is None]
    values = [getattr(run, by.metric) for _, run in runs]
    drawn, ends = heights(by, values)
    found.add_scatter(
        x=[place(dimension, p, 0) for p, _ in runs],
        y=drawn,
        mode="markers",
        marker={"color": POSITIVE[theme], "size": 9, "opacity": 0.55},
        customdata=[
            f"{gathered.settings(p)}, seed {r.config.seed}<br>"
            f"{by.title} {by.word(value)}"
            for (p, r), value in zip(runs, values, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    return ends


def field(gathered: Harvest, theme: Theme) -> go.Figure:
    """Two settings drawn at random: a dot where each combination lies."""
    across, up = gathered.dimensions
    good = [p for p in gathered.points if p.outcome.median is not None]
    lost = [p for p in gathered.points if p.outcome.median is None]
    dots: dict[str, Any] = {"size": 16, "line": {"color": AXIS[theme], "width": 1}}
    dots |= scale(gathered.measure, theme)
    dots["color"] = [p.outcome.median for p in good]
    cross = {"color": DANGER[theme], "symbol": "x-thin-open", "size": 10}
    found = go.Figure()
    for points, marker in (
        (good, dots),
        (lost, cross),
        ([p for p in good if p.best], ring(theme)),
    ):
        found.add_scatter(
            x=[place(across, p, 0) for p in points],
            y=[place(up, p, 1) for p in points],
            mode="markers",
            marker=marker,
            customdata=[about(gathered, p) for p in points],
            hovertemplate="%{customdata}<extra></extra>",
        )
    lay_out(found, theme)
    found.update_xaxes(**axis(across))
    found.update_yaxes(**axis(up))
    return found
