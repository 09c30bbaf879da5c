"""The bar that plays, pauses, steps and resets the run."""

from typing import Any

import streamlit as st

from app import state
from app.controls.speed import speed
from app.entries import DataChoice
from app.experiment import Data, Experiment
from app.runs import Run
from dnn_core import TrainConfig

STEPS = {1: "n", 10: "t", 100: "h"}  # iterations, and the key for them


def transport(run: Run, fresh: Experiment, *, active: bool) -> None:
    """Draw the bar for a run that trains or not; callbacks act before the next draw."""
    with run.turn() as session:
        finished, iteration = session.finished, session.iteration
    with st.container(horizontal=True, vertical_alignment="center", key="transport"):
        _start_over(fresh)
        _play_or_pause(run, active=active, disabled=finished)
        for n, shortcut in STEPS.items():
            until = iteration + n
            tip = f"Do {n} iteration{'s' if n > 1 else ''}, then pause."
            _go(run, f"+{n}", f"step_{n}", tip, shortcut, finished, until)
        tip = "As fast as possible to the last iteration."
        _go(run, "To the end", "to_end", tip, "e", finished, None)
        speed()


def _start_over(fresh: Experiment) -> None:
    st.button(
        "Reset",
        icon=":material/restart_alt:",
        help="Back to iteration 0 with the same seed: the same weights.",
        key="reset",
        shortcut="0",
        on_click=state.start_over,
        args=fresh,
    )
    st.button(
        "New seed",
        icon=":material/casino:",
        help="Back to iteration 0 with other random weights.",
        key="new_seed",
        shortcut="s",
        on_click=_new_seed,
        args=fresh,
    )


def _new_seed(config: TrainConfig, data: Data, choice: DataChoice) -> None:
    changed = config.replace(seed=config.seed % 10_000 + 1)
    state.put("seed", changed.seed)
    state.start_over(changed, data, choice)


def _play_or_pause(run: Run, *, active: bool, disabled: bool) -> None:
    look: dict[str, Any] = {"type": "primary", "shortcut": "p", "width": 110}
    if active:
        st.button(
            "Pause", icon=":material/pause:", key="pause", on_click=run.pause, **look
        )
        return
    st.button(
        "Play",
        icon=":material/play_arrow:",
        key="play",
        disabled=disabled,
        on_click=state.play,
        args=(run,),
        **look,
    )


def _go(
    run: Run,
    label: str,
    key: str,
    tip: str,
    shortcut: str,
    disabled: bool,
    until: int | None,
) -> None:
    st.button(
        label,
        key=key,
        help=tip,
        shortcut=shortcut,
        disabled=disabled,
        on_click=state.play,
        args=(run,),
        kwargs={"until": until, "hurry": True},
    )
