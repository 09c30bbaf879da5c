"""The Predict page: a picture in, a probability out, and how much to trust it."""

import streamlit as st

from app import state, text
from app.answer import Answer, by_photo_network, by_run
from app.images import ImageError, Picture, enlarged, read_picture
from app.settings import SETTINGS

PICTURE_SHAPE = (64, 64, 3)


def main() -> None:
    """Draw the page."""
    st.header(text.PREDICT_TITLE, anchor=False)
    st.markdown(text.PREDICT_INTRO)
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
    _upload()
    data = state.seat().picture
    if not data:
        st.info(text.PREDICT_EMPTY, icon=":material/image:")
        return
    try:
        picture = read_picture(data)
    except ImageError as error:
        st.error(str(error), icon=":material/error:")
        return
    answer = _ask(str(network), picture)
    if answer is not None:
        _show(picture, answer)


def _upload() -> None:
    file = st.file_uploader(
        "Picture",
        type=["png", "jpg", "jpeg", "webp", "gif", "bmp"],
        max_upload_size=SETTINGS.max_upload_mb,
        key="picture",
        help=text.PICTURE_PRIVACY,
    )
    if file is not None:
        state.seat().picture = file.getvalue()


def _ask(network: str, picture: Picture) -> Answer | None:
    """The answer, or None and a sentence on the page."""
    if network == text.PHOTO_NETWORK:
        return by_photo_network(state.photo_network(), picture)
    run = state.run()
    if run is None or run.origin is None:
        st.info(text.NO_RUN, icon=":material/info:")
        return None
    dataset = run.origin.data.dataset
    if dataset.image_shape != PICTURE_SHAPE:
        st.info(text.PLANE_NETWORK, icon=":material/info:")
        return None
    return by_run(run, dataset, picture)


def _show(picture: Picture, answer: Answer) -> None:
    left, middle, right = st.columns([3, 3, 5], gap="medium")
    with left:
        st.markdown("**Your picture**")
        st.image(picture.original, width="stretch")
    with middle:
        st.markdown("**What the network sees**")
        st.image(enlarged(picture.seen), width="stretch")
        st.caption("64 × 64 pixels")
    with right:
        st.subheader(answer.verdict, anchor=False)
        percent = f"{answer.probability:.1%}"
        st.progress(answer.probability, text=f"probability of a cat: **{percent}**")
        if answer.warning:
            st.warning(answer.warning, icon=":material/warning:")
        st.markdown(answer.trust)
        for note in picture.notes:
            st.caption(note)


main()
