"""The entry of the app: `streamlit run app/main.py`."""

import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

# Streamlit puts only app/ on the path; imports start at the project's root.
ROOT = str(Path(__file__).parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

st.secrets.load_if_toml_exists()  # which puts them into the environment
try:
    from app import closed_tabs, log, pickup, state, tab_session

    log.start(log.kind_of(os.environ))
    from app.freeing import begin_clean, stay_small
    from app.gate import MessageGate
    from app.headers import SecurityHeaders
    from app.route import routes
    from app.settings import SETTINGS, changed
    from app.uploads import KeepNewestFiles
except ValueError as error:  # a limit in the environment: `app.settings` says which
    raise SystemExit(f"Layerwise cannot start.\n{error}") from None


@asynccontextmanager
async def _served(_: st.App) -> AsyncGenerator[None]:
    """From before the first visitor to after the last, when what is new is saved."""
    begin_clean()
    log.adopt()
    log.event("server started", **changed(SETTINGS))
    yield
    state.autosave().close()
    log.event("server stopped")


def _uploaded_files() -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)


stay_small()  # before files are served, by many threads
tab_session.install()
pickup.install()
closed_tabs.install()
app = st.App(
    "script.py",
    lifespan=_served,
    routes=routes(st.get_option("server.baseUrlPath")),
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(MessageGate),
        Middleware(
            KeepNewestFiles,
            storage=_uploaded_files,
            most_bytes=SETTINGS.max_files_mb * 1_000_000,
        ),
    ],
)
