"""The Compare page: kept runs one over the other, and races."""

from collections.abc import Sequence

import streamlit as st

from app import comparison, controls, state, tables
from app.comparison import Entry
from app.contest import Contest
from app.live import race_panel
from app.plots.overlay import Line, Scale, overlay
from app.race_feed import race_payload
from app.race_result import table, verdict
from app.settings import SETTINGS
from app.text import compare as say

SPLITS = {"Train": (True, False), "Test": (False, True), "Both": (True, True)}
CONFIG = {"displayModeBar": False}  # it would cover the names; a drag zooms


def main() -> None:
    """Draw the page."""
    runs, race = st.tabs([say.RUNS_TAB, say.RACE_TAB], key="compare", on_change="rerun")
    if runs.open:
        with runs:
            _runs()
    if race.open:
        with race:
            _race()


def _runs() -> None:
    entries = [e for k in state.kept_runs() if (e := comparison.entry(k)) is not None]
    if not entries:
        _nothing()
        return
    if len(entries) == 1:
        st.caption(say.ONE_RUN)
    _table(entries)
    controls.manage(entries)
    _charts(entries)
    size = tables.size(sum(e.nbytes for e in entries))
    st.caption(say.WEIGHT.format(count=len(entries), size=size))


def _nothing() -> None:
    st.subheader(say.EMPTY, anchor=False)
    st.markdown(say.EMPTY_WHY)
    if st.button("Train a network", type="primary", icon=":material/play_arrow:"):
        st.switch_page("views/train.py")
    controls.undo_alone()


def _table(entries: Sequence[Entry]) -> None:
    names = [(e.name, e.number, _note(e)) for e in entries]
    found = comparison.columns(entries)
    st.html(tables.comparison_table(names, found, say.BEST, state.theme()))
    if len(entries) < 2:
        return
    if not comparison.same_data(entries):
        st.caption(say.OTHER_DATA)
    else:
        st.caption(say.ONLY_DIFFERENCES)
    for e in entries:
        if e.kept.run.active:
            iteration = e.snapshot.iteration
            st.caption(say.STILL_TRAINING.format(name=e.name, iteration=iteration))


def _note(entry: Entry) -> str:
    if entry.kept.present:
        return "on Train" if entry.kept.pinned else "on Train, not pinned"
    return "" if entry.kept.pinned else "branch, not pinned"


def _charts(entries: Sequence[Entry]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        split = st.segmented_control(
            "Examples", list(SPLITS), default="Both", required=True, key="compare_split"
        )
        most = max(e.config.num_layers for e in entries)
        layer = st.segmented_control(
            "Gradient of layer",
            list(range(1, most + 1)),
            default=1,
            required=True,
            key=f"compare_layer_{most}",
        )
        log = st.toggle("Logarithmic", key="compare_log")
    train, test = SPLITS[split]
    costs = comparison.cost_lines(entries, train=train, test=test)
    shares = comparison.accuracy_lines(entries, train=train, test=test)
    norms = comparison.gradient_lines(entries, layer)
    dashes = "solid train, dashed test" if train and test else split.lower()
    grid = st.grid(3, min_column_width=340)
    with grid.cell():
        _chart("Cost", dashes, costs, Scale("cross-entropy", log=log))
    with grid.cell():
        _chart("Accuracy", dashes, shares, Scale("accuracy", share=True))
    with grid.cell():
        unit = f"‖dW{layer}‖"
        _chart("Gradient magnitude", f"layer {layer}", norms, Scale(unit, log=True))


def _chart(title: str, aside: str, lines: Sequence[Line], scale: Scale) -> None:
    st.markdown(f"**{title}** {aside}")
    st.plotly_chart(
        overlay(lines, scale, state.theme()),
        theme=None,
        config=CONFIG,
        key=f"compare {title}",
        alt=f"{title} of {len({line.name for line in lines})} runs; the table above "
        "has where they ended, the export has every number.",
    )


def _race() -> None:
    contest = state.contest()
    if contest is None:
        _set_up()
        return
    over, paused = contest.over, contest.paused  # read once: it may end meanwhile
    every = SETTINGS.refresh_race_s if contest.active else None
    st.fragment(state.part_of(contest, _live), run_every=every, key="race")(over)
    controls.race_bar(over=over, paused=paused)
    if over:
        _result(contest)


def _set_up() -> None:
    run = state.run()
    if run is None or run.origin is None:
        st.info(say.RACE_NO_RUN, icon=":material/info:")
        return
    with run.turn() as session:
        config = session.config
    st.markdown(say.RACE_INTRO.format(data=run.origin.data.dataset.title))
    controls.race_setup(config, run.origin.data)


def _live(contest: Contest, over: bool) -> None:
    """The lanes; the page follows when the race is over."""
    contest.wake()
    race_panel(race_payload(contest, controls.look()), key="race_panel")
    if contest.over != over:
        st.rerun()


def _result(contest: Contest) -> None:
    found = verdict(contest)
    st.markdown(f"#### {found.headline} {found.guess}")
    names = [(name, lane, "") for lane, name in enumerate(contest.names)]
    html = tables.comparison_table(names, table(contest), say.BEST, state.theme())
    st.html(html)
    sure, why = st.columns(2, gap="large")
    with sure:
        st.markdown(f"**{say.DOUBTS_TITLE}**")
        st.markdown("  \n".join(found.doubts))
    with why:
        st.markdown(f"**{say.WHY_TITLE}**")
        st.markdown("\n\n".join(found.why))


main()
