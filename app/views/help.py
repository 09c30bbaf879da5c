"""The Help page: keys, panels and words."""

import streamlit as st

from app import handbook, keys, state
from app.settings import SETTINGS


def main() -> None:
    """Draw the page."""
    st.header("Help", anchor=False)
    panels, others = st.columns([3, 2], gap="large")
    with panels:
        _panels()
    with others:
        _keys()
        _class()
    _glossary()
    st.subheader("What is kept", anchor=False)
    st.markdown(handbook.PRIVACY.format(minutes=SETTINGS.idle_run_s / 60))
    if state.autosave().on:
        st.markdown(handbook.SAVED.format(hours=SETTINGS.saved_h))


def _keys() -> None:
    st.subheader("Keys", anchor=False)
    tables = {"Train": keys.table(), "One step": keys.paper_table()}
    for head, table in tables.items():
        rows = [f"| **{key}** | {does} |" for key, does in table.items()]
        st.markdown("\n".join([f"| {head} | what it does |", "| --- | --- |", *rows]))


def _panels() -> None:
    st.subheader("What you see", anchor=False)
    for panel in handbook.PANELS:
        st.markdown(
            f"**{panel.title}.** {panel.shows}\n"
            f"- Good: {panel.good}\n"
            f"- Bad: {panel.bad}"
        )


def _class() -> None:
    st.subheader("In class", anchor=False)
    st.markdown(handbook.CLASS)
    address = (st.context.url or "").removesuffix("help")
    st.code(
        handbook.FRAME.format(address=f"{address}?"), language=None, wrap_lines=True
    )


def _glossary() -> None:
    st.subheader("Words", anchor=False)
    entries = [f"**{word}**: {meaning}" for word, meaning in handbook.GLOSSARY.items()]
    half = (len(entries) + 1) // 2
    for column, shown in zip(
        st.columns(2, gap="large"), (entries[:half], entries[half:]), strict=True
    ):
        column.markdown("\n\n".join(shown))


main()
