"""The gradient check of an iteration, as a table and in words."""

from collections.abc import Sequence

import numpy as np

from app.paper.pen import Pen, layer_of, scrolled
from app.paper.sheet import Sheet
from app.text import one_step as say
from dnn_core.gradcheck import CheckedArray, Verdict, gradient_check

WORK = 5e9  # multiplications: about a second
VERDICTS: dict[Verdict, str] = {
    "agrees": "✓ agrees",
    "rounding": "– cannot tell",
    "corner": "– corners only",
    "differs": "✗ differs",
}
_CELL = "padding:2px 10px 2px 0;text-align:left;font-variant-numeric:tabular-nums"
_WHY: dict[Verdict, str] = {
    "agrees": say.WORST_AGREES,
    "rounding": say.WORST_CANNOT_TELL,
    "corner": say.WORST_AGREES,
    "differs": say.WORST_DIFFERS,
}
_HEADS = ("gradient", "checked", "at a corner", "relative difference", "verdict")


def checked(sheet: Sheet) -> tuple[CheckedArray, ...]:
    """Check the gradients of a sheet's iteration, on its own examples."""
    start = sheet.steps[0].iteration
    with np.errstate(all="ignore"):  # a run that diverges may be asked too
        return gradient_check(
            start.parameters,
            start.X,
            start.Y,
            activation=start.activation,
            l2=start.l2_of_batch,
            work=WORK,
            seed=sheet.iteration,
        )


def check_table(checks: Sequence[CheckedArray], pen: Pen) -> str:
    """A row for each W and b."""
    style = f"{_CELL};font-weight:400;color:{pen.muted}"
    heads = "".join(f'<th scope="col" style="{style}">{head}</th>' for head in _HEADS)
    rows = "".join(_row(check, pen) for check in checks)
    table = (
        f'<table style="border-collapse:collapse;font-size:.85rem"><tr>{heads}</tr>'
        f"{rows}</table>"
    )
    return scrolled("Gradient check", table)


def _row(check: CheckedArray, pen: Pen) -> str:
    smooth = check.kinked < check.entries
    cells = (
        f"{check.entries:,}",
        f"{check.kinked:,}" if check.kinked else "–",
        f"{check.difference:.1e}" if smooth else "–",
        VERDICTS[check.verdict],
    )
    return (
        f'<tr><th scope="row" style="{_CELL};color:{pen.colour(check.name)}">'
        f"d{check.name}</th>"
        + "".join(f'<td style="{_CELL};white-space:nowrap">{c}</td>' for c in cells)
        + "</tr>"
    )


def worst_entry(checks: Sequence[CheckedArray]) -> str:
    """The entry that is furthest off, and what to make of it."""
    worst = max(
        checks, key=lambda c: (c.verdict == "differs", abs(c.analytic - c.numeric))
    )
    row, column = (k + 1 for k in worst.worst)
    named = say.WORST_ENTRY.format(
        name=worst.name,
        layer=layer_of(worst.name),
        row=f"{row:,}",
        column=f"{column:,}",
        analytic=f"{worst.analytic:.10g}",
        numeric=f"{worst.numeric:.10g}",
        relative=f"{worst.relative:.1e}",
    )
    if worst.kinks:
        return f"{named} {say.WORST_AT_CORNER.format(kinks=worst.kinks)}"
    return f"{named} {_WHY[worst.verdict]}"
