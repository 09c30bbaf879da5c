"""Widgets -> choices: the only file with labels, ranges and help texts of settings."""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from app import entries, state, text
from app.entries import UPLOADED, DataChoice
from app.settings import SETTINGS
from dnn_core import ACTIVATIONS, INITIALIZATIONS, TrainConfig
from dnn_core.config import OPTIMIZER_NAMES
from dnn_core.data import PLANAR, DataError, dataset_names, load_h5

T = TypeVar("T")

TITLES = {
    "silhouettes": "Cat silhouettes",
    "photos": "Course photos",
    "moons": "Moons",
    "circles": "Circles",
    "spirals": "Spirals",
    "xor": "XOR",
    "blobs": "Gaussian blobs",
    "flower": "Flower (course, week 3)",
    UPLOADED: "Your HDF5 files …",
}
INITIALIZATION_TITLES = {
    "0.01": "0.01 (course, part 1)",
    "1/sqrt(n)": "1/√n (course, part 2)",
    "he": "He, √(2/n)",
    "zeros": "zeros",
    "too large": "too large, × 10",
}
RATES = (*(a * 10.0**b for b in range(-4, 1) for a in (1, 2, 5)), 10.0)
SPEEDS: dict[str, float | None] = {
    "1 it/s": 1.0,
    "5 it/s": 5.0,
    "20 it/s": 20.0,
    "50 it/s": 50.0,
    "200 it/s": 200.0,
    "1,000 it/s": 1000.0,
    "max": None,
}
IMAGE_DEFAULTS = TrainConfig()
PLANAR_DEFAULTS = TrainConfig(
    layer_dims=(2, 8, 4, 1), learning_rate=0.3, num_iterations=5000
)


def _defaults(name: str) -> TrainConfig:
    return PLANAR_DEFAULTS if name in PLANAR else IMAGE_DEFAULTS


def show(config: TrainConfig, choice: DataChoice) -> None:
    """Set every widget to these settings; before they are drawn, or in a callback."""
    state.put("data", choice.name)
    state.put("planar_m", choice.m)
    state.put("planar_noise", choice.noise)
    state.put("planar_seed", choice.seed)
    state.put("hidden", ", ".join(str(n) for n in config.layer_dims[1:-1]))
    state.put("learning_rate", f"{config.learning_rate:g}")
    state.put("rate_slider", config.learning_rate)
    state.put("num_iterations", config.num_iterations)
    state.put("initialization", config.initialization)
    state.put("activation", config.activation)
    state.put("optimizer", config.optimizer)
    state.put("l2", config.l2)
    state.put("batch_size", config.batch_size or 0)
    state.put("seed", config.seed)


def first_visit() -> None:
    """Fill the widgets once, with the default experiment."""
    if state.get("data") is None:
        show(IMAGE_DEFAULTS, DataChoice("silhouettes"))


def _suggest() -> None:
    """Another data set brings the settings that suit it."""
    name = state.get("data")
    was_planar = state.get("_planar", False)
    if was_planar != (name in PLANAR):
        show(_defaults(name), DataChoice(name))
    state.put("_planar", name in PLANAR)


def data_choice() -> DataChoice:
    """Which data; for planar sets also how many points, how noisy, which draw."""
    name = st.selectbox(
        "Data",
        [*dataset_names(), UPLOADED],
        format_func=lambda name: TITLES[name],
        key="data",
        on_change=_suggest,
        persist_state="session",
    )
    if name not in PLANAR:
        return DataChoice(name)
    with st.container(horizontal=True):
        m = st.number_input(
            "Examples", 20, 2000, step=20, key="planar_m", persist_state="session"
        )
        noise = st.number_input(
            "Noise",
            0.0,
            1.0,
            step=0.05,
            format="%.2f",
            key="planar_noise",
            persist_state="session",
        )
        seed = st.number_input(
            "Draw", 0, 10_000, step=1, key="planar_seed", persist_state="session"
        )
    return DataChoice(name, int(m), round(float(noise), 4), int(seed))


def upload() -> None:
    """Two places for HDF5 files; what is read becomes this tab's uploaded data."""
    options: dict[str, Any] = {
        "type": ["h5", "hdf5"],
        "max_upload_size": SETTINGS.max_data_mb,
    }
    train = st.file_uploader(
        "Training file", **options, key="upload_train", help=text.UPLOAD_HELP
    )
    test = st.file_uploader("Test file (optional)", **options, key="upload_test")
    if train is None:
        if state.seat().uploaded is None:
            st.info(text.UPLOAD_EMPTY, icon=":material/upload_file:")
        return
    files = [file.getvalue() for file in (train, test) if file is not None]
    digest = hashlib.sha256(b"|".join(hashlib.sha256(f).digest() for f in files))
    if digest.hexdigest() == state.seat().fingerprint:
        return
    try:
        dataset = load_h5(*files, name=UPLOADED, title="Your pictures")
    except DataError as error:
        st.error(str(error), icon=":material/error:")
        return
    state.keep_upload(digest.hexdigest(), dataset)


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
    learning_rate = _checked(_learning_rate)
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
        advanced = _advanced(dataset.m_train)
    if hidden is None or learning_rate is None:
        return None
    return TrainConfig(
        layer_dims=(dataset.n_x, *hidden, 1),
        learning_rate=learning_rate,
        num_iterations=int(num_iterations),
        **advanced,
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


def _learning_rate() -> float:
    typed = st.text_input(
        "Learning rate α",
        key="learning_rate",
        help=text.LEARNING_RATE_HELP,
        on_change=_slider_follows,
        persist_state="session",
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
    return entries.positive_number(typed, "learning rate", "0.0075")


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


def _advanced(m: int) -> dict[str, Any]:
    keep: dict[str, Any] = {"persist_state": "session"}
    batch = st.number_input(
        "Batch size, 0 for all examples",
        0,
        m,
        step=16,
        key="batch_size",
        help=text.BATCH_HELP,
        **keep,
    )
    return {
        "batch_size": None if batch in (0, m) else int(batch),
        "initialization": st.selectbox(
            "Initialization",
            list(INITIALIZATIONS),
            format_func=lambda name: INITIALIZATION_TITLES[name],
            key="initialization",
            help=text.INITIALIZATION_HELP,
            **keep,
        ),
        "activation": st.selectbox(
            "Hidden activation", list(ACTIVATIONS), key="activation", **keep
        ),
        "optimizer": st.selectbox(
            "Optimizer", list(OPTIMIZER_NAMES), key="optimizer", **keep
        ),
        "l2": float(
            st.number_input(
                "L2 λ",
                0.0,
                1e6,
                step=0.1,
                format="%g",
                key="l2",
                help=text.L2_HELP,
                **keep,
            )
        ),
        "seed": int(
            st.number_input(
                "Seed", 0, 2**32 - 1, step=1, key="seed", help=text.SEED_HELP, **keep
            )
        ),
    }


def speed() -> float | None:
    """The wished speed in iterations a second; None is no limit."""
    chosen = st.selectbox(
        "Speed",
        list(SPEEDS),
        index=list(SPEEDS.values()).index(state.DEFAULT_SPEED),
        key="speed",
        label_visibility="collapsed",
        width=130,
        on_change=lambda: state.set_speed(SPEEDS[state.get("speed")]),
        persist_state="session",
    )
    return SPEEDS[chosen]
