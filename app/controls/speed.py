"""How fast a run should go."""

import streamlit as st

from app import state

SPEEDS: dict[str, float | None] = {
    "1 it/s": 1.0,
    "5 it/s": 5.0,
    "20 it/s": 20.0,
    "50 it/s": 50.0,
    "200 it/s": 200.0,
    "1,000 it/s": 1000.0,
    "max": None,
}


def speed() -> float | None:
    """The wished speed in iterations a second; None is no limit."""
    chosen = st.selectbox(
        "Speed",
        list(SPEEDS),
        index=list(SPEEDS.values()).index(state.DEFAULT_SPEED),
        key="speed",
        label_visibility="collapsed",
        width=130,
        on_change=lambda: state.set_speed(SPEEDS[state.get("speed")]),
        persist_state="session",
    )
    return SPEEDS[chosen]
