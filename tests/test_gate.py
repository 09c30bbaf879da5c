"""The gate: what a tab may say to the server, and what it may not."""

import asyncio
import logging
import time
from typing import Any
from unittest.mock import patch

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession

from app.gate import BURST, MOST_BYTES, MOST_FILES, PER_S, MessageGate
from app.order import PATIENCE_S

GONE = {"type": "websocket.disconnect", "code": 1005}
DONE = ForwardMsg.FINISHED_SUCCESSFULLY
GOODBYE = ForwardMsg(script_finished=DONE).SerializeToString()


def said(**fields: Any) -> dict[str, Any]:
    """A message of Streamlit's protocol as the tab's browser sends it."""
    packed = BackMsg(**fields).SerializeToString()
    return {"type": "websocket.receive", "bytes": packed, "text": None}


def rerun(page="train"):
    return said(rerun_script={"page_script_hash": page})


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
        assert through(other)[0] == [other, GONE]


def test_requests_are_none_of_its_business():
    asked = []

    async def app(scope, receive, send):
        asked.append((scope, receive, send))

    async def nothing(*_):
        raise AssertionError

    scope = {"type": "http"}
    asyncio.run(MessageGate(app)(scope, nothing, nothing))
    assert asked == [(scope, nothing, nothing)]


def click(**values):
    return wish({"id": "step", "trigger_value": True}, **values)


def wish(*events, **values):
    """What the tab asks for, with the values of its fields as they are."""
    fields = [{"id": name, "string_value": value} for name, value in values.items()]
    return said(rerun_script={"widget_states": {"widgets": [*fields, *events]}})


def refresh():
    """A part of the page updates by itself."""
    return said(rerun_script={"fragment_id": "part"})


def told(kind, value, *fragments):
    """What the server says to the browser."""
    message = ForwardMsg(**{kind: value})
    message.metadata.run.fragment_ids.extend(fragments)
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


async def send(_):
    """Nobody listens."""


def waits(messages, *tells, drawn=0):
    """The messages that a gate lets through: the last before `GONE` only after it has
    heard all that the server tells.

    drawn : so many of the first ones are drawn at once.
    """
    heard, left = [], [*messages, GONE]

    async def receive():
        return left.pop(0)

    async def app(_, receive, send):
        for _ in messages[:-1]:
            heard.append(await receive())
            if len(heard) <= drawn:
                await send(told(*BEGINS))
                await send(told(*DRAWS))
        last = asyncio.create_task(receive())
        for message in tells:
            await asyncio.sleep(0.005)
            assert not last.done()
            await send(message)
        heard.append(await last)

    asyncio.run(MessageGate(app)({"type": "websocket"}, receive, send))
    return heard


BEGINS, DRAWS = ("new_session", NewSession(name="run")), ("delta", Delta())


@pytest.mark.parametrize("following", [wish(layers="7"), rerun(), refresh()])
@pytest.mark.parametrize("first", [click(), wish(layers="6"), rerun()])
def test_what_follows_a_wish_waits_until_its_run_draws(first, following):
    """The run of a part that updates by itself is another one."""
    for_it = told(*DRAWS), told(*BEGINS, "part"), told(*DRAWS, "part"), told(*BEGINS)
    talk = [first, said(app_heartbeat=True), following]
    assert waits(talk, *for_it, told(*DRAWS)) == talk


def test_a_part_that_updates_by_itself_is_not_waited_for():
    talk, began = [rerun(), refresh(), refresh()], time.monotonic()
    assert waits(talk, drawn=1) == talk
    assert time.monotonic() - began < PATIENCE_S / 2


def test_a_click_waits_until_the_page_shows_the_change_before_it():
    """Else it would be for the run with the old settings."""
    early, done = (
        told("script_finished", status)
        for status in (ForwardMsg.FINISHED_EARLY_FOR_RERUN, DONE)
    )
    drawing = told(*BEGINS), told(*DRAWS)
    an_older, ended = (done,), (*drawing, early)
    talk = [rerun(), refresh(), rerun(), click()]
    assert waits(talk, *an_older, *ended, *drawing, done, drawn=2) == talk


def test_a_change_that_comes_with_a_click_is_passed_on_before_it(monkeypatch):
    monkeypatch.setattr("app.order.PATIENCE_S", 0.02)
    came = [wish(layers="7"), click(layers="7"), click(layers="9"), click(layers="9")]
    passed_on = [*came[:2], wish(layers="9"), *came[2:]]
    left = [*came, GONE]

    async def receive():
        return left.pop(0)

    async def app(_, receive, send):
        assert [await receive() for _ in passed_on] == passed_on
        assert await receive() == GONE

    asyncio.run(MessageGate(app)({"type": "websocket"}, receive, send))


def test_nothing_waits_for_ever(monkeypatch):
    monkeypatch.setattr("app.order.PATIENCE_S", 0.05)
    for talk in ([rerun(), click()], [click(), rerun()], [click(), click()]):
        assert waits(talk) == talk
