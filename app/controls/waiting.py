"""The room before the door: what a page shows while the server is full."""

import streamlit as st

from app import state
from app.settings import SETTINGS
from app.text import limits as say


def waiting_room() -> None:
    """Tell the number in the queue, until this tab has a place."""
    st.fragment(_number, run_every=SETTINGS.refresh_queue_s)()


def _number() -> None:
    number = state.ahead_of_me()
    if not number:
        st.rerun()
    if not state.seat().known:
        st.caption(say.LOOKING)
        return
    with st.container(border=True, horizontal_alignment="center"):
        st.header(say.FULL, anchor=False)
        st.markdown(say.FULL_FOR.format(inside=state.at_work()))
        told = say.NEXT if number == 1 else say.YOUR_NUMBER.format(number=number)
        st.subheader(told, anchor=False)
        st.caption(say.WAIT)
