"""The card of the diagnosis: its words, and what its button does."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from app import state, text
from app.card import card, reasons
from app.settings import SETTINGS
from dnn_core.diagnosis import Finding, Kind

TRAIN = Path(__file__).parent.parent / "app" / "views" / "train.py"
SLOW_S = 30
FINDING = Finding("dead", "Layer 2 is <dead>.", "All 4 are 0.", "layer 2", "Wake them.")


def test_every_kind_has_a_name_and_no_name_is_left_over():
    assert text.FINDINGS.keys() == set(get_args(Kind))


def test_the_card_says_what_is_so_and_what_to_try():
    shown = card(FINDING, "light")
    assert "Dead units.</b> Layer 2 is &lt;dead&gt;. <b>→</b> Wake them." in shown
    assert reasons(FINDING) == "All 4 are 0.\n\nSee layer 2."
    healthy = Finding("healthy", "All is well.", "It falls.")
    assert "→" not in card(healthy, "dark")
    assert reasons(healthy) == "It falls."
    colours = {card(made, "light").split("border-left:3px solid ")[1][:7]
               for made in (FINDING, healthy, Finding("early", "Wait."))}  # fmt: skip
    assert len(colours) == 3


def ailing(**settings):
    """The Train page with a run on the moons that has done 600 iterations."""
    page = AppTest.from_file(str(TRAIN)).run(timeout=SLOW_S)
    page.selectbox(key="data").set_value("moons").run(timeout=SLOW_S)
    for key, value in settings.items():
        setting(page, key).set_value(value).run(timeout=SLOW_S)
    with run_of(page).turn() as session:
        session.step(600)
    page.run(timeout=SLOW_S)
    assert not page.exception
    return page


def run_of(page):
    run = state.registry().get(page.session_state["_seat"].token)
    assert run is not None
    return run


def setting(page, name):
    """A select box on the left; one that was replaced has a new key."""
    version = page.session_state["_seat"].versions.get(name)
    return page.selectbox(key=f"{name}_{version}" if version else name)


def shown(page):
    return next(h.proto.body for h in page.get("html") if "Diagnosis" in h.proto.body)


def test_a_healthy_run_has_no_button():
    page = ailing()
    assert "Healthy." in shown(page)
    assert "remedy" not in [button.key for button in page.button]


def test_what_needs_a_fresh_run_starts_over_with_its_settings_on_the_left():
    page = ailing(initialization="zeros")
    old = run_of(page)
    assert "All 8 units of layer 1 are the same" in shown(page)
    page.button(key="remedy").click().run(timeout=SLOW_S)
    assert not page.exception
    fresh = run_of(page)
    assert fresh is not old
    assert setting(page, "initialization").value == "1/sqrt(n)"
    with fresh.turn() as session:
        assert (session.iteration, session.state) == (0, "ready")
        assert session.config.initialization == "1/sqrt(n)"
    assert "Too early to tell." in shown(page)


def test_what_can_change_live_goes_on_from_here_in_a_branch():
    page = ailing(learning_rate="0.0001")
    old = run_of(page)
    assert "too small" in shown(page)
    page.button(key="remedy").click().run(timeout=SLOW_S)
    twin = run_of(page)
    twin.suspend()
    assert not page.exception
    assert twin is not old
    assert twin.birth is not None
    assert twin.birth.iteration == 600
    with twin.turn() as session:
        assert session.config.learning_rate == 0.3
    assert setting(page, "learning_rate").value == "0.3"


def test_on_a_projector_there_are_few_controls_and_no_card():
    page = AppTest.from_file(str(TRAIN)).run(timeout=SLOW_S)
    page.toggle(key="look_projector").set_value(True).run(timeout=SLOW_S)
    assert not page.exception
    with pytest.raises(StopIteration):
        shown(page)


def test_a_remedy_beyond_the_limits_of_the_server_has_no_button(monkeypatch):
    stuck = Finding(
        "too small a network",
        claim="It is stuck.",
        evidence="It is.",
        remedy="Start over with hidden layers 64.",
        changes={"layer_dims": (2, 64, 1)},
    )
    monkeypatch.setattr("app.feed.finding", lambda *_, **__: stuck)
    page = ailing()
    assert "It is stuck." in shown(page)
    assert "remedy" in [button.key for button in page.button]
    small = replace(SETTINGS, max_units=32)
    monkeypatch.setattr("app.entries.SETTINGS", small)
    page.run(timeout=SLOW_S)
    assert "remedy" not in [button.key for button in page.button]


def test_where_there_can_be_no_branch_the_run_stays_and_it_is_said(monkeypatch):
    page = ailing(learning_rate="0.0001")
    old = run_of(page)
    monkeypatch.setattr("app.state.no_branch", lambda _: "Delete one first.")
    page.button(key="remedy").click().run(timeout=SLOW_S)
    assert not page.exception
    assert run_of(page) is old
    assert [toast.value for toast in page.toast] == ["Delete one first."]
