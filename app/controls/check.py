"""Where a student's functions come from: written here, or a file."""

import streamlit as st

from app import state
from app.live import code_editor
from app.state import Code
from app.text import check as say
from dnn_core.check import FUNCTIONS, read_bytes, template

WRITE, FILE = "Write", "File"
FIRST = "linear_forward"
NAME = "my_functions.py"
MB = 2  # of a file
MOST = 100_000  # characters that are written here


def student_code() -> Code | None:
    """What is to be checked; None without any.

    What is wrong with a file is said beside it.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = st.segmented_control(
            "Your code",
            [WRITE, FILE],
            default=WRITE,
            required=True,
            key="check_source",
            persist_state="session",
        )
        function = _function() if source == WRITE else ""
    return _written(function) if function else _file()


def _function() -> str:
    return st.selectbox(
        "Function",
        FUNCTIONS,
        index=FUNCTIONS.index(FIRST),
        key="check_function",
        help=say.FUNCTION_HELP,
        width=300,
        persist_state="session",
    )


def _written(function: str) -> Code:
    codes = state.seat().codes
    known = codes.get(function, template(function))
    written = code_editor(known, label=say.CODE, most=MOST, key=f"code_{function}")
    code = known if written is None else written
    codes[function] = code
    st.caption(say.CODE_HELP)
    return Code(read_bytes(codes[function].encode(), NAME), (function,))


def _file() -> Code | None:
    file = st.file_uploader(
        "A .py file or a notebook",
        type=["py", "ipynb"],
        max_upload_size=MB,
        key="check_file",
        help=say.FILE_HELP,
    )
    if file is None:
        return None
    try:
        return Code(read_bytes(file.getvalue(), file.name))
    except ValueError as error:
        st.error(str(error), icon=":material/error:")
        return None


def template_download() -> None:
    """A file to fill in."""
    st.download_button(
        "Download my_functions.py",
        template(),
        NAME,
        "text/x-python",
        icon=":material/download:",
        key="template",
        on_click="ignore",
    )


def run_button(ready: bool) -> bool:
    """Whether it was pressed just now."""
    return st.button(
        "Run",
        icon=":material/play_arrow:",
        key="run_check",
        type="primary",
        disabled=not ready or not state.code_allowed(),
    )
