"""Runs that are kept: pinned, renamed, opened again, deleted, taken away as files."""

from collections.abc import Sequence

import streamlit as st

from app import comparison, state, tables
from app.comparison import Entry
from app.comparison_files import curves_csv, settings_json
from app.controls.experiment import show_settings_of
from app.controls.told import answer, say_answer
from app.runs import Kept, Run
from app.settings import SETTINGS
from app.text import compare as say

CHOSEN = "kept_chosen"


def pin_button(run: Run) -> None:
    """Keep the present run, or keep it no longer."""
    st.button(
        "Unpin" if run.pinned else "Pin",
        icon=":material/keep_off:" if run.pinned else ":material/keep:",
        key="pin",
        help=say.UNPIN_HELP if run.pinned else say.PIN_HELP,
        width=88,
        on_click=pin,
        args=(run.token,),
    )
    say_answer()


def pin(token: str) -> None:
    """Pin a run of this tab, or unpin it; says what became of it. In a callback."""
    found = state.kept(token)
    if found is None:
        return
    if found.pinned:
        state.unpin(token)
        answer(say.REMOVED.format(name=found.name), ":material/keep_off:")
        return
    added = state.pin(found.run)
    if added is None:
        answer(state.no_pin(), ":material/info:")
        return
    with found.run.turn() as session:
        iterations, nbytes = session.iteration, session.nbytes
    note = say.PINNED.format(
        name=added.name, iterations=iterations, size=tables.size(nbytes)
    )
    answer(note, ":material/keep:")


def manage(entries: Sequence[Entry]) -> None:
    """One row: which run, its name, and what can be done with it."""
    say_answer()
    tokens = {e.kept.run.token: e for e in entries}
    names = {token: e.name for token, e in tokens.items()}
    if state.get(CHOSEN) not in tokens:
        state.put(CHOSEN, next(iter(tokens)))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        token = st.selectbox(
            "Run",
            list(tokens),
            format_func=names.__getitem__,
            key=CHOSEN,
            width=240,
        )
        chosen = tokens[token]
        _pinned(chosen) if chosen.kept.pinned else _loose(chosen)
        if not chosen.kept.present and st.button("Open on Train", key="open_kept"):
            if not state.open_kept(chosen.kept.run):
                st.toast(state.no_pin(), icon=":material/info:")
                return
            show_settings_of(chosen.kept.run)
            st.switch_page("views/train.py")
        _undo()
        _files(entries)


def _pinned(chosen: Entry) -> None:
    token = chosen.kept.run.token
    key = f"rename_{token}_{chosen.name}"
    st.text_input(
        "Name",
        value=chosen.name,
        max_chars=SETTINGS.max_name,
        key=key,
        width=240,
        on_change=_rename,
        args=(token, key),
    )
    st.button(
        "Delete",
        key="delete_kept",
        icon=":material/delete:",
        on_click=state.unpin,
        args=(token,),
    )


def _rename(token: str, key: str) -> None:
    state.rename(token, state.get(key, ""))


def _loose(chosen: Entry) -> None:
    """A run that is there only as long as the page has it."""
    token = chosen.kept.run.token
    st.button(
        "Pin",
        key="pin_kept",
        icon=":material/keep:",
        type="primary",
        help=say.PIN_HELP,
        on_click=pin,
        args=(token,),
    )
    if not chosen.kept.present:
        st.button(
            "Delete", key="delete_branch", on_click=state.delete_run, args=(token,)
        )


def _undo() -> None:
    removed = state.seat().removed
    if removed is not None:
        st.button(
            f"Undo: bring back “{removed[1].name}”",
            key="undo_delete",
            icon=":material/undo:",
            on_click=_bring_back,
            args=(removed[1].run.token,),
        )


def _bring_back(token: str) -> None:
    state.put_back()
    state.put(CHOSEN, token)


def undo_alone() -> None:
    """The way back when nothing else is left to manage."""
    _undo()


def _files(entries: Sequence[Entry]) -> None:
    compared = [e.kept.run for e in entries]
    told = [(e.name, e.kept.pinned, e.kept.present) for e in entries]

    def again(*runs: Run) -> list[Entry]:
        kept = (Kept(run, *about) for run, about in zip(runs, told, strict=True))
        return [found for k in kept if (found := comparison.entry(k)) is not None]

    page = (st.context.url or "").split("?")[0].rsplit("/", 1)[0] + "/"
    with st.popover("Export", icon=":material/download:", key="export_kept"):
        st.download_button(
            "Curves as CSV",
            state.file_of(lambda *runs: curves_csv(again(*runs)).encode(), *compared),
            "layerwise-curves.csv",
            "text/csv",
            help=say.CURVES_HELP,
            on_click="ignore",
        )
        st.download_button(
            "Settings as JSON",
            state.file_of(
                lambda *r: settings_json(again(*r), page).encode(), *compared
            ),
            "layerwise-settings.json",
            "application/json",
            help=say.SETTINGS_HELP,
            on_click="ignore",
        )
