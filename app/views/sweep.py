"""The Sweep page: many settings at once, and which of them learn best."""

import streamlit as st

from app import controls, state, tables, text
from app.experiment import Origin
from app.harvest import Harvest, columns, harvest, measure
from app.plots import sweep as plots
from app.settings import SETTINGS
from app.sweeps import Job
from app.text import sweep as say
from dnn_core.sweep import METRICS, Metric, Outcome, Sweep

FRAGMENT = "sweep"


def main() -> None:
    """Draw the page: settings left, what came of them right; on a phone below."""
    st.header(say.SWEEP_TITLE, anchor=False)
    run = state.run()
    if run is None or run.origin is None:
        st.info(text.NO_RUN, icon=":material/info:")
        return
    data = run.origin.data
    st.markdown(say.SWEEP_INTRO.format(dataset=data.dataset.title))
    with run.turn() as session:
        config = session.config
    settings, results = st.columns([4, 9], gap="medium")
    with settings, st.container(border=True):
        pictures = data.dataset.image_shape is not None
        plan = controls.sweep_plan(config, pictures=pictures)
        _start(plan, run.origin)
    with results:
        job = state.sweep()
        if job is None:
            st.markdown(say.EMPTY)
            return
        note = _of_another(job, plan, run.origin)
        if note:
            st.info(note, icon=":material/info:")
        every = state.seldom(SETTINGS.refresh_sweep_s) if job.active else None
        show = st.fragment(state.part_of(job, _sweep), run_every=every, key=FRAGMENT)
        show(job.active)


def _start(plan: Sweep | None, origin: Origin) -> None:
    """What it will cost, and the button; or why it is too much."""
    forecast, refused = None, ""
    if plan is not None:
        refused = _too_many(plan)
    if plan is not None and not refused:
        forecast = state.forecast(plan, origin.data)
        refused = _too_long(forecast.seconds)
    if refused:
        st.error(refused, icon=":material/error:")
        forecast = None
    with st.container(horizontal=True, vertical_alignment="center"):
        controls.sweep_button(plan, origin, forecast)
        if plan is not None and forecast is not None:
            seconds = tables.duration(forecast.seconds)
            st.markdown(say.PLAN.format(runs=plan.count, seconds=seconds))


def _of_another(job: Job, plan: Sweep | None, origin: Origin) -> str:
    """A word where the results are not those of the settings beside them."""
    if job.origin.data is not origin.data:
        return say.OTHER_DATA.format(dataset=job.origin.data.dataset.title)
    return "" if plan == job.plan else say.CHANGED


def _too_many(plan: Sweep) -> str:
    """Why a sweep has more runs than this server gives to one; empty if it has not."""
    limit = SETTINGS.max_sweep_runs
    if plan.count <= limit:
        return ""
    return say.TOO_MANY_RUNS.format(runs=plan.count, limit=limit)


def _too_long(seconds: float) -> str:
    """The same of its time."""
    limit = SETTINGS.max_sweep_s
    if seconds <= limit:
        return ""
    words = tables.duration(seconds), tables.duration(limit)
    return say.TOO_LONG.format(seconds=words[0], limit=words[1])


def _sweep(job: Job, was_active: bool) -> None:
    """Progress and results, redrawn by itself while more may come."""
    if was_active and not job.active:
        st.rerun()
    _progress(job)
    if not job.results and not job.active:
        return
    dataset = job.origin.data.dataset
    tests = dataset.m_test > 0
    offered: list[Metric] = [m for m in METRICS if tests or not m.startswith("test")]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        metric = controls.judged_by(offered)
        top = st.container(width="content")
    baseline = dataset.baseline("test" if metric.startswith("test") else "train")
    # a copy: more may come while it is drawn
    results = list(job.results.values())
    gathered = harvest(job.plan, results, measure(metric, baseline))
    with top:
        best = gathered.best and gathered.best.config
        controls.open_button(say.OPEN_BEST, "sweep_open", best, job)
    _best(gathered)
    st.plotly_chart(
        plots.figure(gathered, state.theme()),
        key="sweep_chart",
        theme=None,
        config={"displayModeBar": False},
    )
    if gathered.points:
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


def _best(gathered: Harvest) -> None:
    """The best so far, and how much that means."""
    best = gathered.best
    with st.container(border=True):
        if best is not None:
            st.markdown(_words_on(best, gathered))
        elif gathered.points:
            st.markdown(say.NO_BEST)
        else:
            st.markdown(say.NO_RESULT)


def _words_on(best: Outcome, gathered: Harvest) -> str:
    by, seeds = gathered.measure, len(best.results)
    words = say.BEST.format(
        settings=gathered.settings(gathered.points[0]),
        metric=by.title,
        median=by.word(best.median),
    )
    if gathered.seeds > 1:
        low, high = by.word(best.low), by.word(best.high)
        words += say.MEDIAN_OF[min(seeds, 2)].format(count=seeds, low=low, high=high)
        near = gathered.rivals
        words += say.RIVALS[min(near, 2)].format(count=near) if near else say.ALONE
    else:
        words += say.ONE_SEED
    if by.metric.startswith("test"):
        words += f" {say.CHOSEN_BY_TEST}"
    return words


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
