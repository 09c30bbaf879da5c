"""The entry of the app: `streamlit run app/main.py`."""

import sys
from pathlib import Path

# Streamlit puts only app/ on the path; imports start at the project's root.
ROOT = str(Path(__file__).parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

import streamlit as st

from app import state, text

ICON = str(Path(__file__).parent / "icon.svg")

st.set_page_config(page_title=text.APP, page_icon=ICON, layout="wide")
st.logo(ICON, size="large")
state.attend()
st.navigation(
    [
        st.Page("views/train.py", title="Train", default=True),
        st.Page("views/predict.py", title="Predict"),
    ],
    position="top",
).run()
