"""The arithmetic of one entry, line under line, as it is done on paper."""

from collections.abc import Sequence

from app.paper.lines import Line, bracketed, stage_line
from app.paper.pen import CELL, Pen, scrolled
from dnn_core.onestep import Expansion, Factor, Step, Term

SHORT, FIRST = 10, 6  # so many terms are all written; of more, the first few


def arithmetic(step: Step, expansion: Expansion, pen: Pen) -> str:
    """Terms, their sum, and what is done to it; the last line is the entry."""
    lines = [*_term_lines(step, expansion, pen)]
    if len(expansion.terms):
        total = pen.number(expansion.sum_of(0))
        lines.append(Line("sum", "", total, rule=bool(expansion.stages)))
    lines += [stage_line(step, stage, pen) for stage in expansion.stages]
    rows = "".join(
        _row(line, pen, last=k == len(lines) - 1) for k, line in enumerate(lines)
    )
    table = (
        f'<table style="border-collapse:collapse;font-size:.85rem;width:100%">{rows}'
        "</table>"
    )
    return scrolled("The arithmetic of the chosen entry", table)


def _term_lines(step: Step, expansion: Expansion, pen: Pen) -> list[Line]:
    n = len(expansion.terms)
    first = n if n <= SHORT else FIRST
    lines = [_term_line(step, expansion.term(k), pen) for k in range(first)]
    if first < n:
        rest = pen.number(expansion.sum_of(first))
        lines.append(Line(f"… {n - first:,} more", "together", rest))
    return lines


def _term_line(step: Step, term: Term, pen: Pen) -> Line:
    value = pen.number(term.value)
    if step.kind == "cost":
        a, y = term.factors
        p = pen.number(a.value)
        true = p if y.value else f"1 − {p}"
        label = f"example {a.column + 1:,}, y = {y.value:g}"
        return Line(label, f"−log({true})", value)
    label = " · ".join(place(factor) for factor in term.factors)
    first, *others = (pen.number(factor.value) for factor in term.factors)
    numbers = " × ".join([first, *map(bracketed, others)])
    return Line(label, numbers if len(term.factors) > 1 else "", value)


def place(factor: Factor) -> str:
    """W1 with its row and column, from 1."""
    return f"{factor.name}<sub>{factor.row + 1:,},{factor.column + 1:,}</sub>"


def _row(line: Line, pen: Pen, *, last: bool) -> str:
    top = f";border-top:1px solid {pen.rule}" if line.rule or last else ""
    weight = ";font-weight:700" if last else ""
    mark = ' data-mark="total"' if last else ""
    left = f"{CELL};text-align:left;white-space:nowrap{top}"
    return (
        f'<tr><td style="{left};color:{pen.muted}">{line.label}</td>'
        f'<td style="{left}">{line.numbers}</td>'
        f'<td style="{CELL}{top}{weight}"{mark}>{line.value}</td></tr>'
    )


def term_columns(expansion: Expansion) -> dict[str, Sequence[float]]:
    """All terms as columns: their number, each factor by its matrix, their value."""
    columns = {strip.name: strip.values.tolist() for strip in expansion.summed}
    numbers = list(range(1, len(expansion.terms) + 1))
    return {"k": numbers, **columns, "term": expansion.terms.tolist()}
