"""Three sentences for the first visit."""

import streamlit as st

from app import state, text


def tour() -> None:
    """Say once what this page is for; a browser that has read it keeps that."""
    if state.tour_done():
        return
    with st.container(border=True, key="tour"):
        words, button = st.columns([8, 1], vertical_alignment="center")
        words.markdown(text.TOUR)
        button.button("Got it", key="tour_done", on_click=state.finish_tour)
