"""What the page's own components send back: wishes, tokens, what was written.

Each is JSON that Streamlit has read; a page of a stranger's making may send any.
"""

import json
import logging
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import streamlit as st

from app import feed, state
from app.autosave import Autosave
from app.controls import bring_back, choose_pane, find_again
from app.controls.check import MOST, NAME
from app.live.panel import written_code
from app.registry import Registry
from app.runs import Run
from app.state.tab import Seat
from dnn_core.check import read_bytes
from tests.fuzz.entrance import Entrance
from tests.fuzz.values import in_json
from tests.saved_runs import a_run, autosave, step

NEWEST: Final = 20
# No script runs here, and of that Streamlit would warn with every input.
CONTEXT: Final = "streamlit.runtime.scriptrunner_utils.script_run_context"
logging.getLogger(CONTEXT).setLevel(logging.ERROR)


class NoJson(Exception):
    """Streamlit does not hand such a message on."""


@cache
def _run() -> Run:
    run = a_run()
    step(run, NEWEST)
    state.registry().add(run)
    return run


@cache
def _saves() -> Autosave:
    folder = Path(tempfile.mkdtemp())
    return autosave(folder, Registry(idle_s=60, most=9))


def sound() -> list[bytes]:
    """Messages of the panel, of the tab's memory and of the editor."""
    _run()
    found = {"run": "A" * 22, "place": "B" * 22}
    messages: list[dict[str, Any]] = [
        {"seek": 5, "pane": "space 2 0 0 0 0"},
        {"seek": 1e9, "pane": "network 0 0 0 0 0"},
        {"found": found, "back": 1},
        {"code": "def sigmoid(Z):\n    return 1 / Z\n"},
    ]
    return [json.dumps(message).encode() for message in messages]


def enter(data: bytes) -> Sequence[str]:
    """As the pages take them."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise NoJson("No JSON.") from None
    told = told if isinstance(told, dict) else {}
    run = _run()
    kept = {"_seat": Seat(token=run.token), state.TAB: told}
    with patch.object(st, "session_state", kept):
        state.seek(told.get("seek"))
        choose_pane(told.get("pane"))
        pane, token = state.seat().pane, state.remembered("run")
        if "found" in told:
            find_again()
            bring_back()
    with run.turn() as session:
        shown = run.shown(session)
    assert shown is None or 0 <= shown < NEWEST
    if "seek" in told:
        assert run.origin is not None
        feed.payload(run, run.origin.data.dataset, pane=pane)
    _saves().find(token)
    code = written_code(told.get("code"), MOST)
    read_bytes((code or "").encode(), NAME)
    return ()


PANEL = Entrance("panel", sound, enter, (NoJson,), in_json)
