"""Which step of an iteration, and which entry of its result."""

from collections.abc import Sequence

import streamlit as st

from app import state
from app.keys import PAPER
from app.text import one_step as say

STEP, ROW, COLUMN = "paper_step", "paper_row", "paper_column"
DIGITS = {"4": 4, "6": 6, "9": 9, "all": None}
MOVES = {  # label, what it changes and by how much
    "paper_left": ("Left", COLUMN, -1),
    "paper_right": ("Right", COLUMN, 1),
    "paper_up": ("Up", ROW, -1),
    "paper_down": ("Down", ROW, 1),
}


def step_choice(titles: Sequence[str]) -> int:
    """The step to show, from 0: buttons with keys, and a list to jump in."""
    n = len(titles)
    here = _whole(state.get(STEP), 0, n - 1)
    if state.get(STEP) not in (None, here):
        state.put(STEP, here)
    with st.container(horizontal=True, width="content", key="paper_steps"):
        st.button(
            "Back",
            icon=":material/chevron_left:",
            key="paper_back",
            shortcut=PAPER["paper_back"].key,
            disabled=here == 0,
            on_click=_walk,
            args=(STEP, -1, 0, n - 1),
        )
        st.button(
            "Next",
            icon=":material/chevron_right:",
            key="paper_next",
            type="primary",
            shortcut=PAPER["paper_next"].key,
            disabled=here == n - 1,
            on_click=_walk,
            args=(STEP, 1, 0, n - 1),
        )
        return st.selectbox(
            "Step",
            range(n),
            format_func=lambda k: f"{k + 1} / {n} · {titles[k]}",
            key=STEP,
            label_visibility="collapsed",
            width=340,
            persist_state="session",
        )


def _walk(key: str, by: int, low: int, high: int) -> None:
    """From where it is now, which may be further than what the button was drawn for."""
    here = _whole(state.get(key), low, high)
    state.put(key, _whole(here + by, low, high))


def _whole(told: object, low: int, high: int) -> int:
    """A whole number within its limits; a list that has changed since tells words."""
    return min(max(told, low), high) if isinstance(told, int) else low


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
    places = {ROW: (i + 1, shape[0]), COLUMN: (j + 1, shape[1])}
    with st.container(horizontal=True, gap="xsmall", key="paper_moves"):
        for name, (label, key, by) in MOVES.items():
            here, most = places[key]
            st.button(
                label,
                key=name,
                help=PAPER[name].does,
                shortcut=PAPER[name].key,
                disabled=not 1 <= here + by <= most,
                on_click=_walk,
                args=(key, by, 1, most),
            )


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
