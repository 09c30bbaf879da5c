"""Tabs that were closed, until their browser cannot come back to them any more.

Streamlit keeps the session of a tab for two minutes, in case only its network broke,
and lets it go when the next tab closes: the last student of a lesson stayed until the
next lesson, with runs, files and threads.
"""

import asyncio
from typing import Final, cast

from streamlit.runtime import memory_session_storage
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo

LATER_S: Final = 1.0  # a clock may be early


class ClosedTabs(MemorySessionStorage):
    """Streamlit's store of them, which lets each go when its time is over."""

    def __init__(self, maxsize: int = 128, ttl_seconds: int = 120) -> None:
        super().__init__(maxsize, ttl_seconds)
        self._kept_s = ttl_seconds

    def save(self, session_info: SessionInfo) -> None:
        """Keep a tab that was closed; called on the server's event loop."""
        super().save(session_info)
        expire = cast(TTLCache[str, SessionInfo], self._cache).expire
        asyncio.get_running_loop().call_later(self._kept_s + LATER_S, expire)


def install() -> None:
    """For the server that starts in this process from now on."""
    memory_session_storage.MemorySessionStorage = ClosedTabs
