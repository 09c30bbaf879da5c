"""Which network, and how it learns: widgets -> TrainConfig."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from app import entries, state, text
from app.controls.advanced import advanced_settings
from app.settings import SETTINGS
from dnn_core import TrainConfig

T = TypeVar("T")
RATES = (*(a * 10.0**b for b in range(-4, 1) for a in (1, 2, 5)), 10.0)


def train_config(data: state.Data) -> TrainConfig | None:
    """All settings as a config; None while one is wrong and says so beside itself."""
    dataset = data.dataset
    hidden = _checked(lambda: _hidden_layers(dataset.n_x))
    why = (
        f"{' × '.join(map(str, dataset.image_shape))} pixels"
        if dataset.image_shape
        else "two coordinates"
    )
    st.caption(
        text.INPUT_FIXED.format(
            n_x=dataset.n_x, why=why, positive=dataset.class_names[1]
        )
    )
    learning_rate = _learning_rate()
    num_iterations = st.number_input(
        "Iterations",
        1,
        SETTINGS.max_iterations,
        step=100,
        key="num_iterations",
        help=text.ITERATIONS_HELP,
        persist_state="session",
    )
    with st.expander("Advanced"):
        advanced = advanced_settings(dataset.m_train)
    if hidden is None or learning_rate is None:
        return None
    return TrainConfig(
        layer_dims=(dataset.n_x, *hidden, 1),
        learning_rate=learning_rate,
        num_iterations=int(num_iterations),
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
    typed = st.text_input(
        "Hidden layers",
        key="hidden",
        placeholder="none: logistic regression",
        help=text.HIDDEN_HELP,
        persist_state="session",
    )
    return entries.hidden_layers(typed, n_x)


def _learning_rate() -> float | None:
    typed = st.text_input(
        "Learning rate α",
        key="learning_rate",
        help=text.LEARNING_RATE_HELP,
        on_change=_slider_follows,
        persist_state="session",
    )
    value = _checked(
        lambda: entries.positive_number(typed, "learning rate", "0.0075")
    )
    st.select_slider(
        "Learning rate on a log scale",
        _rates(),
        key="rate_slider",
        format_func=lambda rate: f"{rate:g}",
        label_visibility="collapsed",
        on_change=lambda: state.put("learning_rate", f"{state.get('rate_slider'):g}"),
        persist_state="session",
    )
    return value


def _rates() -> list[float]:
    """Steps of the slider: 1, 2, 5 in each decade, and the exact value typed."""
    exact = state.get("rate_slider")
    return sorted({round(rate, 12) for rate in RATES} | ({exact} if exact else set()))


def _slider_follows() -> None:
    try:
        typed = state.get("learning_rate", "")
        rate = entries.positive_number(typed, "learning rate", "0.0075")
    except ValueError:
        return  # said beside the field
    state.put("rate_slider", rate)
