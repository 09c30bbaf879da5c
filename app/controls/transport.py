"""The bar that plays, pauses, steps and resets the run."""

import streamlit as st

from app import state
from app.controls.branches import branches
from app.controls.shown import panel_shown, setting_shown
from app.controls.speed import speed
from app.controls.view import view
from app.entries import DataChoice
from app.experiment import Data, Experiment
from app.keys import BUTTONS
from app.run_records import Status
from app.runs import Run
from app.theme import Theme
from dnn_core import TrainConfig

STEPS = (1, 10, 100)
FEW_STEPS = (1, 100)


def transport(
    run: Run, fresh: Experiment, status: Status, theme: Theme, *, few: bool
) -> None:
    """Draw the bar for a run in a status; callbacks act before the next draw.

    few : only the buttons that a class or an embedding page needs.
    """
    with run.turn() as session:
        iteration = session.iteration
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xsmall", key="transport"
    ):
        _reset(fresh)
        if not few and setting_shown("seed"):
            _other_weights(fresh)
        _back(disabled=iteration == 0 and not status.active)
        _play_or_pause(status)
        for n in FEW_STEPS if few else STEPS:
            _step(n, status)
        st.button(
            "End",
            key="to_end",
            help=BUTTONS["to_end"].does,
            shortcut=BUTTONS["to_end"].key,
            disabled=status.finished and not status.behind,
            on_click=_to_the_end,
        )
        speed()
        if not few and panel_shown("branch"):
            branches(run, theme)
        view()
    problem = state.no_room()
    if problem:
        st.warning(problem, icon=":material/memory:")


def _reset(fresh: Experiment) -> None:
    st.button(
        "Reset",
        help=BUTTONS["reset"].does,
        key="reset",
        shortcut=BUTTONS["reset"].key,
        on_click=_start_over,
        args=fresh,
    )


def _other_weights(fresh: Experiment) -> None:
    st.button(
        "New seed",
        help=BUTTONS["new_seed"].does,
        key="new_seed",
        shortcut=BUTTONS["new_seed"].key,
        on_click=_new_seed,
        args=fresh,
    )


def _new_seed(config: TrainConfig, data: Data, choice: DataChoice) -> None:
    changed = config.replace(seed=config.seed % 10_000 + 1)
    state.put("seed", changed.seed)
    _start_over(changed, data, choice)


def _start_over(config: TrainConfig, data: Data, choice: DataChoice) -> None:
    state.start_over(config, data, choice)
    st.rerun()  # the whole page: what stands beside the bar may change too


def _to_the_end() -> None:
    state.to_the_end()
    st.rerun()


def _back(*, disabled: bool) -> None:
    st.button(
        "−1",
        key="back",
        help=BUTTONS["back"].does,
        shortcut=BUTTONS["back"].key,
        disabled=disabled,
        on_click=_go,
        args=(-1,),
    )


def _play_or_pause(status: Status) -> None:
    """One button that changes: two, one going and one coming, would break the row."""
    if status.active or status.replaying:
        label, icon = "Pause", "pause"
    elif status.behind or status.finished:
        label, icon = "Replay", "replay"
    else:
        label, icon = "Play", "play_arrow"
    st.button(
        label,
        icon=f":material/{icon}:",
        type="primary",
        key="play",
        shortcut=BUTTONS["play"].key,
        width=108,
        on_click=_press_play,
    )


def _press_play() -> None:
    state.press_play()
    state.draw_again()


def _step(n: int, status: Status) -> None:
    """Forward: through what is there already, then by training."""
    name, s = f"step_{n}", "s" if n > 1 else ""
    train, show = f"Do {n} iteration{s}, then pause.", f"Show the iteration {n} later."
    st.button(
        f"+{n}",
        key=name,
        help=show if status.behind else train,
        shortcut=BUTTONS[name].key,
        disabled=status.finished and not status.behind,
        on_click=_go,
        args=(n,),
    )


def _go(n: int) -> None:
    state.step(n)
    state.draw_again(brief=True)
