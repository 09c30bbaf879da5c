"""The One step page: one iteration, equation by equation, in the run's own numbers."""

import streamlit as st

from app import controls, equations, paper, state, text
from app.keys import BUTTONS
from app.paper import Pen, Sheet
from app.text import one_step as say
from dnn_core.onestep import Expansion, Step, expand, sources

MANY_EXAMPLES = 8  # more are not listed by number


def main() -> None:
    """Draw the page."""
    run = state.run()
    if run is None:
        st.info(text.NO_RUN, icon=":material/info:")
        return
    status = run.status
    if status.active or status.replaying:
        _training()
        return
    place = state.seat()
    sheet = place.sheet = paper.sheet_of(run, place.sheet)
    with st.container(horizontal=True, vertical_alignment="center", key="paper_top"):
        k = controls.step_choice([equations.title(step) for step in sheet.steps])
        st.caption(_starts_from(sheet))
    step = sheet.steps[k]
    theme = state.theme()
    left, right = st.columns([8, 5], gap="large")
    with right:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            i, j = controls.entry_choice(step.shape)
            digits = controls.digits()
        controls.entry_moves(i, j, step.shape)
        pen, entry = Pen(theme, digits), expand(step, i, j)
        _arithmetic(step, entry, pen)
        _code(step)
    with left:
        st.html(paper.trail(sheet.steps, k, pen))
        _equation(step, pen)
        st.html(paper.matrices(step, entry, pen))
        st.caption(say.ROUNDED.format(digits=digits) if digits else say.NOT_ROUNDED)
    _gradient_check(sheet, pen)


def _training() -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(say.ONE_STEP_TRAINING, width="stretch")
        st.button(
            "Pause",
            icon=":material/pause:",
            key="pause",
            type="primary",
            shortcut=BUTTONS["play"].key,
            on_click=state.pause,
        )


def _starts_from(sheet: Sheet) -> str:
    config, start = sheet.config, sheet.steps[0].iteration
    if sheet.examples is None:
        examples = say.ALL_EXAMPLES.format(m=start.m)
    else:
        named = [str(k) for k in sheet.examples[:MANY_EXAMPLES]]
        more = ["…"] if start.m > MANY_EXAMPLES else []
        examples = say.BATCH_EXAMPLES.format(
            m=start.m, first=", ".join(named + more), m_train=start.m_train
        )
    return say.ONE_STEP_STARTS.format(
        iteration=sheet.iteration,
        next=sheet.iteration + 1,
        optimizer=config.optimizer.replace("adam", "Adam"),
        alpha=config.learning_rate,
        l2=f", λ = {config.l2:g}" if config.l2 else "",
        examples=examples,
    )


def _equation(step: Step, pen: Pen) -> None:
    equation = equations.equation(step)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.latex(equation.latex, width="content")
        st.html(paper.blocks(step, equation, pen), width="content")
    st.markdown(f"{equation.words} :small[:gray[{equation.source}.]]")


def _arithmetic(step: Step, entry: Expansion, pen: Pen) -> None:
    st.html(paper.arithmetic(step, entry, pen))
    n = len(entry.terms)
    if n > paper.SHORT:
        with st.expander(say.ALL_TERMS.format(n=n), on_change="rerun") as terms:
            if terms.open:
                columns = paper.term_columns(entry)
                number = st.column_config.NumberColumn(format=f"%.{pen.digits or 17}g")
                formats = {name: number for name in columns if name != "k"}
                st.dataframe(columns, height=240, column_config=formats)


def _code(step: Step) -> None:
    for source in sources(step):
        module = source.module.replace(".", "/")
        st.caption(f"`{source.function}` in {module}.py")
        st.code(source.code)


def _gradient_check(sheet: Sheet, pen: Pen) -> None:
    with st.container(border=True):
        st.markdown(f"**{say.GRADIENT_CHECK}** {say.GRADIENT_CHECK_INTRO}")
        if st.button("Check the gradients", key="check_gradients"):
            with st.spinner("Checking …"):
                sheet.checks = paper.checked(sheet)
        if sheet.checks:
            st.html(paper.check_table(sheet.checks, pen))
            st.markdown(paper.worst_entry(sheet.checks))


main()
