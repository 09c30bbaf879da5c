"""Beside the diagnosis: its reasons, and its remedy one click away."""

import streamlit as st

from app import state, text
from app.card import reasons
from app.controls.experiment import show
from app.controls.kept import pin_button
from app.controls.told import answer
from app.entries import in_limits
from app.experiment import Setup
from app.runs import Run
from dnn_core.diagnosis import Finding

WIDTH = 232  # pixels, also while there is nothing to try: the card keeps its place


def remedy(run: Run, finding: Finding) -> None:
    """What a finding rests on, a button that tries what it proposes, and Pin.

    Without the button where this server does not train so large a network.
    """
    with st.container(horizontal=True, gap="xsmall", width=WIDTH):
        pin_button(run)
        with st.popover("Why?", key="why"):
            st.markdown(reasons(finding))
        if finding.changes and in_limits(finding.changes.get("layer_dims", ())[1:-1]):
            st.button(
                "Try it",
                key="remedy",
                help=text.TRY.format(remedy=finding.remedy),
                on_click=_take,
                args=(run.token, finding),
            )


def _take(token: str, finding: Finding) -> None:
    """Go on with the changes from here, or start over with them if they need that."""
    run = state.run()
    if run is None or run.token != token:
        return
    changes, origin = dict(finding.changes), run.origin
    if finding.from_iteration:
        problem = state.no_branch(run)
        if problem:
            answer(problem, ":material/info:")
        else:
            state.branch(run, changes)
        return
    with run.turn() as session:
        config, active = session.config.replace(**changes), run.active
    if origin is None:
        return
    show(Setup(config, origin.choice, run.speed))
    state.start_over(config, *origin)
    fresh = state.run()
    if active and fresh is not None:
        state.play(fresh)
