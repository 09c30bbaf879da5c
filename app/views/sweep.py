"""The Sweep page: many settings at once, and which of them learn best."""

import streamlit as st

from app import controls, state, tables, text
from app.experiment import Data, Origin
from app.harvest import Harvest, columns, harvest, measure
from app.plots import sweep as plots
from app.settings import SETTINGS
from app.sweeps import Job
from app.text import sweep as say
from dnn_core.sweep import METRICS, Metric, Sweep

FRAGMENT = "sweep"


def main() -> None:
    """Draw the page."""
    st.header(say.SWEEP_TITLE, anchor=False)
    run = state.run()
    if run is None or run.origin is None:
        st.info(text.NO_RUN, icon=":material/info:")
        return
    data = run.origin.data
    st.markdown(say.SWEEP_INTRO.format(dataset=data.dataset.title))
    with run.turn() as session:
        config = session.config
    with st.container(border=True):
        pictures = data.dataset.image_shape is not None
        plan = controls.sweep_plan(config, pictures=pictures)
        _start(plan, run.origin)
    job = state.sweep()
    if job is not None:
        every = SETTINGS.refresh_sweep_s if job.active else None
        st.fragment(_sweep, run_every=every, key=FRAGMENT)(job, job.active, data)


def _start(plan: Sweep | None, origin: Origin) -> None:
    """What it will cost, and the button; or why it is too much."""
    seconds = 0.0
    if plan is not None:
        seconds = state.estimated_sweep(plan, origin.data)
        refused = _refusal(plan, seconds)
        if refused:
            st.error(refused, icon=":material/error:")
            plan = None
    with st.container(horizontal=True, vertical_alignment="center"):
        controls.run_button(plan, origin, seconds)
        if plan is not None:
            runs = say.PLAN.format(runs=plan.count, seconds=tables.duration(seconds))
            st.markdown(runs, width="content")


def _refusal(plan: Sweep, seconds: float) -> str:
    """Why a sweep is more than this server gives to one; empty if it is not."""
    if plan.count > SETTINGS.max_sweep_runs:
        return say.TOO_MANY_RUNS.format(runs=plan.count, limit=SETTINGS.max_sweep_runs)
    if seconds > SETTINGS.max_sweep_s:
        words, limit = map(tables.duration, (seconds, SETTINGS.max_sweep_s))
        return say.TOO_LONG.format(seconds=words, limit=limit)
    return ""


def _sweep(job: Job, was_active: bool, data: Data) -> None:
    """Progress and results, redrawn by itself while more may come."""
    if was_active and not job.active:
        st.rerun()
    _progress(job)
    if not job.results:
        return
    learned = job.origin.data
    offered: list[Metric] = [
        name for name in METRICS if learned.inputs.m_test or not name.startswith("test")
    ]
    metric = controls.judged_by(offered)
    baseline = learned.dataset.baseline(
        "test" if metric.startswith("test") else "train"
    )
    gathered = harvest(job.plan, job.results.values(), measure(metric, baseline))
    _best(job, gathered)
    st.plotly_chart(
        plots.figure(gathered, state.theme()),
        key="sweep_chart",
        theme=None,
        config={"displayModeBar": False},
    )
    _table(job, gathered)


def _progress(job: Job) -> None:
    progress, total = job.progress(), job.plan.count
    if job.state == "failed":
        st.error(job.problem, icon=":material/error:")
        return
    if not job.active:
        words = say.DONE if job.state == "done" else say.CANCELLED
        taken = tables.duration(job.seconds)
        st.caption(words.format(done=progress.done, total=total, seconds=taken))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        words = say.STARTING
        if job.state == "waiting":
            ahead = state.ahead_of_sweep(job)
            if ahead:
                words = say.WAITING[min(ahead, 2)].format(count=ahead)
        elif progress.remaining_s is not None:
            left = tables.duration(progress.remaining_s)
            words = say.RUNNING.format(done=progress.done, total=total, seconds=left)
        st.progress(progress.fraction, words)
        controls.cancel_button()


def _best(job: Job, gathered: Harvest) -> None:
    """The best so far, and how much that means."""
    best = gathered.best
    if best is None:
        st.warning(say.NO_BEST, icon=":material/info:")
        return
    by = gathered.measure
    settings = ", ".join(
        f"{dimension.title} {label}"
        for dimension, label in zip(
            gathered.dimensions, gathered.points[0].labels, strict=True
        )
    )
    median = by.word(best.median)
    words = say.BEST.format(settings=settings, metric=by.title, median=median)
    seeds = len(best.results)
    if seeds > 1:
        low, high = by.word(best.low), by.word(best.high)
        words += f" ({say.MEDIAN_OF.format(count=seeds, low=low, high=high)}). "
        near = gathered.rivals
        words += say.RIVALS[min(near, 2)].format(count=near) if near else say.ALONE
    else:
        words += f". {say.ONE_SEED}"
    st.markdown(words)
    controls.open_button(say.OPEN_BEST, "sweep_open", best.config, job)


def _table(job: Job, gathered: Harvest) -> None:
    by = gathered.measure
    st.caption(say.TABLE_NOTE.format(metric=by.title))
    form = "percent" if by.accuracy else "%.4f"
    chosen = st.dataframe(
        columns(gathered),
        hide_index=True,
        key="sweep_table",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            name: st.column_config.NumberColumn(format=form)
            for name in (by.title, say.LOWEST, say.HIGHEST)
        },
    )
    rows = chosen["selection"]["rows"]
    config = gathered.points[rows[0]].outcome.config if rows else None
    controls.open_button(say.OPEN_SELECTED, "sweep_open_row", config, job)


main()
