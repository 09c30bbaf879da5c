"""The entry of the app: `streamlit run app/main.py`."""

import sys
from pathlib import Path

# Streamlit puts only app/ on the path; imports start at the project's root.
ROOT = str(Path(__file__).parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

import streamlit as st
from starlette.middleware import Middleware

try:
    from app.headers import SecurityHeaders
    from app.route import ROUTES
except ValueError as error:  # a limit in the environment: `app.settings` says which
    raise SystemExit(f"Layerwise cannot start.\n{error}") from None

app = st.App("script.py", routes=ROUTES, middleware=[Middleware(SecurityHeaders)])
