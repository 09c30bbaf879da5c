"""A word at the edge of the page: about what happened while nobody was there, and what
a click led to."""

import time

import streamlit as st

from app import state

STAYS_S = 30  # somebody who comes back may not look at once
REPEATED_S = 3.0


def tell() -> None:
    """Say what is to be told, if anything. Once a run of the script.

    Every run says it again for a while: the browser shows a word only a moment after it
    has come, and has forgotten it if the next run ended before without it. What it
    shows already stays as it is.
    """
    told = state.seat().told
    if told is None:
        return
    now = time.monotonic()
    told.until = min(told.until, now + REPEATED_S)
    if now < told.until:
        st.toast(told.words, icon=told.icon, duration=STAYS_S)
    else:
        state.seat().told = None


def answer(words: str, icon: str) -> None:
    """In a callback: what the click led to. It is said when what was clicked on is
    drawn; Streamlit complains about a callback of a part of a page that draws."""
    state.seat().word = state.Told(words, icon)


def say_answer() -> None:
    """Say it, if there is one. Beside whatever may lead to one."""
    word, state.seat().word = state.seat().word, None
    if word is not None:
        st.toast(word.words, icon=word.icon)
