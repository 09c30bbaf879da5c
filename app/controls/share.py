"""The address of the experiment: shown to be copied, and what of it was ignored."""

from urllib.parse import urlencode

import streamlit as st

from app import address, state, text
from app.experiment import Experiment, Setup
from app.lessons import plain
from app.look import PLAIN, Look


def present_query(experiment: Experiment, look: Look = PLAIN) -> str:
    """The part of the address behind the question mark; with a look, also its own."""
    setup = Setup(experiment.config, experiment.choice, state.seat().speed)
    opened = state.seat().lesson
    params = {} if opened is None else {address.LESSON: opened.code}
    params |= address.write(setup) | address.write_look(look)
    return urlencode(params, safe=",")


def share(query: str, *, own: bool = False) -> None:
    """A button that shows the address, with a way to copy it.

    own : the experiment is on the student's own data, which no address holds.
    """
    with st.popover("Share", icon=":material/link:", help=text.SHARE_HELP):
        st.markdown(text.SHARE)
        if own:
            st.markdown(text.SHARE_OWN)
        st.code(f"{(st.context.url or '').split('?')[0]}?{query}", language=None)


def address_notes() -> None:
    """What of the address was ignored, until it was read."""
    notes = state.seat().notes
    if not notes:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("  \n".join(map(plain, notes)), width="stretch")
        st.button("OK", key="dismiss_notes", on_click=notes.clear)
