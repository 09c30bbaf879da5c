"""The log: what it tells, and that it tells nothing of anybody."""

import io
import json
import logging
import sys
import threading
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import log, state

CANARY = "Zebrafink"
ADDRESSES = ("192.168.17.4", "2001:db8::17", "10.1.2.3:5555")
SCRIPT = str(Path(__file__).parent.parent / "app" / "script.py")


@pytest.fixture
def written(monkeypatch):
    """The log in JSON, as the server writes it; everything is put back afterwards."""
    root, stream = logging.getLogger(), io.StringIO()
    loggers = [root, *map(logging.getLogger, logging.root.manager.loggerDict)]
    before = [(one, one.handlers[:], one.propagate, one.level) for one in loggers]
    hook = threading.excepthook
    monkeypatch.setattr(sys, "stderr", stream)
    log.start("json")

    def lines():
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    lines.text = stream.getvalue  # pyright: ignore[reportFunctionMemberAccess]
    lines.stream = stream  # pyright: ignore[reportFunctionMemberAccess]
    yield lines
    logging.captureWarnings(capture=False)
    threading.excepthook = hook
    for one, handlers, propagate, level in before:
        one.handlers[:], one.propagate = handlers, propagate
        one.setLevel(level)


def test_an_event_is_one_object(written):
    log.event("run ended", iterations=2500, seconds=1.5)
    (line,) = written()
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "event": "run ended",
        "iterations": 2500,
        "seconds": 1.5,
    }


def fail(text):
    raise ValueError(f"could not convert {text!r}")


def test_an_error_tells_its_way_and_not_what_was_typed(written):
    try:
        fail(CANARY)
    except ValueError:
        logging.getLogger("streamlit.x").exception("Uncaught app execution")
    (line,) = written()
    assert (line["error"], line["level"]) == ("ValueError", "error")
    assert line["frames"][-1].startswith("tests/test_log.py:")
    assert line["frames"][-1].endswith(" fail")
    assert CANARY not in written.text()
    assert str(Path(__file__).parent.parent) not in written.text()


@pytest.mark.parametrize("canary", [CANARY, *ADDRESSES])
def test_what_others_fill_in_is_left_out(written, canary):
    logger = logging.getLogger("uvicorn.error")
    logger.warning('%s - "WebSocket %s" [accepted]', canary, f"/?token={canary}")
    logger.error(f"lost '{canary}' of /home/x/{canary}.csv, http://x.org/?q={canary}")
    logging.getLogger("streamlit.uploads").warning("no file %s", f"{canary}.csv")
    assert len(written()) == 3
    assert canary not in written.text()


def test_who_asked_for_what_is_not_told(written):
    for name in ("uvicorn.access", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.INFO)
        log.adopt()
        logging.getLogger(name).info('%s - "%s"', "10.1.2.3", f"GET /?q={CANARY}")
    logging.getLogger("uvicorn.access").error("no %s", CANARY)
    assert written() == []


def test_bare_addresses_and_tokens(written):
    token = "AbCdEfGhIjKlMnOpQrStUv"
    for told in (*ADDRESSES, token):
        logging.getLogger("streamlit.y").warning(f"client {told} has gone")
    assert [line["event"] for line in written()] == ["client … has gone"] * 4


def test_loggers_that_come_later_are_adopted_too(written):
    late = logging.getLogger("streamlit.late")
    late.propagate = False
    late.addHandler(logging.StreamHandler(sys.stderr))
    log.adopt()
    late.warning("from %s", CANARY)
    assert [line["event"] for line in written()] == ["from %s"]


def test_a_thread_that_dies_is_told(written):
    thread = threading.Thread(target=fail, args=(CANARY,))
    thread.start()
    thread.join()
    (line,) = written()
    assert (line["event"], line["error"]) == ("a thread was stopped", "ValueError")
    assert CANARY not in written.text()


def test_for_people_there_are_warnings_and_whole_errors(written, monkeypatch):
    monkeypatch.setattr(sys, "stderr", written.stream)
    log.start("text")
    log.event("run ended", iterations=1)
    log.warn("slow page", page="Train", seconds=3.5)
    try:
        fail("0.1.2")
    except ValueError:
        logging.exception("oh")
    text = written.text()
    assert "run ended" not in text
    assert "WARNING layerwise: slow page page=Train seconds=3.5" in text
    assert "could not convert '0.1.2'" in text


def test_another_kind_of_log_is_refused():
    assert log.kind_of({}) == log.kind_of({"LAYERWISE_LOG": ""}) == "text"
    assert log.kind_of({"LAYERWISE_LOG": "json"}) == "json"
    with pytest.raises(ValueError, match="LAYERWISE_LOG is 'jsno'; it can be text or"):
        log.kind_of({"LAYERWISE_LOG": "jsno"})


def test_a_visit_leaves_sizes_and_no_word_of_the_student(written):
    page = AppTest.from_file(SCRIPT, default_timeout=30)
    page.query_params["data"] = "moons"
    page.query_params["layers"] = f"3,{CANARY}"
    page.run()
    page.text_input(key="hidden").set_value(f"4, {CANARY}").run()
    page.text_input(key="hidden").set_value("4, 2").run()
    page.button(key="to_end").click().run()
    seat = page.session_state["_seat"]
    run = state.registry().get(seat.token)
    assert run is not None
    with run.turn() as session:
        session.step(session.config.num_iterations)
    page.run()
    page.run()
    state.registry().remove(seat.token)
    told = [line["event"] for line in written()]
    assert [told.count(what) for what in ("run started", "run ended")] == [2, 1]
    started = [line for line in written() if line["event"] == "run started"][-1]
    assert (started["layers"], started["examples"]) == (3, 400)
    assert CANARY not in written.text()
    assert seat.token not in written.text() and seat.place not in written.text()


def test_an_upload_that_is_refused_is_told_once(written):
    page = AppTest.from_file(SCRIPT, default_timeout=30).run()
    page.selectbox(key="data").set_value("uploaded").run()
    content = f"{CANARY},{CANARY}\n1,2\n".encode()
    page.file_uploader(key="upload_train").upload(f"{CANARY}.csv", content, "text/csv")
    page.run()
    page.run()
    state.registry().remove(page.session_state["_seat"].token)
    refused = [line for line in written() if line["event"] == "upload refused"]
    (line,) = refused
    assert (line["kind"], line["bytes"]) == ("csv", len(content))
    assert line["reason"] == "DataError"
    assert CANARY not in written.text()


@pytest.mark.parametrize("letters", ["a", "a:", "'", "1.", "://"])
def test_a_long_line_of_others_is_not_searched(letters):
    record = logging.LogRecord("x", 30, "", 0, letters * 100_000, None, None)
    begun = time.process_time()
    assert log.template(record) == "…"
    assert time.process_time() - begun < 0.1
