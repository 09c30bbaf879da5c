"""Two things that vary: a map with a cell for each combination."""

import plotly.graph_objects as go

from app.harvest import Harvest, Point
from app.plots.sweep_look import about, axis, colour_of, lay_out, scale
from app.theme import DANGER, INK, Theme, words_on

MOST_WORDS = 12  # values in a row; more would run into each other
LOST = "✕"  # in the cell of a setting that diverged
COLOUR_BAR = 92  # pixels kept for it, also before there is anything to colour


def heat_map(gathered: Harvest, theme: Theme) -> go.Figure:
    """A cell is empty until its first run is there; the best has a frame."""
    across, up = gathered.dimensions
    cells = {point.labels: point for point in gathered.points}
    rows = [[cells.get((x, y)) for x in across.labels] for y in up.labels]
    colours = scale(gathered.measure, theme)
    figure = go.Figure()
    figure.add_heatmap(
        x=list(range(len(across.labels))),
        y=list(range(len(up.labels))),
        z=[[None if p is None else p.outcome.median for p in row] for row in rows],
        customdata=[["" if p is None else about(gathered, p) for p in r] for r in rows],
        hovertemplate="%{customdata}<extra></extra>",
        xgap=2,
        ygap=2,
        zmin=colours.pop("cmin"),
        zmax=colours.pop("cmax"),
        **colours,
    )
    lay_out(figure, theme)
    figure.update_layout(margin_r=COLOUR_BAR)
    for i, dimension in enumerate((across, up)):
        update = figure.update_yaxes if i else figure.update_xaxes
        update(
            title=dimension.title,
            tickvals=list(range(len(dimension.labels))),
            ticktext=list(dimension.labels),
            range=axis(dimension._replace(log=None))["range"],
            showgrid=False,
        )
    for point in gathered.points:
        _write(figure, gathered, point, theme)
    return figure


def _write(figure: go.Figure, gathered: Harvest, point: Point, theme: Theme) -> None:
    """The value into its cell, in words that stand out there."""
    by, median = gathered.measure, point.outcome.median
    x, y = (
        dimension.labels.index(label)
        for dimension, label in zip(gathered.dimensions, point.labels, strict=True)
    )
    word, colour = LOST, DANGER[theme]
    if median is not None:
        word = by.short(median)
        colour = words_on(colour_of(by, median, theme), theme)
    if len(gathered.dimensions[0].labels) <= MOST_WORDS or point.best:
        figure.add_annotation(
            x=x,
            y=y,
            text=f"<b>{word}</b>" if point.best else word,
            showarrow=False,
            font={"color": colour, "size": 13},
        )
    if point.best:
        corners = {"x0": x - 0.49, "x1": x + 0.49, "y0": y - 0.49, "y1": y + 0.49}
        line = {"color": INK[theme], "width": 3}
        figure.add_shape(type="rect", line=line, **corners)
