"""The settings a first lesson does not need."""

from typing import NamedTuple

import streamlit as st

from app import state, text
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
    batch_size = _batch_size(m)
    initialization = st.selectbox(
        "Initialization",
        list(INITIALIZATIONS),
        format_func=lambda name: INITIALIZATION_TITLES[name],
        key="initialization",
        help=text.INITIALIZATION_HELP,
        persist_state="session",
    )
    activation = st.selectbox(
        "Hidden activation",
        list(ACTIVATIONS),
        key="activation",
        persist_state="session",
    )
    optimizer = st.selectbox(
        "Optimizer", list(OPTIMIZER_NAMES), key="optimizer", persist_state="session"
    )
    l2 = _l2()
    return Advanced(batch_size, initialization, activation, optimizer, l2, _seed())


def _batch_size(m: int) -> int | None:
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
