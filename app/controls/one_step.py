"""Which step of an iteration, and which entry of its result."""

from collections.abc import Sequence

import streamlit as st

from app import state
from app.text import one_step as say

STEP, ROW, COLUMN = "paper_step", "paper_row", "paper_column"
DIGITS = {"4": 4, "6": 6, "9": 9, "all": None}
MOVES = {  # icon, key on the keyboard, rows down and columns right
    "left": (":material/arrow_back:", "a", 0, -1),
    "right": (":material/arrow_forward:", "d", 0, 1),
    "up": (":material/arrow_upward:", "w", -1, 0),
    "down": (":material/arrow_downward:", "s", 1, 0),
}


def step_choice(titles: Sequence[str]) -> int:
    """The step to show, from 0: buttons with keys, and a list to jump in."""
    last = len(titles) - 1
    here = state.get(STEP) or 0
    if here > last:
        state.put(STEP, here := last)
    with st.container(horizontal=True, width="content", key="paper_steps"):
        st.button(
            "Back",
            icon=":material/chevron_left:",
            key="paper_back",
            shortcut="b",
            disabled=here == 0,
            on_click=state.put,
            args=(STEP, here - 1),
        )
        st.button(
            "Next",
            icon=":material/chevron_right:",
            key="paper_next",
            type="primary",
            shortcut="n",
            disabled=here == last,
            on_click=state.put,
            args=(STEP, here + 1),
        )
        return st.selectbox(
            "Step",
            range(len(titles)),
            format_func=lambda k: f"{k + 1} / {last + 1} · {titles[k]}",
            key=STEP,
            label_visibility="collapsed",
            width=340,
            persist_state="session",
        )


def entry_choice(shape: tuple[int, int]) -> tuple[int, int]:
    """Row and column of an entry, from 0; on the page they count from 1."""
    return _count("Row", ROW, shape[0]) - 1, _count("Column", COLUMN, shape[1]) - 1


def _count(label: str, key: str, most: int) -> int:
    if (state.get(key) or 1) > most:
        state.put(key, most)
    return st.number_input(
        label,
        1,
        most,
        step=1,
        key=key,
        help=say.ENTRY_HELP,
        width=110,
        persist_state="session",
    )


def entry_moves(i: int, j: int, shape: tuple[int, int]) -> None:
    """Buttons with keys that walk over the matrix from entry (i, j)."""
    with st.container(horizontal=True, key="paper_moves"):
        for where, (icon, shortcut, down, right) in MOVES.items():
            to = (i + down, j + right)
            st.button(
                "",
                icon=icon,
                key=f"paper_{where}",
                help=f"One {'row' if down else 'column'} {where}.",
                shortcut=shortcut,
                disabled=not (0 <= to[0] < shape[0] and 0 <= to[1] < shape[1]),
                on_click=_move,
                args=to,
            )


def _move(i: int, j: int) -> None:
    state.put(ROW, i + 1)
    state.put(COLUMN, j + 1)


def digits() -> int | None:
    """Significant digits to write; None is all of them."""
    chosen = st.segmented_control(
        "Digits",
        list(DIGITS),
        default="6",
        required=True,
        key="paper_digits",
        help=say.DIGITS_HELP,
        persist_state="session",
    )
    return DIGITS[str(chosen)]
