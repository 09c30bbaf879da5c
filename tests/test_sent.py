"""What a browser sends by itself: any JSON may come, and nothing of it is a crash."""

import json
from unittest.mock import patch

import pytest
import streamlit as st

from app import sent, state
from app.controls import bring_back, find_again
from app.controls.picture import camera_allowed
from app.hosts import host_of
from app.live.panel import written_code
from app.registry import Registry
from app.state.tab import Seat
from tests.saved_runs import a_run, autosave, step

HALF = json.loads('"\\ud800"')  # of a character: no UTF-8 has it
NUMBERS = {"5": 5, "-1": 0, "1e300": 100, "Infinity": 100, "-Infinity": 0, "7.9": 7}


@pytest.mark.parametrize("number", [*NUMBERS, "9" * 4000])
def test_any_number_is_an_iteration_within_the_limits(number):
    assert sent.iteration(json.loads(number), 100) == NUMBERS.get(number, 100)


@pytest.mark.parametrize("other", ["NaN", "true", "null", '"5"', "[5]", "{}"])
def test_what_is_no_number_is_no_iteration(other):
    assert sent.iteration(json.loads(other), 100) is None


@pytest.mark.parametrize("wished", ["NaN", "Infinity", "1e999", "9" * 4000, "[]", "-1"])
def test_a_wish_of_the_panel_is_never_a_crash(wished):
    run = a_run()
    step(run, 9)
    state.registry().add(run)
    with patch.object(st, "session_state", {"_seat": Seat(token=run.token)}):
        state.seek(json.loads(wished))
    assert run.playhead.shown in (None, 0)
    state.registry().remove(run.token)


@pytest.mark.parametrize("found", [HALF, 5, None, ["x"], "x" * 100_000])
def test_a_token_that_is_none_finds_nothing(found):
    told = {"found": {"run": found, "place": found}}
    kept = {"_seat": Seat(), state.TAB: told}
    with patch.object(st, "session_state", kept):
        assert state.remembered("run") == ""
        find_again()
        bring_back()
        assert state.run() is None


def test_a_token_is_looked_for_in_the_saves_as_it_was_read(tmp_path):
    saving = autosave(tmp_path, Registry(idle_s=60, most=9))
    assert saving.find(sent.text(HALF, 64)) is None
    assert saving.find(sent.text("é" * 22, 64)) is None


def test_code_that_cannot_be_written_down_is_not_taken():
    assert written_code("a = 1", 100) == "a = 1"
    assert written_code("", 100) == ""
    assert written_code("x" * 200, 100) == "x" * 100
    assert written_code(HALF, 100) is None
    assert written_code({"a": 1}, 100) is None


@pytest.mark.parametrize(
    "address", ["http://[", "http://[x]/", "//[", "http://\u2100.a"]
)
def test_an_address_that_is_none_has_no_host(address):
    assert host_of(address) is None
    camera_allowed(address)
