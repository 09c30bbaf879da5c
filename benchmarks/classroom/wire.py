"""One tab as the server sees it, without a browser: Streamlit's messages, both ways."""

import asyncio
import json
import time
import urllib.request
from collections.abc import Callable, Mapping
from http.cookies import SimpleCookie
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
PART_FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
SLOW_S = 60.0  # a click that takes longer has failed


def page_drawn(message: ForwardMsg) -> bool:
    """Whether this says that the script came to its end."""
    told = message.WhichOneof("type") == "script_finished"
    return told and message.script_finished == FINISHED


def part_drawn(message: ForwardMsg) -> bool:
    """Whether this says that the script, or one part of the page, came to its end."""
    told = message.WhichOneof("type") == "script_finished"
    return told and message.script_finished in (FINISHED, PART_FINISHED)


def place(url: str) -> str:
    """The cookies that come with a page of this address."""
    with urllib.request.urlopen(url, timeout=SLOW_S) as page:
        jar = SimpleCookie("\n".join(page.headers.get_all("Set-Cookie", [])))
    return "; ".join(f"{name}={cookie.value}" for name, cookie in jar.items())


class Tab:
    """A connection, what it was shown, and what it may press.

    Attributes
    ----------
    widgets : id of every widget seen, by its key.
    token : of the run, once the page has told it.
    cookie : by which nginx knows on which server the runs are.
    errors : what no student should see.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.widgets: dict[str, str] = {}
        self._fragments: dict[str, str] = {}  # in which one a widget stands, by its key
        self.pages: dict[str, str] = {}
        self.token = self.cookie = ""
        self.errors: list[str] = []
        self._page = ""
        self._done, self._awaited = asyncio.Event(), page_drawn
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._kept: dict[str, ForwardMsg] = {}  # large ones, by their hash

    async def open(self) -> None:
        """Connect as a browser does and wait for the first page."""
        self.cookie = await asyncio.to_thread(place, self.url)
        self._socket = await websockets.connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            origin=websockets.Origin(self.url),
            subprotocols=[websockets.Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
        )
        self._reader = asyncio.create_task(self._read())
        await self.rerun()

    async def close(self) -> None:
        """As when the browser's tab is closed."""
        self._reader.cancel()
        self._stop_timers()
        await self._socket.close()

    async def press(self, key: str) -> float:
        """Press a button; seconds until the page was drawn again."""
        return await self.rerun(**{key: {"trigger_value": True}})

    async def choose(self, key: str, value: str) -> float:
        """Choose in a select box; seconds until the page was drawn again."""
        return await self.rerun(**{key: {"string_value": value}})

    async def rest(self) -> float:
        """Leave the timeline where it is; seconds until the page shows that too."""
        base = self.widgets["live"]
        trigger = f"$$STREAMLIT_INTERNAL_KEY_{base}__events"
        event = json.dumps({"event": "rested", "value": True})
        message = self._message(self._fragments["live"])
        message.rerun_script.widget_states.widgets.append(
            WidgetState(id=trigger, json_trigger_value=event)
        )
        return await self._send(message, part_drawn)

    async def visit(self, name: str) -> float:
        """Go to another page; seconds until it was drawn."""
        self._page = self.pages[name]
        return await self.rerun()

    async def rerun(self, **changed: Mapping[str, Any]) -> float:
        """Send changed widgets by their keys; seconds until the page was drawn, or what
        of it they stand in.

        Raises
        ------
        OSError : the page has no such widget.
        """
        missing = sorted(changed.keys() - self.widgets.keys())
        if missing:
            there = ", ".join(self.widgets) or "nothing"
            raise OSError(f"no {', '.join(missing)} on the page, only {there}")
        fragment = "".join({self._fragments[key] for key in changed})
        message = self._message(fragment)
        message.rerun_script.widget_states.widgets.extend(
            WidgetState(id=self.widgets[key], **value) for key, value in changed.items()
        )
        return await self._send(message, part_drawn if fragment else page_drawn)

    def _message(self, fragment: str) -> BackMsg:
        message = BackMsg()
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.fragment_id = fragment
        message.rerun_script.cached_message_hashes.extend(self._kept)
        return message

    async def _send(
        self, message: BackMsg, awaited: Callable[[ForwardMsg], bool]
    ) -> float:
        start, self._awaited = time.perf_counter(), awaited
        self._done.clear()
        await self._socket.send(message.SerializeToString())
        await asyncio.wait_for(self._done.wait(), SLOW_S)
        return time.perf_counter() - start

    async def _read(self) -> None:
        try:
            async for packed in self._socket:
                assert isinstance(packed, bytes)
                message = ForwardMsg()
                message.ParseFromString(packed)
                self._take(self._whole(message))
        except websockets.ConnectionClosed as closed:
            self.errors.append(f"the connection was closed: {closed}")

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message, or the kept one that it stands for, as a browser has it."""
        if message.WhichOneof("type") == "ref_hash":
            return self._kept[message.ref_hash]
        if message.metadata.cacheable:
            self._kept[message.hash] = message
        return message

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message.delta)
        elif kind == "navigation":
            pages = message.navigation.app_pages
            self.pages = {page.page_name: page.page_script_hash for page in pages}
        elif kind == "new_session" and not message.metadata.run.fragment_ids:
            self._stop_timers()
        elif kind == "auto_rerun":
            rerun = message.auto_rerun
            self._every(rerun.fragment_id, rerun.interval)
        if self._awaited(message):
            self._done.set()

    def _element(self, delta: Any) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        shown = getattr(element, kind)
        if kind == "exception":
            self.errors.append(f"{shown.type}: {shown.message}")
        identity = getattr(shown, "id", "")
        if identity.startswith("$$ID-"):
            key = identity.split("-", 2)[2]
            self.widgets[key], self._fragments[key] = identity, delta.fragment_id
        if kind == "bidi_component" and shown.component_name == "layerwise_tab":
            self.token = json.loads(shown.json)["token"]

    def _every(self, fragment: str, interval: float) -> None:
        """What the browser does for a fragment that runs by itself."""

        async def run() -> None:
            while True:
                await asyncio.sleep(interval)
                message = self._message(fragment)
                message.rerun_script.is_auto_rerun = True
                await self._socket.send(message.SerializeToString())

        if fragment not in self._timers:
            self._timers[fragment] = asyncio.create_task(run())

    def _stop_timers(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
