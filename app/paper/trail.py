"""The way through an iteration: every step a chip, the present one filled."""

from collections.abc import Sequence

from app.equations import BACKWARD, FORWARD, PHASES, UPDATE
from app.paper.pen import Pen
from app.theme import BACKGROUND
from dnn_core.onestep import Step


def trail(steps: Sequence[Step], here: int, pen: Pen) -> str:
    """One line a phase, in the order of the iteration."""
    lines = "".join(
        f'<div style="display:flex"><span style="flex:0 0 5.5rem;color:{pen.muted}">'
        f'{phase}</span><div style="display:flex;flex-wrap:wrap;gap:.25rem">'
        + "".join(
            _chip(step.name, k, here, pen)
            for k, step in enumerate(steps)
            if PHASES[step.kind] == phase
        )
        + "</div></div>"
        for phase in (FORWARD, BACKWARD, UPDATE)
    )
    return (
        '<div role="img" style="display:flex;flex-direction:column;gap:.3rem;'
        f'font-size:.8rem" aria-label="Step {here + 1} of {len(steps)}: '
        f'{steps[here].name}">{lines}</div>'
    )


def _chip(name: str, k: int, here: int, pen: Pen) -> str:
    colour = pen.colour(name)
    style = "border-radius:1em;padding:0 .55em;font-weight:600;border:1.5px solid "
    if k == here:
        style += f"{colour};background:{colour};color:{BACKGROUND[pen.theme]}"
    else:
        style += f"{colour if k < here else 'transparent'};color:{colour}"
    return f'<span style="{style}">{name}</span>'
