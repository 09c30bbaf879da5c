"""The Predict page: a picture in, a probability out, and how much to trust it."""

import streamlit as st

from app import asked, controls, state, text
from app.answer import Answer, answer, side
from app.asked import Asked
from app.images import SHAPE, ImageError, Picture, read_picture
from app.pictures import as_url, enlarged
from app.reasons import Reason, reasons
from app.settings import SETTINGS
from app.text import why as say

NARROW = 120  # pixels of a picture on a phone: two stand side by side


def main() -> None:
    """Draw the page."""
    st.header(text.PREDICT_TITLE, anchor=False)
    st.markdown(text.PREDICT_INTRO)
    question, reply = st.columns([4, 7], gap="large")
    with question:
        network = controls.network_choice()
        if network == text.PHOTO_NETWORK:
            st.caption(text.PHOTO_NETWORK_NOTE)
        controls.picture_source()
    with reply:
        target = st.container()
        replied = _reply(network)
    with target:
        _target(replied, network)
    if replied is not None:
        _why(*replied)


def _reply(network: str) -> tuple[Picture, Asked] | None:
    """The answer, and what it was an answer to; None if something is missing."""
    data = state.seat().picture
    if not data:
        st.info(
            text.PREDICT_EMPTY.format(most=SETTINGS.max_upload_mb),
            icon=":material/image:",
        )
        controls.examples()
        return None
    try:
        picture = read_picture(data)
    except ImageError as error:
        state.refused("picture", len(data), error)
        st.error(str(error), icon=":material/error:")
        controls.remove_picture()
        return None
    witness = _ask(network)
    if witness is None:
        return None
    said = answer(witness, picture)
    _show(picture, witness, said)
    return None if said.probability is None else (picture, witness)


def _target(replied: tuple[Picture, Asked] | None, network: str) -> None:
    """How far it is to the target of a lesson about this page's ready network."""
    probability = None
    if replied is not None and network == text.PHOTO_NETWORK:
        picture, witness = replied
        probability = answer(witness, picture).probability
    if replied is None or probability is None:
        controls.picture_target()
    else:
        controls.picture_target(*side(probability, replied[1].class_names))


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
    pictures, words = st.columns([6, 5], gap="medium")
    with pictures:
        side_by_side = st.grid(2, min_column_width=NARROW)
    with side_by_side.cell():
        st.markdown("**Your picture**")
        st.image(picture.original, width="stretch", alt=text.PICTURE_ALT)
        if state.seat().picture_title != text.OWN_PICTURE:
            st.caption(state.seat().picture_title)
        controls.remove_picture()
    with side_by_side.cell():
        st.markdown("**The network sees**")
        seen = as_url(enlarged(picture.seen))
        st.image(seen, width="stretch", alt=text.SEEN_ALT)
        st.caption("64 × 64 pixels")
    with words:
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


def _why(picture: Picture, network: Asked) -> None:
    """The reasons, worked out only while somebody looks at them."""
    section = st.expander(say.WHY, key="why", on_change="rerun")
    if not section.open:
        return
    with section:
        negative, positive = network.class_names
        st.markdown(say.WHY_ABOUT.format(positive=positive, negative=negative))
        if network.warning:
            st.caption(say.WHY_DRAWN)
        first, second, *others = reasons(network, picture, state.theme())
        for place, reason in zip(st.columns(2), (first, second), strict=True):
            with place:
                _reason(reason)
        for reason in others:
            _reason(reason)


def _reason(reason: Reason) -> None:
    st.markdown(f"**{reason.title}**")
    st.caption(reason.about)
    if reason.tiles:
        n = len(reason.tiles)
        grid = st.grid(n, min_column_width=NARROW, width=n * reason.width)
        for tile in reason.tiles:
            with grid.cell():
                st.image(as_url(tile.pixels), width="stretch", alt=tile.alt)
                st.caption(tile.caption)
    if reason.scale:
        st.html(reason.scale)
    if reason.says:
        st.markdown(reason.says)


main()
