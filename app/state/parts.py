"""The parts of the Train page that show its run, drawn without the page around.

A click on Play changes the bar, the card and the panel. The settings beside them are as
many messages again, and a class presses Play more often than anything else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NoReturn, ParamSpec

import streamlit as st
from streamlit.errors import StreamlitAPIException

from app.run_records import Status
from app.runs import Run
from app.state.holding import part_of
from app.state.running import PANEL, attend, run
from app.state.server import in_turn
from app.state.tab import Drawn, seat

P = ParamSpec("P")
BAR = "bar"


def begin_page() -> None:
    """The whole page is drawn now."""
    seat().drawn = Drawn()


def part(
    shown: Run, draw: Callable[Concatenate[Run, P], None], every: float | None, key: str
) -> Callable[P, None]:
    """A part of the page that draws itself again every so many seconds.

    It waits for the others' pages, but not again when its own bar has waited.
    """
    drawn = seat().drawn
    drawn.parts.append(key)
    drawn.expected.add(key)
    drawn.ticks |= every is not None
    at_once = part_of(shown, draw)
    waiting = in_turn(at_once)

    @wraps(draw)
    def drawn_part(*args: P.args, **kwargs: P.kwargs) -> None:
        drawn = seat().drawn
        drawn.alone = key not in drawn.expected
        drawn.expected.discard(key)
        (waiting if drawn.alone or key == BAR else at_once)(*args, **kwargs)

    return st.fragment(drawn_part, run_every=every, key=key)


def draw_again(*, brief: bool = False) -> None:
    """In a callback: draw the parts instead of the page; all of it where the run moves
    and the parts do not come by themselves. Where they do, the others may wait a moment
    for the bar and the panel.

    brief : it moves for a moment only.
    """
    current, drawn = run(), seat().drawn
    has_place = attend()
    if current is None or not has_place:
        st.rerun()
    status = current.status
    moves = (status.active or status.replaying) and not brief
    if moves and not drawn.ticks:
        st.rerun()
    parts = [BAR, PANEL] if moves else drawn.parts
    drawn.expected = set(parts)
    _draw(parts)


def telling(draw: Callable[P, None], key: str) -> Callable[P, None]:
    """A part that tells the address, and is drawn again by `tell_again`."""
    seat().drawn.telling.append(key)
    return st.fragment(draw, key=key)


def tell_again() -> None:
    """In a callback of the bar: draw it, and what tells the address, not the page."""
    drawn, has_place = seat().drawn, attend()
    if run() is None or not has_place:
        st.rerun()
    drawn.expected = {BAR}
    _draw([BAR, *drawn.telling])


def _draw(parts: list[str]) -> NoReturn:
    """These, or the whole page: who clicked may have turned to another one since, or
    this one was not drawn to its end."""
    try:
        st.rerun(parts)
    except StreamlitAPIException:
        st.rerun()


def drawn_alone() -> bool:
    """In a part: whether it is drawn by itself, without the others."""
    return seat().drawn.alone


def bar_shows(status: Status) -> None:
    """The buttons are drawn for a run in this status."""
    seat().drawn.status = status


def is_shown(status: Status) -> bool:
    """Whether the buttons are those of this status."""
    return seat().drawn.status == status


def ticks() -> bool:
    """Whether parts draw themselves again."""
    return seat().drawn.ticks
