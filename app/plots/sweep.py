"""The figures of a sweep: one thing that varies, two, or more."""

from typing import Any, Final

import plotly.graph_objects as go

from app.harvest import Dimension, Harvest, Point
from app.theme import (
    AXIS,
    BACKGROUND,
    DANGER,
    GRID,
    INK,
    MUTED,
    NEUTRAL,
    POSITIVE,
    Theme,
)

HEIGHT: Final = 380
FONT: Final = "Source Sans, sans-serif"


def figure(gathered: Harvest, theme: Theme) -> go.Figure:
    """The one that suits what varies; empty axes while there is nothing."""
    count = len(gathered.dimensions)
    if count == 1:
        return _against(gathered, theme)
    if count > 2:
        return _parallel(gathered, theme)
    if all(dimension.labels for dimension in gathered.dimensions):
        return _heat_map(gathered, theme)
    return _field(gathered, theme)


def _against(gathered: Harvest, theme: Theme) -> go.Figure:
    """The measure against one setting: a dot a run, a line through the medians."""
    by, dimension = gathered.measure, gathered.dimensions[0]
    points = sorted(gathered.points, key=lambda point: _place(dimension, point, 0))
    runs = [(p, r) for p in points for r in p.outcome.results if r.diverged_at is None]
    found = go.Figure()
    found.add_scatter(
        x=[_place(dimension, p, 0) for p, _ in runs],
        y=[getattr(r, by.metric) for _, r in runs],
        mode="markers",
        marker={"color": POSITIVE[theme], "size": 8, "opacity": 0.55},
        text=[f"{p.labels[0]}, seed {r.config.seed}" for p, r in runs],
        hovertemplate="%{text}: %{y}<extra></extra>",
    )
    found.add_scatter(
        x=[_place(dimension, p, 0) for p in points],
        y=[p.outcome.median for p in points],
        mode="lines",
        line={"color": INK[theme], "width": 2},
        connectgaps=False,
        hoverinfo="skip",
    )
    best = [p for p in points if p.best]
    found.add_scatter(
        x=[_place(dimension, p, 0) for p in best],
        y=[p.outcome.median for p in best],
        mode="markers+text",
        marker=_ring(theme),
        text=["best"] * len(best),
        textposition="top center",
        textfont={"color": INK[theme]},
        hoverinfo="skip",
    )
    _lay_out(found, theme)
    found.update_xaxes(**_axis(dimension))
    found.update_yaxes(title=by.title, **_measure_axis(gathered))
    found.add_hline(by.worst, line={"color": AXIS[theme], "dash": "dot"})
    return found


