"""One button with everything that can be taken home behind it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app import takehome
from app.runs import Run
from app.text import takehome as say
from dnn_core.export import COURSE_PHOTOS, Pictures

Make = Callable[[Run], bytes]


def take_home(run: Run) -> None:
    """Downloads of the run; a file is made when its button is pressed."""
    place = st.popover(
        "Take home",
        icon=":material/download:",
        help=say.HELP,
        key="take_home",
    )
    if run.origin is None:
        return
    choice = run.origin.choice
    read = takehome.source(run.origin.data.dataset, choice)
    stem = f"layerwise_{choice.name}"
    with place:
        st.markdown(say.CODE)
        with st.container(horizontal=True, gap="small"):
            _button(say.SCRIPT, f"{stem}.py", takehome.run_script, run)
            _button(say.NOTEBOOK, f"{stem}.ipynb", takehome.run_notebook, run)
            if isinstance(read, Pictures) and read != COURSE_PHOTOS:
                _button(say.DATA, read.train, takehome.run_data, run)
        if isinstance(read, Pictures):
            files = " and ".join(dict.fromkeys(name for name in read if name))
            st.caption(say.BESIDE.format(files=files))
        st.markdown(say.FIGURES)
        with st.container(horizontal=True, gap="small"):
            _button(say.TABLE, f"{stem}.csv", takehome.run_table, run)
            _button(say.NETWORK, f"{stem}_network.h5", takehome.run_network, run)
        st.caption(say.CHARTS)


def _button(label: str, file_name: str, make: Make, run: Run) -> None:
    st.download_button(
        label,
        partial(make, run),
        file_name=file_name,
        key=f"take_{file_name}",
        on_click="ignore",
    )
