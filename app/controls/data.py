"""Which data to train on: built in, drawn from a seed, or one's own."""

import streamlit as st

from app import state, text
from app.controls.experiment import FIRST, show
from app.controls.shown import setting_shown
from app.entries import EXAMPLES_RANGE, NOISE_RANGE, UPLOADED, DataChoice
from app.experiment import IMAGE_DEFAULTS, Setup, defaults
from dnn_core.data import PLANAR

TITLES = {  # the photos too while they are not here: they can be fetched
    "silhouettes": "Cat silhouettes",
    "drawings": "Cat drawings",
    "photos": "Course photos",
    "moons": "Moons",
    "circles": "Circles",
    "spirals": "Spirals",
    "xor": "XOR",
    "blobs": "Gaussian blobs",
    "flower": "Flower (course, week 3)",
    UPLOADED: "Your own data …",
}


def _suggest() -> None:
    """Another kind of data brings the settings that suit it."""
    name = state.get("data")
    if name in TITLES and state.get("_planar", False) != (name in PLANAR):
        show(Setup(defaults(name), DataChoice(name), state.seat().speed))


def data_choice() -> DataChoice:
    """Which data; for planar sets also how many points, how noisy, which draw."""
    if not setting_shown("data"):
        return _chosen()
    name = st.selectbox(
        "Data",
        list(TITLES),
        format_func=lambda name: TITLES[name],
        key="data",
        on_change=_suggest,
        persist_state="session",
    )
    if name not in PLANAR:
        return DataChoice(name)
    with st.container(horizontal=True):
        m = st.number_input(
            "Examples",
            *EXAMPLES_RANGE,
            step=20,
            key="planar_m",
            persist_state="session",
        )
        noise = st.number_input(
            "Noise",
            *NOISE_RANGE,
            step=0.05,
            format="%.2f",
            key="planar_noise",
            persist_state="session",
        )
        seed = st.number_input(
            "Draw", 0, 10_000, step=1, key="planar_seed", persist_state="session"
        )
    return DataChoice(name, int(m), round(float(noise), 4), int(seed))


def _chosen() -> DataChoice:
    """What the widgets would show."""
    name = state.get("data")
    if name not in PLANAR:
        return DataChoice(name)
    drawn = (state.get(f"planar_{key}") for key in ("m", "noise", "seed"))
    return DataChoice(name, *drawn)


def no_data() -> None:
    """What stands in the place of a network that has nothing to learn from."""
    with st.container(border=True):
        st.subheader("Nothing to learn from yet", anchor=False)
        st.markdown(text.NO_DATA)
        st.button(
            "Take the cat silhouettes",
            key="ready_data",
            type="primary",
            on_click=show,
            args=(Setup(IMAGE_DEFAULTS, FIRST),),
        )
