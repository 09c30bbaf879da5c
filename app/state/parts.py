"""The parts of the Train page that show its run, drawn without the page around.

A click on Play changes the bar, the card and the panel. The settings beside them are as
many messages again, and a class presses Play more often than anything else.
"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

import streamlit as st

from app.run_records import Status
from app.runs import Run
from app.state.holding import part_of
from app.state.running import attend, run
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
    """A part of the page that draws itself again every so many seconds."""
    drawn = seat().drawn
    drawn.parts.append(key)
    drawn.expected.add(key)
    drawn.ticks |= every is not None
    return st.fragment(in_turn(part_of(shown, draw)), run_every=every, key=key)


def draw_again(*, brief: bool = False) -> None:
    """In a callback: draw the parts instead of the page; all of it where the run moves
    and the parts do not come by themselves.

    brief : it moves for a moment only.
    """
    current, drawn = run(), seat().drawn
    has_place = attend()
    if current is None or not has_place:
        st.rerun()
    status = current.status
    if (status.active or status.replaying) and not (drawn.ticks or brief):
        st.rerun()
    drawn.expected = set(drawn.parts)
    st.rerun(drawn.parts)


def expected(key: str) -> bool:
    """In a part: whether it is drawn with the others, not by itself. Once."""
    there = key in seat().drawn.expected
    seat().drawn.expected.discard(key)
    return there


def bar_shows(status: Status) -> None:
    """The buttons are drawn for a run in this status."""
    seat().drawn.status = status


def is_shown(status: Status) -> bool:
    """Whether the buttons are those of this status."""
    return seat().drawn.status == status


def ticks() -> bool:
    """Whether parts draw themselves again."""
    return seat().drawn.ticks
