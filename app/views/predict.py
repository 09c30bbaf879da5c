"""The Predict page: a picture in, a probability out, and how much to trust it."""

import streamlit as st

from app import asked, controls, state, text
from app.answer import Answer, answer
from app.asked import Asked
from app.images import SHAPE, ImageError, Picture, read_picture
from app.pictures import as_url, enlarged


def main() -> None:
    """Draw the page."""
    st.header(text.PREDICT_TITLE, anchor=False)
    st.markdown(text.PREDICT_INTRO)
    question, reply = st.columns([4, 9], gap="large")
    with question:
        network = st.segmented_control(
            "Ask the",
            [text.PHOTO_NETWORK, text.TRAIN_NETWORK],
            default=text.PHOTO_NETWORK,
            required=True,
            key="predict_network",
            persist_state="session",
        )
        if network == text.PHOTO_NETWORK:
            st.caption(text.PHOTO_NETWORK_NOTE)
        controls.picture_source()
    with reply:
        _reply(str(network))


def _reply(network: str) -> None:
    data = state.seat().picture
    if not data:
        st.info(text.PREDICT_EMPTY, icon=":material/image:")
        controls.examples()
        return
    try:
        picture = read_picture(data)
    except ImageError as error:
        st.error(str(error), icon=":material/error:")
        controls.remove_picture()
        return
    witness = _ask(network)
    if witness is not None:
        _show(picture, witness, answer(witness, picture))


def _ask(network: str) -> Asked | None:
    """The network, or None and a sentence on the page."""
    if network == text.PHOTO_NETWORK:
        return asked.photo_network(state.photo_network(), state.photos())
    run = state.run()
    if run is None or run.origin is None:
        st.info(text.NO_RUN, icon=":material/info:")
        return None
    dataset = run.origin.data.dataset
    if dataset.image_shape != SHAPE:
        st.info(text.PLANE_NETWORK, icon=":material/info:")
        return None
    return asked.network_of(run, dataset)


def _show(picture: Picture, network: Asked, said: Answer) -> None:
    left, middle, right = st.columns([3, 3, 5], gap="medium")
    with left:
        st.markdown("**Your picture**")
        st.image(picture.original, width="stretch", alt=text.PICTURE_ALT)
        if state.seat().picture_title != text.OWN_PICTURE:
            st.caption(state.seat().picture_title)
        controls.remove_picture()
    with middle:
        st.markdown("**What the network sees**")
        st.image(as_url(enlarged(picture.seen)), width="stretch", alt=text.SEEN_ALT)
        st.caption("64 × 64 pixels")
    with right:
        if said.probability is None:
            st.error(said.verdict, icon=":material/error:")
            return
        st.subheader(said.verdict, anchor=False)
        percent = f"{said.probability:.1%}"
        st.progress(said.probability, text=f"probability of a cat: **{percent}**")
        if network.warning:
            st.warning(network.warning, icon=":material/warning:")
        st.markdown(network.trust)
        for note in picture.notes:
            st.caption(note)


main()
