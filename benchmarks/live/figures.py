"""A measured number beside its target, and the table of all of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Target:
    """A limit that a figure must keep to; `stretch` is what we would like."""

    limit: float
    stretch: float | None = None
    at_least: bool = False

    def met(self, value: float, limit: float | None = None) -> bool:
        """Whether a value keeps to the limit, or to another one."""
        wanted = self.limit if limit is None else limit
        return value >= wanted if self.at_least else value < wanted

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<"
        more = "" if self.stretch is None else f" ({number(self.stretch)})"
        return f"{sign} {number(self.limit)}{more}"


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    samples : what the value was made of, in the same unit.
    note : why there is no value, or what to know about it.
    """

    name: str
    value: float
    unit: str
    target: Target | None = None
    samples: Sequence[float] = ()
    note: str = ""

    @property
    def verdict(self) -> str:
        """In a word; empty where nothing was promised."""
        if math.isnan(self.value):
            return "not measured"
        if self.target is None:
            return ""
        if not self.target.met(self.value):
            return "MISSED"
        stretch = self.target.stretch
        far = stretch is not None and self.target.met(self.value, stretch)
        return "met, stretch too" if far else "met"


def number(value: float) -> str:
    """About three digits."""
    if math.isnan(value):
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percentile(values: Sequence[float], percent: float) -> float:
    """Interpolated between the neighbours; NaN of nothing."""
    return float(np.percentile(values, percent)) if len(values) else math.nan


def gaps(moments: Sequence[float]) -> list[float]:
    """What lies between one moment and the next."""
    return [later - earlier for earlier, later in pairwise(moments)]


def table(title: str, figures: Sequence[Figure]) -> str:
    """One line a figure: value, target, verdict, range of the samples."""
    width = max((len(figure.name) for figure in figures), default=0)
    lines = [title]
    for figure in figures:
        target = "" if figure.target is None else str(figure.target)
        spread = ""
        if len(figure.samples) > 1:
            low, high = min(figure.samples), max(figure.samples)
            spread = f"{len(figure.samples)}: {number(low)} - {number(high)}"
        about = ", ".join(text for text in (spread, figure.note) if text)
        lines.append(
            f"    {figure.name:{width}}  {number(figure.value):>8} {figure.unit:8} "
            f"{target:14} {figure.verdict:17} {about}".rstrip()
        )
    return "\n".join(lines)


def data(figure: Figure) -> dict[str, Any]:
    """A figure as plain values; what was not measured is null."""
    target = figure.target
    return {
        "name": figure.name,
        "value": None if math.isnan(figure.value) else figure.value,
        "unit": figure.unit,
        "target": None if target is None else str(target),
        "verdict": figure.verdict,
        "samples": list(figure.samples),
        "note": figure.note,
    }
