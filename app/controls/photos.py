"""The course's photos where they are not here yet: a button that fetches them."""

import streamlit as st

from app import state, text
from app.downloads import Download
from app.settings import SETTINGS
from dnn_core.data import missing_photos


def photos_here() -> bool:
    """Whether the photos can be loaded; until then a button, and how far it is."""
    download = state.seat().download
    running = download is not None and download.running  # before looking for the files
    if not missing_photos():
        return True
    st.caption(text.PHOTOS_MISSING)
    if download is not None and running:
        st.fragment(_progress, run_every=SETTINGS.progress_s)(download)
        return False
    st.button(
        "Fetch the photos",
        key="fetch_photos",
        icon=":material/download:",
        on_click=state.fetch_photos,
    )
    if download is not None and download.problem:
        st.error(download.problem, icon=":material/error:")
    return False


def _progress(download: Download) -> None:
    """Updates by itself; at the end the whole page redraws."""
    done, total = download.done, download.total
    if total:
        said = text.FETCHING.format(done=done / 1e6, total=total / 1e6)
        st.progress(done / total, text=said)
    if not download.running:
        st.rerun()
