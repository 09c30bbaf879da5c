"""Bounds the uploaded files that Streamlit keeps for a tab, as they came.

It keeps each until the tab is closed, also those that no page shows any more, and so
would keep as many as a browser cares to send. Those under way lie in /tmp, which may
be memory itself.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from starlette.responses import PlainTextResponse

from app.headers import Asgi, Message, Receive, Send

ROUTE: Final = "/_stcore/upload_file/"
MOST_FILES: Final = 50  # of one tab, however small
MOST_TABS: Final = 1_000  # remembered: those that uploaded last
OF_ONE_TAB: Final = 2  # under way at once: a page has a field for each of two files
OF_ALL: Final = 8  # the others wait
PATIENCE_S: Final = 300.0  # for one, and for its turn: 100 MB at 3 Mbit/s


class Storage(Protocol):
    """Where Streamlit keeps the files: `runtime.get_instance().uploaded_file_mgr`."""

    def get_files(self, session_id: str, file_ids: Sequence[str]) -> Sequence[Any]:
        """Those that are there, each with its `file_id` and its `data`."""
        ...

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Forget one; nothing happens if it is not there."""
        ...


class KeepNewestFiles:
    """Passes uploads on, a few at once; when a tab has too much, its oldest go."""

    def __init__(
        self, app: Asgi, *, storage: Callable[[], Storage], most_bytes: int
    ) -> None:
        self._app, self._storage, self._most_bytes = app, storage, most_bytes
        self._came: dict[str, list[str]] = {}
        self._under_way: Counter[str] = Counter()
        self._turns = asyncio.Semaphore(OF_ALL)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on; an upload in its turn."""
        path: str = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "PUT" or ROUTE not in path:
            await self._app(scope, receive, send)
            return
        session, _, file = path.partition(ROUTE)[2].partition("/")
        if self._under_way[session] >= OF_ONE_TAB:
            busy = PlainTextResponse("Your last files are still on their way.", 429)
            await busy(scope, receive, send)
            return
        self._under_way[session] += 1
        try:
            async with asyncio.timeout(PATIENCE_S), self._turns:
                await self._app(scope, receive, send)
        except TimeoutError:  # the connection ends with it
            return
        finally:
            self._under_way[session] -= 1
            if not self._under_way[session]:
                del self._under_way[session]
        self._bound(session, file)

    def _bound(self, session: str, file: str) -> None:
        storage, came = self._storage(), self._came.pop(session, [])
        kept = storage.get_files(session, [*came, file])
        sizes = {record.file_id: len(record.data) for record in kept}
        while sum(sizes.values()) > self._most_bytes or len(sizes) > MOST_FILES:
            oldest = next(iter(sizes))
            storage.remove_file(session, oldest)
            del sizes[oldest]
        if sizes:
            self._came[session] = [*sizes]
        if len(self._came) > MOST_TABS:
            del self._came[next(iter(self._came))]
