"""The gate: what a tab may say to the server, and what it may not."""

import asyncio
import logging
import time
from unittest.mock import patch

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from app.gate import BURST, MOST_BYTES, MOST_FILES, PER_S, MessageGate
from tests.tab_messages import GONE, GOODBYE, plain, rerun, said


def operation(payload):
    return said(backend_operation_request={"request_id": "1", payload: {}})


HARMLESS = {
    "rerun": rerun(),
    "stop": said(stop_script=True),
    "heartbeat": said(app_heartbeat=True),
    "an upload": said(file_urls_request={"file_names": ["cats.zip"]}),
    "a download": operation("deferred_file"),
}
DROPPED = {
    "clear everybody's caches": said(clear_cache=True),
    "look into the repository": said(load_git_info=True),
    "run when files change": said(set_run_on_save=True),
    "break the connection": said(debug_disconnect_websocket=True),
    "stop the server": said(debug_shutdown_runtime=True),
    "install files": operation("install_skills"),
    "settle that": operation("dismiss_skills_nudge"),
    "part of a table": operation("dataframe_chunk"),
    "nothing": said(),
    "addresses for a crowd": said(
        file_urls_request={"file_names": ["a"] * (MOST_FILES + 1)}
    ),
}
HANGS_UP = {
    "no message": ({"type": "websocket.receive", "bytes": b"\xff" * 9}, 1002),
    "cut short": ({"type": "websocket.receive", "bytes": rerun()["bytes"][:-1]}, 1002),
    "text": ({"type": "websocket.receive", "text": "hello", "bytes": None}, 1003),
    "too large": (rerun("x" * MOST_BYTES), 1009),
}


def through(*events):
    """What the app behind the gate hears of these, and what the browser is sent. The
    app runs nothing, and is not waited for."""
    heard, sent, left = [], [], [{"type": "websocket.connect"}, *events, GONE]

    async def receive():
        return left.pop(0)

    async def send(message):
        sent.append(message)

    async def app(_, receive, send):
        while not heard or heard[-1]["type"] != "websocket.disconnect":
            heard.append(await receive())
        await send({"type": "websocket.send", "bytes": GOODBYE})

    with patch("app.order.PATIENCE_S", 0.0):
        asyncio.run(MessageGate(app)({"type": "websocket"}, receive, send))
    assert heard.pop(0)["type"] == "websocket.connect"
    return heard, sent


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_pages_send_comes_through_as_it_is(kind):
    heard, sent = through(HARMLESS[kind])
    assert heard == [HARMLESS[kind], GONE]
    assert [message["type"] for message in sent] == ["websocket.send"]


@pytest.mark.parametrize("kind", DROPPED)
def test_what_no_page_sends_is_dropped_and_the_tab_stays(kind):
    heard, _ = through(rerun("a"), DROPPED[kind], rerun("b"))
    assert heard == [rerun("a"), rerun("b"), GONE]


def test_every_kind_of_message_was_thought_of():
    """A new one of a later Streamlit is dropped; here one is told to look at it."""
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    tried = {
        BackMsg.FromString(event["bytes"]).WhichOneof("type")
        for event in (*HARMLESS.values(), *DROPPED.values())
    }
    assert kinds == tried - {None}


@pytest.mark.parametrize("kind", HANGS_UP)
def test_what_is_no_message_ends_the_connection(kind):
    event, code = HANGS_UP[kind]
    heard, sent = through(event, rerun())
    assert heard == [{"type": "websocket.disconnect", "code": code}]
    assert sent == [{"type": "websocket.close", "code": code}]  # and nothing after it


def test_the_log_is_told_once_and_nothing_of_the_content(caplog):
    with caplog.at_level(logging.WARNING, "layerwise"):
        through(*[said(clear_cache=True)] * 5)
        through(said(file_urls_request={"file_names": ["secret"] * 101}))
    told = [record.__dict__["facts"] for record in caplog.records]
    assert told == [{"kind": "clear_cache"}, {"kind": "file_urls_request"}]


def test_a_tab_that_goes_while_it_is_answered_is_gone_for_the_server_too():
    """Else Starlette raises where Streamlit listens, and the log has a traceback."""
    heard = []

    async def receive():
        return GONE

    async def send(_):
        raise OSError

    async def app(_, receive, send):
        await send({"type": "websocket.send", "bytes": GOODBYE})
        await send({"type": "websocket.send", "bytes": GOODBYE})
        heard.append(await receive())

    asyncio.run(MessageGate(app)({"type": "websocket"}, receive, send))
    assert heard == [GONE]


def test_a_tab_that_sends_without_end_has_to_wait():
    began = time.monotonic()
    through(*[rerun()] * BURST)
    at_once = time.monotonic() - began
    began = time.monotonic()
    heard, _ = through(*[rerun()] * (BURST + 15))
    waited = time.monotonic() - began
    assert len(heard) == BURST + 16  # none is lost
    assert waited >= 0.8 * 15 / PER_S > at_once


def test_a_timer_tells_of_no_click():
    kept, pressed = {"id": "a", "bool_value": True}, {"id": "b", "trigger_value": True}
    event = {"id": "c", "json_trigger_value": "1"}

    def asked(*widgets, auto):
        return said(
            rerun_script={
                "fragment_id": "part",
                "is_auto_rerun": auto,
                "widget_states": {"widgets": widgets},
            }
        )

    timer = asked(kept, pressed, event, auto=True)
    assert through(timer)[0] == [asked(kept, auto=True), GONE]
    for other in (asked(kept, auto=True), asked(pressed, event, auto=False)):
        assert [*map(plain, through(other)[0])] == [other, GONE]


def test_requests_are_none_of_its_business():
    asked = []

    async def app(scope, receive, send):
        asked.append((scope, receive, send))

    async def nothing(*_):
        raise AssertionError

    scope = {"type": "http"}
    asyncio.run(MessageGate(app)(scope, nothing, nothing))
    assert asked == [(scope, nothing, nothing)]
