"""The session of a closed tab goes when its time is over, whatever others do."""

import asyncio
import gc
import weakref
from typing import cast

from streamlit.runtime import memory_session_storage
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo

from app import closed_tabs
from app.closed_tabs import ClosedTabs, install

KEPT_S = 1


class Session:
    """All of a session that the store looks at."""

    def __init__(self, name):
        self.id = name


def closed(storage, name):
    """Close a tab; whether it is still there can be looked at in what is returned."""
    session = Session(name)
    storage.save(SessionInfo(client=None, session=cast(AppSession, session)))
    return weakref.ref(session)


def kept_and_gone(storage):
    """Whether a closed tab is there at once, and after its time, with nobody else."""

    async def lesson():
        tab = closed(storage, "last")
        found = storage.get("last") is not None and tab() is not None
        await asyncio.sleep(KEPT_S + closed_tabs.LATER_S + 0.2)
        gc.collect()
        return found, tab() is None

    return asyncio.run(lesson())


def test_the_last_tab_of_a_lesson_goes_by_itself(monkeypatch):
    monkeypatch.setattr(closed_tabs, "LATER_S", 0.05)
    assert kept_and_gone(ClosedTabs(ttl_seconds=KEPT_S)) == (True, True)
    kept_by_streamlit = kept_and_gone(MemorySessionStorage(ttl_seconds=KEPT_S))
    assert kept_by_streamlit == (True, False)  # else there is nothing to mend any more


def test_who_comes_back_in_time_is_found():
    async def back():
        storage = ClosedTabs()
        closed(storage, "away")
        await asyncio.sleep(0)
        return storage.get("away")

    found = asyncio.run(back())
    assert found is not None and found.session.id == "away"


def test_the_server_that_starts_next_has_it(monkeypatch):
    streamlits = memory_session_storage.MemorySessionStorage
    monkeypatch.setattr(memory_session_storage, "MemorySessionStorage", streamlits)
    install()
    assert memory_session_storage.MemorySessionStorage is ClosedTabs
