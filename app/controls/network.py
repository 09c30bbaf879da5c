"""Which network, and how it learns: widgets -> TrainConfig."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from app import entries, state, text
from app.controls.advanced import advanced_settings
from app.controls.shown import setting_shown
from app.experiment import Data
from app.settings import SETTINGS
from dnn_core import TrainConfig

T = TypeVar("T")
# 1, 2, 3, 5 in every decade, and the course's own 0.0075
RATES = sorted({a * 10.0**b for b in range(-4, 1) for a in (1, 2, 3, 5)} | {0.0075})


def train_config(data: Data) -> TrainConfig | None:
    """All settings as a config; None while one is wrong and says so beside itself."""
    dataset = data.dataset
    hidden = _checked(lambda: _hidden_layers(dataset.n_x))
    if dataset.image_shape:
        why = f"{' × '.join(map(str, dataset.image_shape))} pixels"
    else:
        why = "two coordinates" if dataset.n_x == 2 else f"{dataset.n_x} columns"
    if setting_shown("layers"):
        st.caption(
            text.INPUT_FIXED.format(
                n_x=dataset.n_x, why=why, positive=dataset.class_names[1]
            )
        )
    learning_rate = _checked(_learning_rate)
    num_iterations = _num_iterations()
    advanced = advanced_settings(dataset.m_train)
    if hidden is None or learning_rate is None:
        return None
    return TrainConfig(
        layer_dims=(dataset.n_x, *hidden, 1),
        learning_rate=learning_rate,
        num_iterations=num_iterations,
        batch_size=advanced.batch_size,
        initialization=advanced.initialization,
        activation=advanced.activation,
        optimizer=advanced.optimizer,
        l2=advanced.l2,
        seed=advanced.seed,
    )


def _checked(widget: Callable[[], T]) -> T | None:
    """A widget's value, or its complaint right under it."""
    try:
        return widget()
    except ValueError as error:
        st.error(str(error), icon=":material/error:")
        return None


def _hidden_layers(n_x: int) -> tuple[int, ...]:
    if not setting_shown("layers"):
        return entries.hidden_layers(state.get("hidden"), n_x)
    typed = st.text_input(
        "Hidden layers",
        key="hidden",
        placeholder="none: logistic regression",
        help=f"{text.HIDDEN_HELP} {_hidden_limit()}",
        persist_state="session",
    )
    return entries.hidden_layers(typed, n_x)


def _hidden_limit() -> str:
    return text.HIDDEN_LIMIT.format(
        layers=SETTINGS.max_hidden_layers, units=SETTINGS.max_units
    )


def _num_iterations() -> int:
    if not setting_shown("iterations"):
        return int(state.get("num_iterations"))
    limit = text.ITERATIONS_LIMIT.format(most=SETTINGS.max_iterations)
    return int(
        st.number_input(
            "Iterations",
            1,
            SETTINGS.max_iterations,
            step=100,
            key=state.widget_key("num_iterations"),
            help=f"{text.ITERATIONS_HELP} {limit}",
            persist_state="session",
        )
    )


def _learning_rate() -> float:
    """One field for both ways: a log scale to pick from, and any exact value typed.

    A slider beside a field would need each to set the other, and a live page that
    updates meanwhile sends old values back.
    """
    if not setting_shown("alpha"):
        return float(state.get("learning_rate"))
    typed = st.selectbox(
        "Learning rate α",
        [f"{rate:g}" for rate in RATES],
        key=state.widget_key("learning_rate"),
        help=text.LEARNING_RATE_HELP,
        accept_new_options=True,
        persist_state="session",
    )
    return entries.positive_number(typed, "learning rate", "0.0075")
