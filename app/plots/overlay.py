"""Curves of several runs over their iterations, one over the other."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from app.theme import AXIS, BACKGROUND, GRID, INK, MUTED, Theme, run_colour
from dnn_core.activations import Array
from dnn_core.comparison import sample
from dnn_core.statistics import coarse_range

MARGIN: Final = {"l": 52, "r": 118, "t": 8, "b": 40}
FONT: Final = '"Source Sans", sans-serif'  # as the page has it
HEIGHT: Final = 300  # pixels
GAP: Final = 15  # pixels between the names of two lines
NAME: Final = 16  # characters of a name beside its line
STOPS: Final = 240  # places at which the pointer finds every value
LEAP: Final = 3.0  # times the lowest of the lines' peaks: what is above is cut off
STEPS: Final = (1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, eq=False)
class Line:
    """One curve.

    Attributes
    ----------
    name, number : of its run, and the run's colour.
    x, y : (k,) iterations and values.
    dashed : as all of the test set are.
    named : whether its name stands at its end.
    """

    name: str
    number: int
    x: Array
    y: Array
    dashed: bool = False
    named: bool = True


@dataclass(frozen=True)
class Scale:
    """The axis of the values.

    Attributes
    ----------
    unit : what stands beside it.
    log : logarithmic, else from 0.
    share : values are shares of 1, written in per cent.
    """

    unit: str
    log: bool = False
    share: bool = False

    @property
    def form(self) -> str:
        """How a value is written, as d3 has it."""
        return ".1%" if self.share else ".3~g" if self.log else ".4f"


def overlay(lines: Sequence[Line], scale: Scale, theme: Theme) -> go.Figure:
    """The figure; without lines, empty axes."""
    drawn = [line for line in lines if np.isfinite(line.y).any()]
    low, high = _range(drawn, scale)
    end = max((float(line.x[-1]) for line in drawn), default=1.0)
    figure = go.Figure(layout=_layout(scale, (low, high), end, theme))
    stops = np.unique(np.linspace(0, end, STOPS + 1).round())
    for line in drawn:
        figure.add_trace(_pointed(line, scale, stops, theme))
        figure.add_trace(_curve(line, scale, theme))
    for place in _names(drawn, scale, (low, high), theme):
        figure.add_annotation(**place)
    return figure


def _curve(line: Line, scale: Scale, theme: Theme) -> go.Scatter:
    y = np.where(line.y > 0, line.y, np.nan) if scale.log else line.y
    return go.Scatter(
        x=line.x,
        y=y,
        mode="lines",
        name=line.name,
        hoverinfo="skip",
        line=_pen(line, theme),
    )


def _pen(line: Line, theme: Theme) -> dict[str, Any]:
    return {
        "color": run_colour(line.number, theme),
        "width": 1.4 if line.dashed else 1.8,
        "dash": "5px,3px" if line.dashed else "solid",
    }


def _pointed(line: Line, scale: Scale, stops: Array, theme: Theme) -> go.Scatter:
    """What the pointer finds: the same places for all lines, so all answer at once."""
    return go.Scatter(
        x=stops,
        y=sample(line.x, line.y, stops),
        mode="lines",
        name=_plain(line.name) + (", test" if line.dashed else ""),
        line=_pen(line, theme) | {"width": 0.8},  # within the curve; colours the name
        hovertemplate=f"%{{y:{scale.form}}}",
    )


def _range(lines: Sequence[Line], scale: Scale) -> tuple[float, float]:
    """Of the axis; one run that explodes does not flatten the others."""
    if scale.share or not lines:
        return (0.0, 1.0) if not scale.log else (-1.0, 0.0)
    if scale.log:
        values = np.concatenate([line.y for line in lines])
        values = values[np.isfinite(values) & (values > 0)]
        if not len(values):
            return -1.0, 0.0
        low, high = np.log10(values.min()), np.log10(values.max())
        return math.floor(low * 4) / 4, max(math.ceil(high * 4), low * 4 + 1) / 4
    peaks = [float(np.nanmax(line.y[np.isfinite(line.y)])) for line in lines]
    return 0.0, coarse_range(min(max(peaks), LEAP * min(peaks)), STEPS)


def _names(
    lines: Sequence[Line], scale: Scale, limits: tuple[float, float], theme: Theme
) -> Iterator[dict[str, Any]]:
    """The names at the lines' ends, kept apart and within the frame."""
    low, high = limits
    inner = HEIGHT - MARGIN["t"] - MARGIN["b"]
    ends: list[tuple[float, Line, float]] = []
    for line in lines:
        if not line.named:
            continue
        last = int(np.flatnonzero(np.isfinite(line.y))[-1])
        value = float(line.y[last])
        place = math.log10(value) if scale.log and value > 0 else value
        if scale.log and value <= 0:
            place = low
        ends.append(((place - low) / (high - low) * inner, line, value))
    heights = spread([end[0] for end in ends], GAP, inner)
    for (wished, line, value), height in zip(ends, heights, strict=True):
        short = line.name if len(line.name) <= NAME else line.name[: NAME - 1] + "…"
        yield {
            "x": 1.0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 6,
            "y": height / inner,
            "yref": "paper",
            "yanchor": "middle",
            "text": _plain(short) + (f" ↑ {value:.3g}" if wished > inner + 1 else ""),
            "showarrow": False,
            "font": {"size": 12, "color": run_colour(line.number, theme)},
        }


def spread(heights: Sequence[float], gap: float, size: float) -> list[float]:
    """Places as near as may be to those wished, `gap` apart, within 0 and `size`.

    >>> spread([10.0, 12.0, 99.0], 15.0, 100.0)
    [10.0, 25.0, 99.0]
    """
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    placed = [min(max(h, 0.0), size) for h in heights]
    last = -math.inf
    for i in order:
        last = placed[i] = max(placed[i], last + gap)
    limit = size
    for i in reversed(order):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - gap
    return placed


def _plain(text: str) -> str:
    """A name as it is: Plotly reads a few HTML tags in texts."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _layout(
    scale: Scale, limits: tuple[float, float], end: float, theme: Theme
) -> dict[str, Any]:
    common = {"zeroline": False, "tickcolor": AXIS[theme]}
    return {
        "height": HEIGHT,
        "margin": MARGIN,
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": MUTED[theme]},
        "hovermode": "x unified",
        "hoverdistance": -1,
        "hoverlabel": {
            "bgcolor": BACKGROUND[theme],
            "bordercolor": AXIS[theme],
            "font": {"color": INK[theme], "size": 12},
        },
        "xaxis": common
        | {
            "range": [0, end],
            "title": {"text": "iteration", "standoff": 6},
            "showgrid": False,
            "showline": True,
            "linecolor": AXIS[theme],
            "ticks": "outside",
            "ticklen": 3,
            "nticks": 6,
            "tickformat": ",d",
            "unifiedhovertitle": {"text": "iteration %{x:,d}"},
        },
        "yaxis": common
        | {
            "type": "log" if scale.log else "linear",
            "range": list(limits),
            "title": {"text": scale.unit, "standoff": 4},
            "gridcolor": GRID[theme],
            "tickformat": ".0%" if scale.share else None,
            "exponentformat": "power",
            "dtick": "D2" if scale.log and limits[1] - limits[0] < 1.5 else None,
            "nticks": 6,
        },
    }
