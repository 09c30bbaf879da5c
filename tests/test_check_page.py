"""The Check page without a browser: where it runs code, and what it shows of it."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app import state, verdicts
from app.theme import THEMES
from dnn_core.check import template
from tests.check_files import judged, with_a_mistake

PAGE = str(Path(__file__).parent.parent / "app" / "views" / "check.py")
SLOW_S = 30


def listen_at(monkeypatch, address, allow="1", host="localhost"):
    """A server that listens at this address, and a page opened at this host."""
    monkeypatch.setattr("app.state.server.page_host", lambda: host)
    option = st.get_option
    monkeypatch.setattr(
        st,
        "get_option",
        lambda key: address if key == "server.address" else option(key),
    )
    monkeypatch.setenv("LAYERWISE_ALLOW_CODE", allow)


@pytest.mark.parametrize(
    ("address", "allow", "host", "allowed"),
    [
        ("localhost", "1", "localhost", True),
        ("127.0.0.1", "1", "127.0.0.1", True),
        ("::1", "1", "::1", True),
        ("localhost", "", "localhost", False),
        ("localhost", "0", "localhost", False),
        (None, "1", "localhost", False),
        ("0.0.0.0", "1", "localhost", False),
        ("192.168.1.5", "1", "192.168.1.5", False),
        ("localhost.example.org", "1", "localhost", False),
        ("localhost", "1", "class.example.org", False),  # through a proxy
        ("localhost", "1", None, False),
    ],
)
def test_code_runs_on_the_own_computer_only(monkeypatch, address, allow, host, allowed):
    listen_at(monkeypatch, address, allow, host)
    assert state.code_allowed() is allowed


def test_elsewhere_the_page_says_how_to_do_it_at_home():
    page = AppTest.from_file(PAGE).run(timeout=SLOW_S)
    assert not page.exception
    assert "python -m dnn_core check my_functions.py" in [c.value for c in page.code]
    assert not page.button
    assert len(page.get("download_button")) == 1
    assert not page.get("bidi_component")


def test_what_is_written_is_run_and_judged(monkeypatch):
    listen_at(monkeypatch, "localhost")
    page = AppTest.from_file(PAGE).run(timeout=SLOW_S)
    page.selectbox(key="check_function").set_value("relu").run(timeout=SLOW_S)
    seat = page.session_state["_seat"]
    assert seat.codes["relu"] == template("relu")
    seat.codes["relu"] = "import numpy as np\ndef relu(Z):\n    return abs(Z), Z\n"
    page.button(key="run_check").click().run(timeout=SLOW_S)
    assert not page.exception
    (shown,) = [element.proto.body for element in page.get("html")]
    assert "what you get with the absolute value" in shown
    assert "0 of 1 right" in shown
    page.selectbox(key="check_function").set_value("sigmoid").run(timeout=SLOW_S)
    assert not page.get("html")  # that was about relu


@pytest.mark.parametrize("theme", THEMES)
def test_the_students_words_are_never_markup(theme):
    hostile = "def relu(Z):\n    raise ValueError('<img src=x onerror=alert(1)>`<b>`')"
    report = judged(hostile)
    table = verdicts.verdict_table(report, theme)
    assert "<img" not in table
    assert "<b>`" not in table
    assert "&lt;img" in table
    assert "<script" not in verdicts.problem("`<script>`", theme)


def test_every_verdict_has_a_mark_and_a_word():
    source = with_a_mistake("linear_forward", "np.dot(W, A) + b", "W @ A")
    source = source.replace("    cost = np.squeeze(cost)\n", "    cost = None\n")
    table = verdicts.verdict_table(judged(source), "light")
    for verdict, word in (
        ("right", "right"),
        ("wrong", "wrong"),
        ("follow-up", "follow-up error"),
        ("to do", "to do"),
    ):
        assert f'data-verdict="{verdict}"' in table
        assert f'aria-label="{word}"' in table
    assert "expected" in table
    assert "yours" in table
