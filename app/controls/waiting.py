"""The room before the door: what a page shows while the server is full."""

import streamlit as st

from app import state
from app.settings import SETTINGS
from app.text import limits as say

WIDTH = 560  # pixels


def waiting_room() -> None:
    """Tell the number in the queue, until this tab has a place."""
    st.fragment(_number, run_every=SETTINGS.refresh_queue_s)()


def _number() -> None:
    number = state.ahead_of_me()
    if not number:
        st.rerun()
    with st.container(border=True, width=WIDTH):
        if not state.seat().known:  # a page that was loaded again has a better one
            st.caption(say.LOOKING)
            return
        st.subheader(say.NUMBER.format(number=number), anchor=False)
        st.markdown(say.full(state.at_work()))
        st.caption(say.WAIT if st.context.is_embedded else f"{say.WAIT} {say.READ}")
