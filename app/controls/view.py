"""View options: widgets that change how a run is shown, and nothing of the run."""

from dataclasses import fields

import streamlit as st

from app import address, state, text
from app.look import Look

OPTIONS = {
    "log_cost": ("Logarithmic cost axis", text.LOG_COST_HELP),
    "one_range": ("One range for all histograms", text.ONE_RANGE_HELP),
    "calm": ("Redraw once a second", text.CALM_HELP),
    "projector": ("Projector", text.PROJECTOR_HELP),
}


def look() -> Look:
    """The options chosen; those of the address before the widgets are first drawn."""
    names = [option.name for option in fields(Look)]
    if any(state.get(_key(name)) is None for name in names):
        put_look(address.read_look(state.opening_address()))
    return Look(**{name: bool(state.get(_key(name))) for name in names})


def put_look(look: Look) -> None:
    """Set the options; before they are drawn, or in a callback."""
    for name in OPTIONS:
        state.put(_key(name), getattr(look, name))


def view() -> None:
    """One button with all options behind it."""
    with st.popover("View", key="view"):
        for name, (label, tip) in OPTIONS.items():
            st.toggle(label, key=_key(name), help=tip, persist_state="session")


def _key(name: str) -> str:
    return f"look_{name}"
