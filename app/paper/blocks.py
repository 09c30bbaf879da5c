"""The shapes of an equation as boxes, their sizes written beside them."""

import math

from app.equations import Equation
from app.paper.pen import Pen, size
from dnn_core.onestep import Step


def blocks(step: Step, equation: Equation, pen: Pen) -> str:
    """The result, and the equation's matrices and signs in their order."""
    names = list(step.operands)
    drawn = [_box(step.name, step.shape, pen)]
    for sign in equation.shapes:
        index = sign.removesuffix("T")
        if not index.isdigit():
            drawn.append(f'<span style="color:{pen.muted}">{sign}</span>')
            continue
        name = names[int(index)]
        rows, columns = step.operands[name].shape
        if index == sign:
            drawn.append(_box(name, (rows, columns), pen))
        else:
            drawn.append(_box(name, (columns, rows), pen, transposed=True))
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:.4rem .6rem;align-items:center">'
        f"{''.join(drawn)}</div>"
    )


def _box(
    name: str, shape: tuple[int, int], pen: Pen, *, transposed: bool = False
) -> str:
    colour, (rows, columns) = pen.colour(name), shape
    width, height = (f"{9 + 6 * math.log2(n):.0f}px" for n in (columns, rows))
    label = f"{name}<sup>T</sup>" if transposed else name
    return (
        '<span style="display:inline-flex;flex-direction:column;align-items:center;'
        f'font-size:.8rem"><b style="color:{colour}">{label}</b>'
        f'<span style="width:{width};height:{height};background:{colour}26;'
        f'border:1.5px solid {colour};border-radius:2px"></span>'
        f'<span style="color:{pen.muted}">{size(rows, columns)}</span></span>'
    )
