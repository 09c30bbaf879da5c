"""How fast a run should go."""

import streamlit as st

from app import state
from app.experiment import SPEEDS


def speed() -> float | None:
    """The wished speed in iterations a second; None is no limit."""
    chosen = st.selectbox(
        "Speed",
        list(SPEEDS),
        key="speed",
        label_visibility="collapsed",
        width=112,
        on_change=_choose,
        persist_state="session",
    )
    return SPEEDS[chosen]


def _choose() -> None:
    chosen = state.get("speed")
    if chosen in SPEEDS:  # anything else came from no browser of ours
        state.set_speed(SPEEDS[chosen])
        state.tell_again()
