"""The settings a first lesson does not need."""

from typing import NamedTuple

import streamlit as st

from app import text
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
    batch = st.number_input(
        "Batch size, 0 for all examples",
        0,
        step=16,
        key="batch_size",
        help=text.BATCH_HELP,
        persist_state="session",
    )
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
    l2 = st.number_input(
        "L2 λ",
        0.0,
        1e6,
        step=0.1,
        format="%g",
        key="l2",
        help=text.L2_HELP,
        persist_state="session",
    )
    seed = st.number_input(
        "Seed",
        0,
        2**32 - 1,
        step=1,
        key="seed",
        help=text.SEED_HELP,
        persist_state="session",
    )
    full = batch == 0 or batch >= m
    return Advanced(
        batch_size=None if full else int(batch),
        initialization=initialization,
        activation=activation,
        optimizer=optimizer,
        l2=float(l2),
        seed=int(seed),
    )