def _heat_map(gathered: Harvest, theme: Theme) -> go.Figure:
    """A cell a combination; empty until its first run is there."""
    by, (across, up) = gathered.measure, gathered.dimensions
    cells = {point.labels: point for point in gathered.points}
    rows = [[cells.get((x, y)) for x in across.labels] for y in up.labels]
    found = go.Figure()
    found.add_heatmap(
        x=across.labels,
        y=up.labels,
        z=[[p and p.outcome.median for p in row] for row in rows],
        text=[[_cell_text(gathered, p) for p in row] for row in rows],
        texttemplate="%{text}",
        customdata=[[_about(gathered, p) for p in row] for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
        xgap=2,
        ygap=2,
        **_colours(gathered, theme),
    )
    _lay_out(found, theme)
    for point in gathered.points:
        x, y = across.labels.index(point.labels[0]), up.labels.index(point.labels[1])
        if point.best:
            found.add_shape(
                type="rect",
                x0=x - 0.5, x1=x + 0.5, y0=y - 0.5, y1=y + 0.5,
                line={"color": INK[theme], "width": 3},
            )  # fmt: skip
        if point.outcome.median is None:
            found.add_annotation(
                x=x, y=y, text=by.word(None), showarrow=False,
                font={"color": DANGER[theme], "size": 12},
            )  # fmt: skip
    found.update_xaxes(title=across.title, type="category", showgrid=False)
    found.update_yaxes(title=up.title, type="category", showgrid=False)
    found.update_xaxes(range=[-0.5, len(across.labels) - 0.5])
    found.update_yaxes(range=[-0.5, len(up.labels) - 0.5])
    return found


def _field(gathered: Harvest, theme: Theme) -> go.Figure:
    """Combinations drawn at random, as dots where they lie."""
    across, up = gathered.dimensions
    good = [p for p in gathered.points if p.outcome.median is not None]
    lost = [p for p in gathered.points if p.outcome.median is None]
    found = go.Figure()
    colours = _colours(gathered, theme)
    colours["cmin"], colours["cmax"] = colours.pop("zmin"), colours.pop("zmax")
    medians = [p.outcome.median for p in good]
    dot: dict[str, Any] = {"color": medians, "size": 16, **colours}
    dot["line"] = {"color": AXIS[theme], "width": 1}
    for points, marker in (
        (good, dot),
        (lost, {"color": DANGER[theme], "symbol": "x-thin-open", "size": 10}),
        ([p for p in good if p.best], _ring(theme)),
    ):
        found.add_scatter(
            x=[_place(across, p, 0) for p in points],
            y=[_place(up, p, 1) for p in points],
            mode="markers",
            marker=marker,
            customdata=[_about(gathered, p) for p in points],
            hovertemplate="%{customdata}<extra></extra>",
        )
    _lay_out(found, theme)
    found.update_xaxes(**_axis(across))
    found.update_yaxes(**_axis(up))
    return found


def _parallel(gathered: Harvest, theme: Theme) -> go.Figure:
    """A line a combination, through its settings to what came of it."""
    by = gathered.measure
    points = [p for p in gathered.points if p.outcome.median is not None][::-1]
    lines = [
        _coordinate(dimension, points, i)
        for i, dimension in enumerate(gathered.dimensions)
    ]
    medians = [p.outcome.median for p in points]
    lines.append(
        {"label": by.title, "values": medians, "range": sorted((by.worst, by.best))}
    )
    colours = _colours(gathered, theme)
    colours["cmin"], colours["cmax"] = colours.pop("zmin"), colours.pop("zmax")
    found = go.Figure()
    found.add_parcoords(
        dimensions=lines,
        line={"color": medians, **colours},
        labelfont={"color": INK[theme], "size": 13},
        tickfont={"color": MUTED[theme], "size": 12},
        rangefont={"color": "rgba(0,0,0,0)"},
    )
    _lay_out(found, theme)
    found.update_layout(margin={"l": 60, "r": 30, "t": 56, "b": 24})
    return found


def _coordinate(dimension: Dimension, points: list[Point], i: int) -> dict[str, Any]:
    if dimension.labels:
        places = [dimension.labels.index(p.labels[i]) for p in points]
        ticks = list(range(len(dimension.labels)))
        return {
            "label": dimension.title,
            "values": places,
            "range": [-0.1, len(ticks) - 0.9],
            "tickvals": ticks,
            "ticktext": dimension.labels,
        }
    return {"label": dimension.title, "values": [p.values[i] for p in points]}


def _place(dimension: Dimension, point: Point, i: int) -> float | str:
    return point.labels[i] if dimension.log is None else point.values[i]


def _axis(dimension: Dimension) -> dict[str, Any]:
    if dimension.log is None:
        return {
            "title": dimension.title,
            "type": "category",
            "categoryorder": "array",
            "categoryarray": dimension.labels,
        }
    return {"title": dimension.title, "type": "log" if dimension.log else "linear"}


def _measure_axis(gathered: Harvest) -> dict[str, Any]:
    low, high = sorted((gathered.measure.worst, gathered.measure.best))
    room = 0.06 * (high - low)
    form = ".0%" if gathered.measure.accuracy else ".2f"
    return {"range": [low - room, high + 2 * room], "tickformat": form}


def _cell_text(gathered: Harvest, point: Point | None) -> str:
    if point is None or point.outcome.median is None:
        return ""
    return gathered.measure.word(point.outcome.median)


def _about(gathered: Harvest, point: Point | None) -> str:
    """What a pointer at it shows."""
    if point is None:
        return ""
    by, outcome = gathered.measure, point.outcome
    settings = ", ".join(
        f"{dimension.title} {label}"
        for dimension, label in zip(gathered.dimensions, point.labels, strict=True)
    )
    text = f"{settings}<br>{by.title} {by.word(outcome.median)}"
    if len(outcome.results) > 1 and outcome.low is not None:
        text += f" ({by.word(outcome.low)} to {by.word(outcome.high)})"
    return text


def _colours(gathered: Harvest, theme: Theme) -> dict[str, Any]:
    """The bluer the better, from guessing to perfect, so that no new run recolours."""
    by = gathered.measure
    scale = [[0.0, NEUTRAL[theme]], [1.0, POSITIVE[theme]]]
    low, high = sorted((by.worst, by.best))
    return {
        "zmin": low,
        "zmax": high,
        "colorscale": scale
        if by.accuracy
        else [[0.0, scale[1][1]], [1.0, scale[0][1]]],
        "colorbar": {
            "title": {"text": by.title, "side": "right"},
            "tickformat": ".0%" if by.accuracy else ".2f",
            "outlinewidth": 0,
            "thickness": 12,
            "tickfont": {"color": MUTED[theme]},
        },
    }


def _ring(theme: Theme) -> dict[str, Any]:
    return {
        "color": "rgba(0,0,0,0)",
        "size": 22,
        "line": {"color": INK[theme], "width": 3},
    }


def _lay_out(found: go.Figure, theme: Theme) -> None:
    found.update_layout(
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
    found.update_xaxes(**axes)
    found.update_yaxes(**axes)
