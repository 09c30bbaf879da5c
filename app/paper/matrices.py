"""Matrices as tables: small ones whole, of large ones the corner and a summary."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.paper.pen import CELL, Pen, scrolled, size
from dnn_core.activations import Array
from dnn_core.onestep import Expansion, Step, Strip

ROWS, COLUMNS, EXAMPLES = 8, 8, 5  # more are cut off


def matrices(step: Step, expansion: Expansion, pen: Pen) -> str:
    """Result and operands of a step; what the chosen entry is made of is marked."""
    i, j = expansion.row, expansion.column
    new = " (new)" if step.kind == "update" else ""
    drawn: list[str] = []
    for name, values in {step.name: step.result, **step.remembered}.items():
        chosen = [Strip(name, i, j, values[i, j : j + 1])]
        drawn.append(_matrix(f"{name}{new}", values, chosen, pen, "result"))
    tall_first = sorted(step.operands.items(), key=lambda named: -len(named[1]))
    for name, values in tall_first:  # so that they stand in few lines
        strips = [strip for strip in expansion.used if strip.name == name]
        drawn.append(_matrix(name, values, strips, pen, "used"))
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;'
        f'align-items:flex-start">{"".join(drawn)}</div>'
    )


def _matrix(
    title: str, values: Array, strips: Sequence[Strip], pen: Pen, mark: str
) -> str:
    """One matrix; the entries of the strips carry the mark."""
    colour = pen.colour(title.split()[0])
    rows = shown(values.shape[0], ROWS, [s.row for s in strips])
    most = EXAMPLES if title.lstrip("d")[0] in "AZY" else COLUMNS
    columns = shown(values.shape[1], most, [s.column for s in strips])
    head = f"{CELL};color:{pen.muted};font-size:.7rem"
    marked = _Marked(values, strips, pen, colour, mark)
    numbers = "".join(
        f'<th scope="col" style="{head}">{"…" if j is None else f"{j + 1:,}"}</th>'
        for j in columns
    )
    body = "".join(
        f'<tr><th scope="row" style="{head}">{"⋮" if i is None else f"{i + 1:,}"}</th>'
        f"{''.join(marked.cell(i, j) for j in columns)}</tr>"
        for i in rows
    )
    table = (
        f'<table style="border-collapse:collapse;font-size:.8rem;border:2px solid '
        f'{colour};border-width:0 2px;border-radius:5px"><tr><td></td>{numbers}</tr>'
        f"{body}</table>"
    )
    whole = None not in rows and None not in columns
    return (
        f'<figure style="margin:0;max-width:100%" data-matrix="{title}">'
        f'<figcaption style="font-size:.85rem"><b style="color:{colour}">{title}</b>'
        f' <span style="color:{pen.muted}">{size(*values.shape)}</span></figcaption>'
        f"{scrolled(title, table)}{'' if whole else _summary(values, pen)}</figure>"
    )


@dataclass(frozen=True, eq=False)
class _Marked:
    """Cells of a matrix; those on a strip stand out."""

    values: Array
    strips: Sequence[Strip]
    pen: Pen
    colour: str
    mark: str

    def cell(self, i: int | None, j: int | None) -> str:
        if i is None or j is None:
            dots = "…" if j is None else "⋮"
            return f'<td style="{CELL};color:{self.pen.muted}">{dots}</td>'
        style, mark = f"{CELL};min-width:8.5ch", ""
        if any(strip.holds(i, j) for strip in self.strips):
            mark = f' data-mark="{self.mark}"'
            style += f";background:{self.colour}26;font-weight:600"
            if self.mark == "result":
                style += f";outline:2px solid {self.colour};outline-offset:-2px"
        number = self.pen.number(float(self.values[i, j]))
        return f'<td style="{style}"{mark}>{number}</td>'


def shown(n: int, most: int, wanted: Sequence[int | None]) -> list[int | None]:
    """Which of n rows or columns are drawn; None is where some are left out.

    >>> shown(3, 6, []), shown(9, 4, [1]), shown(9, 4, [6])
    ([0, 1, 2], [0, 1, 2, None], [0, 1, None, 6, None])
    """
    if n <= most:
        return list(range(n))
    far = sorted({k for k in wanted if k is not None and k >= most - 1})
    drawn: list[int | None] = list(range(most - 1 - len(far)))
    for k in far:
        drawn += [None, k] if drawn[-1] != k - 1 else [k]
    return drawn if drawn[-1] == n - 1 else [*drawn, None]


def _summary(values: Array, pen: Pen) -> str:
    with np.errstate(all="ignore"):
        told = {
            "min": values.min(),
            "max": values.max(),
            "mean": values.mean(),
            "norm": np.linalg.norm(values),
        }
    words = " · ".join(f"{name} {pen.number(float(v))}" for name, v in told.items())
    return f'<div style="font-size:.75rem;color:{pen.muted}">{words}</div>'
