"""The address of the experiment: shown to be copied, and what of it was ignored."""

from urllib.parse import urlencode

import streamlit as st

from app import address, state, text
from app.entries import UPLOADED
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


def share(experiment: Experiment) -> None:
    """A button that shows the address of an experiment, with a way to copy it."""
    with st.popover("Share", icon=":material/link:", help=text.SHARE_HELP):
        st.markdown(text.SHARE)
        if experiment.choice.name == UPLOADED:  # which no address holds
            st.markdown(text.SHARE_OWN)
        state.telling(_show, "link")(experiment)


def _show(experiment: Experiment) -> None:
    page = (st.context.url or "").split("?")[0]
    st.code(f"{page}?{present_query(experiment)}", language=None)


def address_notes() -> None:
    """What of the address was ignored, until it was read."""
    notes = state.seat().notes
    if not notes:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("  \n".join(map(plain, notes)), width="stretch")
        st.button("OK", key="dismiss_notes", on_click=notes.clear)
