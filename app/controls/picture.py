"""What is asked about what: a network, and a picture from one of three places."""

import streamlit as st

from app import state, text
from app.examples import Example, to_try
from app.hosts import LOOPBACK, host_of
from app.settings import SETTINGS

UPLOAD, CAMERA, EXAMPLES = "Upload", "Camera", "Examples"
THUMBNAIL = 76  # pixels: four in a row


def network_choice() -> str:
    """Which network is asked: the ready one, or the one of the Train page."""
    if state.get("predict_network") is None:
        state.put("predict_network", text.PHOTO_NETWORK)
    return str(
        st.segmented_control(
            "Ask the",
            [text.PHOTO_NETWORK, text.TRAIN_NETWORK],
            required=True,
            key="predict_network",
            persist_state="session",
        )
    )


def picture_source() -> None:
    """Where the picture comes from, and the place to give it."""
    source = st.segmented_control(
        "Picture",
        [UPLOAD, CAMERA, EXAMPLES],
        default=UPLOAD,
        required=True,
        key="picture_source",
        help=text.PICTURE_PRIVACY,
        persist_state="session",
    )
    with st.container(key="picture"):
        if source == UPLOAD:
            _upload()
        elif source == CAMERA:
            _camera()
        elif state.seat().picture:  # without a picture they stand in its place
            examples()


def examples() -> None:
    """Pictures to ask about with one click."""
    for title, few in to_try(state.picture_sets()).items():
        st.caption(f"{title}: test pictures")
        with st.container(horizontal=True, gap="xsmall"):
            for one in few:
                _example(one)


def _example(one: Example) -> None:
    with st.container(width=THUMBNAIL, gap="xxsmall"):
        st.image(one.url, width=THUMBNAIL, alt="")
        st.button(
            one.name,
            key=f"try {one.title}",
            help=one.title.partition(";")[0],
            width="stretch",
            on_click=state.keep_picture,
            args=(one.file, one.title),
        )


def remove_picture() -> None:
    """A button that forgets the picture."""
    st.button(
        "Remove",
        key="remove_picture",
        icon=":material/delete:",
        on_click=state.keep_picture,
        args=(b"", ""),
    )


def _upload() -> None:
    key = f"upload_{state.seat().pictures}"
    st.file_uploader(
        "A picture file",
        type=["png", "jpg", "jpeg", "webp", "gif", "bmp"],
        max_upload_size=SETTINGS.max_upload_mb,
        key=key,
        label_visibility="collapsed",
        on_change=_take,
        args=(key,),
    )


def _camera() -> None:
    address = st.context.url or ""
    if not camera_allowed(address):
        blocked = text.CAMERA_BLOCKED.format(address=host_of(address) or "http")
        st.info(blocked, icon=":material/no_photography:")
        return
    key = f"camera_{state.seat().pictures}"
    st.camera_input(
        "A picture from the camera",
        key=key,
        label_visibility="collapsed",
        on_change=_take,
        args=(key,),
    )


def camera_allowed(address: str) -> bool:
    """Whether browsers let a page of this address ask for the camera."""
    return not address.startswith("http:") or host_of(address) in LOOPBACK


def _take(key: str) -> None:
    """A file was given or taken back; as a page is left it goes, the picture stays."""
    file = state.get(key)
    place = state.seat()
    place.picture = b"" if file is None else file.getvalue()
    place.picture_title = text.OWN_PICTURE
