"""The Compare page: kept runs one over the other, and races."""

from collections.abc import Sequence

import streamlit as st

from app import comparison, controls, state, tables
from app.comparison import Entry
from app.plots.overlay import Line, Scale, overlay
from app.text import compare as say

SPLITS = {"Train": (True, False), "Test": (False, True), "Both": (True, True)}
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d"]}


def main() -> None:
    """Draw the page."""
    runs, race = st.tabs([say.RUNS_TAB, say.RACE_TAB], key="compare", on_change="rerun")
    if runs.open:
        with runs:
            _runs()
    if race.open:
        with race:
            pass


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


main()
