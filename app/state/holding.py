"""Keeps Streamlit from holding runs.

What draws a part of a page, or makes the file of a download button, stays with
Streamlit until another tab comes or goes, long after its own tab has gone. A run with
its past must not stay for that, so these know it by a weak reference.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

import streamlit as st

from app.runs import Run

P = ParamSpec("P")
T = TypeVar("T")


def part_of(shown: T, draw: Callable[Concatenate[T, P], None]) -> Callable[P, None]:
    """What draws a part of a page from this; once it is forgotten, the whole page."""
    weak = ref(shown)

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        alive = weak()
        if alive is None:
            st.rerun()
        draw(alive, *args, **kwargs)

    return drawn


def file_of(make: Callable[..., bytes], *runs: Run) -> Callable[[], bytes]:
    """What makes a file of these runs when it is asked for.

    Raises
    ------
    LookupError : when it is called after one of them was forgotten.
    """
    weak = [ref(run) for run in runs]

    def made() -> bytes:
        alive = [run for each in weak if (run := each()) is not None]
        if len(alive) < len(weak):
            raise LookupError("the run of this file is not kept any more")
        return make(*alive)

    return made
