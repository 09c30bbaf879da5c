"""One button with everything that can be taken home behind it, and the way back."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app import state, takehome, workspaces
from app.controls.experiment import show_settings_of
from app.controls.view import put_look
from app.look import Look
from app.runs import Run
from app.text import takehome as say
from dnn_core.export import COURSE_PHOTOS, files_of
from dnn_core.workspace import WorkspaceError

ENDING = "layerwise"
FILE = "workspace_file"


def take_home(run: Run, look: Look) -> None:
    """Downloads of the run, each made when its button is pressed; and a workspace.

    All is drawn at once, open or not: a box that grows later finds no room.
    """
    # without a help text: it would hang over the box for as long as one points at it
    place = st.popover("Take home", icon=":material/download:", key="take_home")
    with place, st.container(gap="xsmall"):
        if run.origin is not None:
            _code(run)
            _figures(run)
            _workspace(run, look)
        _open(run)


def _code(run: Run) -> None:
    assert run.origin is not None
    read = takehome.source(run.origin.data.dataset, run.origin.choice)
    files = files_of(read)
    st.markdown(say.CODE)
    with st.container(horizontal=True, gap="small"):
        _button(say.SCRIPT, "py", takehome.run_script, run)
        _button(say.NOTEBOOK, "ipynb", takehome.run_notebook, run)
        if files and read != COURSE_PHOTOS:
            ending = files[0].rsplit(".", 1)[1]
            _button(say.DATA.format(ending=ending), ending, takehome.run_data, run)
    if files:
        st.caption(say.BESIDE.format(files=" and ".join(files)))


def _figures(run: Run) -> None:
    st.markdown(say.FIGURES)
    with st.container(horizontal=True, gap="small"):
        _button(say.TABLE, "csv", takehome.run_table, run)
        _button(say.NETWORK, "network.h5", takehome.run_network, run)


def _button(label: str, ending: str, make: Callable[[Run], bytes], run: Run) -> None:
    assert run.origin is not None
    st.download_button(
        label,
        state.file_of(make, run),
        file_name=f"layerwise_{run.origin.choice.name}.{ending}",
        key=f"take_{ending}",
        on_click="ignore",
    )


def _workspace(run: Run, look: Look) -> None:
    st.markdown(say.WORKSPACE)
    if not workspaces.fits(run):
        size = workspaces.least_megabytes(run)
        limit = workspaces.ROOM_MB
        st.caption(say.WORKSPACE_TOO_LARGE.format(size=size, limit=limit))
        return
    pane = state.seat().pane
    st.download_button(
        say.WORKSPACE_FILE,
        state.file_of(partial(workspaces.workspace_file, look=look, pane=pane), run),
        file_name=f"layerwise.{ENDING}",
        key="take_workspace",
        help=say.WORKSPACE_HELP,
        on_click="ignore",
    )


def _open(run: Run) -> None:
    place = state.seat()
    file = st.file_uploader(
        say.OPEN_LABEL,
        type=[ENDING],
        max_upload_size=workspaces.MOST_MB,
        key=f"{FILE}_{place.workspaces}",
    )
    if place.refusal:
        st.error(place.refusal, icon=":material/error:")
    if file is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(say.OPEN, key="open_workspace", type="primary", on_click=_opened)
        lost = workspaces.to_lose(run)
        if lost:
            st.markdown(say.REPLACES.format(runs=lost))


def _opened() -> None:
    """In a callback: the runs of the file, and their settings in the widgets."""
    place = state.seat()
    file = state.get(f"{FILE}_{place.workspaces}")
    if file is None:  # pressed twice
        return
    place.refusal = ""
    try:
        run, workspace = state.open_workspace(file.getvalue())
    except WorkspaceError as error:
        state.refused("workspace", file.size, error)
        place.refusal = str(error)
        return
    place.workspaces += 1  # the next file starts with an empty place
    show_settings_of(run)
    put_look(workspaces.look_of(workspace.view))
