"""What a sweep tries: widgets -> Sweep, and the buttons that run and open it."""

import streamlit as st

from app import ranges, state
from app.controls.advanced import INITIALIZATION_TITLES
from app.controls.experiment import show
from app.experiment import Origin, Setup
from app.settings import SETTINGS
from app.sweeps import Forecast, Job
from app.text import sweep as say
from dnn_core import ACTIVATIONS, INITIALIZATIONS, TrainConfig
from dnn_core.sweep import VARIABLES, Axis, Choices, Metric, Sweep

MOST_AXES = 3
LONGEST = 200  # characters of a list
_NAMES: dict[str, tuple[str, ...]] = {
    "initialization": tuple(INITIALIZATIONS),
    "activation": tuple(ACTIVATIONS),
}
_TITLES = INITIALIZATION_TITLES
AROUND = 10.0  # the range of learning rates offered: so many times less, and more
LAYERS = {True: "7; 20, 7; 20, 7, 5", False: "4; 8, 4; 8, 8, 4"}  # of pictures, points


def sweep_plan(config: TrainConfig, *, pictures: bool) -> Sweep | None:
    """What is to be tried; None while something is wrong, which then says so.

    config : the settings that do not vary.
    """
    axes = _axes(config, pictures=pictures)
    draws, draw_seed = _how()
    with st.container(horizontal=True):
        seeds = _count(say.SEEDS, "sweep_seeds", 3, 20, help=say.SEEDS_HELP)
        iterations = _count(
            say.ITERATIONS,
            "sweep_iterations",
            config.num_iterations,
            SETTINGS.max_iterations,
            step=100,
        )
    if axes is None:
        return None
    try:
        return Sweep(
            config.replace(num_iterations=iterations),
            axes,
            tuple(range(1, seeds + 1)),
            draws,
            draw_seed,
        )
    except ValueError as error:
        st.error(str(error), icon=":material/error:")
        return None


def _axes(config: TrainConfig, *, pictures: bool) -> tuple[Axis, ...] | None:
    """What varies, and a field for each with its values."""
    names = st.multiselect(
        say.VARY,
        VARIABLES,
        default=["learning_rate", "layer_dims"],
        max_selections=MOST_AXES,
        format_func=lambda name: say.SETTINGS[name],
        key="sweep_vary",
        help=say.VARY_HELP,
        persist_state="session",
    )
    axes: list[Axis] = []
    for name in names:
        try:
            axes.append(_axis(name, config, pictures=pictures))
        except ValueError as error:
            st.error(str(error), icon=":material/error:")
    if not names:
        st.info(say.NOTHING_VARIES, icon=":material/info:")
    return tuple(axes) if names and len(axes) == len(names) else None


def _how() -> tuple[int | None, int]:
    """How many combinations are drawn, and from which seed; None for all."""
    how = st.segmented_control(
        say.HOW,
        [say.GRID, say.RANDOM],
        default=say.GRID,
        required=True,
        key="sweep_how",
        help=say.HOW_HELP,
        persist_state="session",
    )
    if how == say.GRID:
        return None, 1
    with st.container(horizontal=True):
        draws = _count(say.DRAWS, "sweep_draws", 12, SETTINGS.max_sweep_runs)
        seed = _count(
            say.DRAW_SEED, "sweep_draw_seed", 1, 10_000, help=say.DRAW_SEED_HELP
        )
    return draws, seed


def _count(
    label: str,
    key: str,
    value: int,
    most: int,
    *,
    step: int = 1,
    help: str | None = None,
) -> int:
    typed = st.number_input(
        label,
        1,
        most,
        min(value, most),
        step=step,
        key=key,
        help=help,
        width=136,
        persist_state="session",
    )
    return int(typed)


def _axis(name: str, config: TrainConfig, *, pictures: bool) -> Axis:
    title = say.SETTINGS[name]
    if name in _NAMES:
        chosen = _some_of(title, name)
        with ranges.called(name, title):
            return Choices(name, chosen)
    if name == "layer_dims":
        typed = _line(title, name, LAYERS[pictures], say.LAYERS_HELP)
        return ranges.networks(typed, config.layer_dims[0])
    start = "0, 0.1, 1, 10"
    if name == "learning_rate":
        low, high = config.learning_rate / AROUND, config.learning_rate * AROUND
        start = f"{low:g} to {high:g}, 5 steps, log"
    typed = _line(title, name, start, say.NUMBERS_HELP)
    return ranges.numbers(name, typed, title)


def _some_of(title: str, name: str) -> tuple[str, ...]:
    known = list(_NAMES[name])
    chosen = st.multiselect(
        title,
        known,
        default=known[:3],
        format_func=lambda value: _TITLES.get(str(value), str(value)),
        key=f"sweep_{name}",
        persist_state="session",
    )
    return tuple(str(value) for value in chosen)


def _line(title: str, name: str, start: str, help: str) -> str:
    return st.text_input(
        title,
        start,
        max_chars=LONGEST,
        key=f"sweep_{name}",
        help=help,
        persist_state="session",
    )


def sweep_button(plan: Sweep | None, origin: Origin, forecast: Forecast | None) -> None:
    """Start the sweep; without a forecast it cannot be."""
    st.button(
        say.RUN,
        icon=":material/play_arrow:",
        type="primary",
        key="sweep_run",
        disabled=forecast is None,
        on_click=state.start_sweep,
        args=(plan, origin, forecast),
    )


def cancel_button() -> None:
    """Stop it and keep what is there."""
    st.button(
        say.CANCEL,
        icon=":material/close:",
        key="sweep_cancel",
        on_click=state.cancel_sweep,
    )


def judged_by(offered: list[Metric]) -> Metric:
    """What makes a run good."""
    return st.segmented_control(
        say.JUDGED_BY,
        offered,
        default=offered[0],
        required=True,
        format_func=lambda metric: say.METRICS[metric],
        key=f"sweep_metric_{len(offered)}",
        persist_state="session",
    )


def open_button(label: str, key: str, config: TrainConfig | None, job: Job) -> None:
    """Take a run to the Train page, at its start."""
    if st.button(label, key=key, disabled=config is None, help=say.OPEN_HELP):
        assert config is not None
        data, choice = job.origin
        show(Setup(config, choice, state.seat().speed))
        state.start_over(config, data, choice)
        st.switch_page("views/train.py")
