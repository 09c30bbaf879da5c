"""The Check page: a student's own functions against the reference."""

import streamlit as st

from app import controls, state, verdicts
from app.state import Code
from app.text import check as say
from dnn_core.check import EMPTY, check

WIDTH = 760  # pixels of what is read


def main() -> None:
    """Draw the page."""
    st.header(say.TITLE, anchor=False)
    st.markdown(say.INTRO)
    if state.code_allowed():
        _bench()
    else:
        _at_home()


def _at_home() -> None:
    """How to do it on one's own computer."""
    st.info(say.AT_HOME, icon=":material/computer:", width=WIDTH)
    controls.template_download()
    st.code(say.COMMAND, language="sh", wrap_lines=True, width=WIDTH)
    for system, command in say.PAGE_COMMANDS.items():
        st.caption(system)
        st.code(command, language="sh", wrap_lines=True, width=WIDTH)


def _bench() -> None:
    """Code on the left, what was found in it on the right."""
    left, right = st.columns(2, gap="large")
    place = state.seat()
    with left:
        code = controls.student_code()
        with st.container(horizontal=True):
            pressed = controls.run_button(code is not None)
            controls.template_download()
        st.caption(say.AS_YOU)
    with right:
        if code is None:
            st.info(say.NO_CODE, icon=":material/info:")
            return
        if pressed:
            place.report = None
            with st.spinner(say.RUNNING, show_time=True):
                place.report = code, check(code.file, code.functions)
        _answer(code)


def _answer(code: Code) -> None:
    """What was found when it was last run, unless that was another function."""
    checked, report = state.seat().report or (None, None)
    if checked is None or report is None or checked.functions != code.functions:
        st.info(say.NO_CODE, icon=":material/info:")
        return
    if checked != code:
        st.caption(say.BEFORE)
    for sentence in report.about_file:
        st.html(verdicts.problem(sentence, state.theme()))
    if report.empty:
        st.warning(EMPTY, icon=":material/search:")
    elif report.rows:
        st.html(verdicts.verdict_table(report, state.theme()))


main()
