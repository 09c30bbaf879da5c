"""The settings a first lesson does not need."""

from collections.abc import Iterable
from typing import NamedTuple

import streamlit as st

from app import state, text
from app.controls.shown import setting_shown
from dnn_core import ACTIVATIONS, INITIALIZATIONS
from dnn_core.config import OPTIMIZER_NAMES

INITIALIZATION_TITLES = {
    "0.01": "0.01 (course, part 1)",
    "1/sqrt(n)": "1/√n (course, part 2)",
    "he": "He, √(2/n)",
    "zeros": "zeros",
    "too large": "too large, × 10",
}


class Advanced(NamedTuple):
    """Fields of `TrainConfig` by the same names."""

    batch_size: int | None
    initialization: str
    activation: str
    optimizer: str
    l2: float
    seed: int


def advanced_settings(m: int) -> Advanced:
    """The widgets; m is the number of training examples."""
    in_lesson = state.seat().lesson is not None  # which shows few of them anyway
    with st.container() if in_lesson else st.expander("Advanced"):
        return Advanced(
            batch_size=_batch_size(m),
            initialization=_initialization(),
            activation=_one_of("activation", "Hidden activation", ACTIVATIONS),
            optimizer=_one_of("optimizer", "Optimizer", OPTIMIZER_NAMES),
            l2=_l2(),
            seed=_seed(),
        )


def _initialization() -> str:
    if not setting_shown("init"):
        return str(state.get("initialization"))
    return st.selectbox(
        "Initialization",
        list(INITIALIZATIONS),
        format_func=lambda name: INITIALIZATION_TITLES[name],
        key="initialization",
        help=text.INITIALIZATION_HELP,
        persist_state="session",
    )


def _one_of(key: str, label: str, names: Iterable[str]) -> str:
    if not setting_shown(key):
        return str(state.get(key))
    return st.selectbox(label, list(names), key=key, persist_state="session")


def _batch_size(m: int) -> int | None:
    typed = state.get("batch_size")
    if setting_shown("batch"):
        typed = st.number_input(
            "Batch size, 0 for all examples",
            0,
            step=16,
            key="batch_size",
            help=text.BATCH_HELP,
            persist_state="session",
        )
    return None if typed == 0 or typed >= m else int(typed)


def _l2() -> float:
    if not setting_shown("l2"):
        return float(state.get("l2"))
    typed = st.number_input(
        "L2 λ",
        0.0,
        1e6,
        step=0.1,
        format="%g",
        key=state.widget_key("l2"),
        help=text.L2_HELP,
        persist_state="session",
    )
    return float(typed)


def _seed() -> int:
    if not setting_shown("seed"):
        return int(state.get("seed"))
    typed = st.number_input(
        "Seed",
        0,
        2**32 - 1,
        step=1,
        key="seed",
        help=text.SEED_HELP,
        persist_state="session",
    )
    return int(typed)
