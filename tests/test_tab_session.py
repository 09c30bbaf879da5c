"""A run that has ended is heard out, whatever asks for the next; in Streamlit's own
runtime, with a page that has a part which updates by itself."""

import asyncio
import threading
from contextlib import asynccontextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import (
    Runtime,
    RuntimeConfig,
    SessionClient,
    websocket_session_manager,
)
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunner

from app.clicks import ToldState
from app.outbox import Outbox
from app.tab_session import TabSession, install

PAGE = """
import streamlit as st

st.write("first")
st.fragment(lambda: st.write("part"), run_every=60)()
st.write("last")
"""
WHOLE, STOP = BackMsg(rerun_script=ClientState()), BackMsg(stop_script=True)
SHOWN = ["first", "part", "last"]
PATIENCE_S = 20.0


class Tab(SessionClient):
    """What a browser hears."""

    def __init__(self, runtime):
        self.heard = []
        self._runtime = runtime
        self._name = runtime.connect_session(self, user_info={})

    def write_forward_msg(self, msg):
        self.heard.append(msg)

    def say(self, message):
        self._runtime.handle_backmsg(self._name, message)

    def told(self, kind):
        return [
            getattr(message, kind)
            for message in self.heard
            if message.WhichOneof("type") == kind
        ]

    @property
    def words(self):
        elements = [delta.new_element for delta in self.told("delta")]
        return [e.markdown.body for e in elements if e.HasField("markdown")]

    async def run(self, times=1):
        """Until so many runs have ended."""
        async with asyncio.timeout(PATIENCE_S):
            while len(self.told("script_finished")) < times:
                await asyncio.sleep(0.01)

    async def part(self):
        """The message of the part, by its timer, after a run of the page."""
        self.say(WHOLE)
        await self.run()
        (timer,) = self.told("auto_rerun")
        await asyncio.sleep(0.1)  # the runner has ended too
        self.heard.clear()
        wish = ClientState(fragment_id=timer.fragment_id, is_auto_rerun=True)
        return BackMsg(rerun_script=wish)


@pytest.fixture
def tab(tmp_path, monkeypatch):
    """How to connect to a server with a small page."""
    monkeypatch.setattr(Runtime, "_instance", None)
    monkeypatch.setattr(websocket_session_manager, "AppSession", AppSession)
    install()
    page = tmp_path / "page.py"
    page.write_text(PAGE)

    @asynccontextmanager
    async def connected():
        config = RuntimeConfig(
            script_path=str(page),
            media_file_storage=MemoryMediaFileStorage("/media"),
            uploaded_file_manager=MemoryUploadedFileManager("/upload"),
        )
        runtime = Runtime(config)
        await runtime.start()
        try:
            yield Tab(runtime)
        finally:
            runtime.stop()
            await runtime.stopped

    return connected


def session():
    """The server's side of the tab."""
    (found,) = vars(Runtime.instance())["_session_mgr"].list_active_sessions()
    return found.session


def runner_ends():
    """While the server's own loop stands still, so that what is said must wait."""
    for thread in threading.enumerate():
        if "scriptThread" in thread.name:
            thread.join(PATIENCE_S)


def test_a_part_that_asks_when_the_page_has_ended_loses_nothing_of_it(tab):
    async def talk():
        async with tab() as browser:
            part = await browser.part()
            browser.say(WHOLE)
            runner_ends()
            browser.say(part)
            await browser.run(times=2)
            assert browser.words == [*SHOWN, "part"]
            assert len(browser.told("auto_rerun")) == 1
            assert len(browser.told("new_session")) == 2
            await asyncio.sleep(0.1)
            assert not browser.told("session_status_changed")[-1].script_is_running
            browser.heard.clear()
            browser.say(part)
            await browser.run()
            assert browser.words == ["part"]

    asyncio.run(talk())


def test_what_was_stopped_says_nothing_in_the_run_of_a_part(tab):
    async def talk():
        async with tab() as browser:
            part = await browser.part()
            browser.say(WHOLE)
            browser.say(STOP)
            browser.say(part)
            await browser.run()
            runner_ends()
            await asyncio.sleep(0.1)
            assert browser.words == ["part"]
            assert len(browser.told("new_session")) == 1

    asyncio.run(talk())


@pytest.mark.parametrize("stopped", [True, False])
def test_a_session_holds_no_runner_that_is_over(tab, stopped):
    async def talk():
        async with tab() as browser:
            part = await browser.part()
            browser.say(WHOLE)
            if stopped:
                browser.say(STOP)
            runner_ends()
            browser.say(part)
            await browser.run()
            runner_ends()
            await asyncio.sleep(0.1)
            kept = [v for v in vars(session()).values() if isinstance(v, ScriptRunner)]
            assert not kept

    asyncio.run(talk())


def test_every_tab_has_our_queue_and_state(tab):
    async def look():
        async with tab():
            assert isinstance(session(), TabSession)
            kinds = {type(part) for part in vars(session()).values()}
            assert {Outbox, ToldState} <= kinds

    asyncio.run(look())
