"""Going on from an iteration another way, and the runs that came of it."""

import streamlit as st

from app import state, tables, text
from app.controls.experiment import show_settings_of
from app.entries import plain_number, positive_number
from app.naming import birth_name, short_name
from app.runs import Run
from app.theme import Theme

RATE, L2 = "branch_rate", "branch_l2"


def branches(run: Run, theme: Theme) -> None:
    """A form to go on from the iteration shown, and the runs there are.

    What it says is worked out when it is opened: the iteration may be another by then.
    """
    place = st.popover(
        "Branch",
        help=text.BRANCH_HELP,
        key="branches",
        on_change="rerun",
    )
    if not place.open:
        return
    with place:
        problem = state.no_branch(run)
        if problem:
            st.info(problem, icon=":material/info:")
        else:
            _form(run)
        if len(run.family) > 1:
            for other in run.family:
                _row(other, theme, current=other is run)


def _form(run: Run) -> None:
    with run.turn() as session:
        moment = session.at(run.shown(session))
    if moment.iteration >= moment.config.num_iterations:
        st.info(text.BRANCH_AT_END)
        return
    if state.get(RATE) is None:
        state.put(RATE, plain_number(moment.config.learning_rate))
        state.put(L2, moment.config.l2)
    with st.form("branch", border=False):
        st.markdown(text.BRANCH.format(iteration=moment.iteration))
        rate, l2 = st.columns(2)
        rate.text_input("Learning rate α from here", key=RATE)
        l2.number_input("L2 λ from here", 0.0, 1e6, step=0.1, format="%g", key=L2)
        st.form_submit_button(
            "Continue from here",
            type="primary",
            on_click=_continue,
            args=(run.token, moment.iteration),
        )
        if state.seat().complaint:
            st.error(state.seat().complaint, icon=":material/error:")


def _continue(token: str, iteration: int) -> None:
    place, run = state.seat(), state.run()
    place.complaint = ""
    if run is None or run.token != token:  # pressed twice
        return
    try:
        rate = positive_number(state.get(RATE), "learning rate", "0.0075")
        changes = {"learning_rate": rate, "l2": float(state.get(L2))}
        state.branch(run, changes, iteration)
    except ValueError as error:
        place.complaint = str(error)


def _show(token: str) -> None:
    run = state.relative(token)
    if run is not None:
        state.show_run(run)
        show_settings_of(run)


def _delete(token: str) -> None:
    state.delete_run(token)
    st.rerun()  # the whole page: its curve is in the panel


def _row(run: Run, theme: Theme, *, current: bool) -> None:
    with run.turn() as session:
        name, snapshot = short_name(session), session.snapshot()
    origin = birth_name(run)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(tables.run_line(run.number, name, origin, snapshot, theme, current))
        st.button(
            "Show",
            key=f"show_{run.token}",
            disabled=current,
            on_click=_show,
            args=(run.token,),
        )
        st.button(
            "Delete",
            key=f"delete_{run.token}",
            disabled=current,
            on_click=_delete,
            args=(run.token,),
        )
