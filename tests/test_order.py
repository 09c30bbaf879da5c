"""In which order a tab's wishes are passed on, and when."""

import asyncio
import time
from contextlib import nullcontext

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SessionState

from app.clicks import ToldState
from app.gate import MessageGate
from app.order import PATIENCE_S, STAMP, done
from tests.tab_messages import (
    BEGINS,
    DONE,
    DRAWS,
    GONE,
    click,
    plain,
    refresh,
    rerun,
    said,
    stamps,
    told,
    wish,
)


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
            heard.append(plain(await receive()))
            if len(heard) <= drawn:
                await send(told(*BEGINS))
                await send(told(*DRAWS))
        last = asyncio.create_task(receive())
        for message in tells:
            await asyncio.sleep(0.005)
            assert not last.done()
            await send(message)
        heard.append(plain(await last))

    asyncio.run(MessageGate(app)({"type": "websocket"}, receive, send))
    return heard


@pytest.mark.parametrize("following", [wish(layers="7"), rerun(), refresh()])
@pytest.mark.parametrize("first", [wish(layers="6"), rerun()])
def test_what_follows_a_change_waits_until_its_run_draws(first, following):
    """The run of a part that updates by itself is another one."""
    for_it = told(*DRAWS), told(*BEGINS, "part"), told(*DRAWS, "part"), told(*BEGINS)
    talk = [first, said(app_heartbeat=True), following]
    assert waits(talk, *for_it, told(*DRAWS)) == talk


@pytest.mark.parametrize("following", [wish(layers="7"), rerun(), refresh(), click()])
def test_what_follows_a_click_waits_until_that_has_done_what_it_is_for(following):
    """What the tab hears meanwhile may be of runs that earlier clicks led to."""
    left, heard = [click(), following, GONE], []

    async def receive():
        return left.pop(0)

    async def app(_, receive, send):
        heard.append(await receive())
        (stamp,) = stamps(heard[0])
        after = asyncio.create_task(receive())
        for message in (
            *[told(*BEGINS), told(*DRAWS)] * 2,
            told("script_finished", DONE),
        ):
            await send(message)
            await asyncio.sleep(0.005)
        done(["another", f"{stamp}0"])
        await asyncio.sleep(0.005)
        assert not after.done()
        await asyncio.to_thread(done, [stamp])
        heard.append(await after)

    asyncio.run(MessageGate(app)({"type": "websocket"}, receive, send))
    assert [plain(event) for event in heard] == [click(), following]


class Broken(Exception):
    """What a click is for."""


@pytest.mark.parametrize("fault", [None, Broken])
def test_streamlit_tells_what_was_done_and_sees_no_stamp(fault, monkeypatch):
    seen, over = [], []

    def takes_over(_, fresh, **how):
        seen.extend(widget.id for widget in fresh.widgets)
        if fault:
            raise fault

    monkeypatch.setattr(SessionState, "on_script_will_rerun", takes_over)
    monkeypatch.setattr("app.order.done", over.extend)
    states = WidgetStates(
        widgets=[WidgetState(id=name) for name in ("a", f"{STAMP}7", "b")]
    )
    with nullcontext() if fault is None else pytest.raises(fault):
        ToldState().on_script_will_rerun(states, is_history_navigation=False)
    assert (seen, over) == (["a", "b"], [f"{STAMP}7"])


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
        assert [plain(await receive()) for _ in passed_on] == passed_on
        assert await receive() == GONE

    asyncio.run(MessageGate(app)({"type": "websocket"}, receive, send))


def test_nothing_waits_for_ever(monkeypatch):
    monkeypatch.setattr("app.order.PATIENCE_S", 0.05)
    for talk in ([rerun(), click()], [click(), rerun()], [click(), click()]):
        assert waits(talk) == talk
