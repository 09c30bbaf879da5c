"""The way to the Help page, also by key."""

import streamlit as st

from app.keys import BUTTONS


def help_button() -> None:
    """Leaves the page; a run goes on meanwhile."""
    key, does = BUTTONS["help"]
    st.button(
        "Help",
        icon=":material/help:",
        key="help",
        help=does,
        shortcut=key,
        on_click=st.switch_page,
        args=("views/help.py",),
    )
