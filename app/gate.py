"""Which messages of a tab the server listens to.

Streamlit obeys every message of its protocol, whichever tab sends it. One of them
empties the caches of the whole server, another writes files into the project. Our pages
send neither, so only what they do send comes through, and no faster than a person at
work can cause.
"""

import asyncio
import time
from typing import Final

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

from app import log
from app.headers import Asgi, Message, Receive, Send
from app.order import Order, timer_alone

KINDS: Final = {"rerun_script", "stop_script", "app_heartbeat"}
MOST_BYTES: Final = 2_000_000  # of one message; the code of the Check page has 100,000
MOST_FILES: Final = 100  # chosen at once; each is answered with two addresses
PER_S: Final = 30.0  # messages of one tab in the long run; the rest wait
BURST: Final = 60  # that may come at once
MALFORMED, NOT_BYTES, TOO_LARGE = 1002, 1003, 1009  # as the protocol has them


class MessageGate:
    """Drops what no page of ours sends, and hangs up on what is no message at all."""

    def __init__(self, app: Asgi) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on; of a tab's connection, the messages one by one."""
        if scope["type"] == "websocket":
            line = _Line(receive, send)
            receive, send = line.receive, line.send
        await self._app(scope, receive, send)


class _Line:
    """The connection of one tab."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._closed = self._told = False
        self._room, self._since = float(BURST), time.monotonic()
        self._order = Order()
        self._held: Message | None = None

    async def receive(self) -> Message:
        """The next message that may come through; that the tab has gone, too."""
        while True:
            event, self._held = self._held or await self._next(), None
            if event["type"] != "websocket.receive":
                return event
            reason = _unreadable(event)
            if reason:
                return await self._hang_up(reason)
            message = BackMsg()
            try:
                message.ParseFromString(event["bytes"])
            except DecodeError:
                return await self._hang_up(MALFORMED)
            if _wanted(message):
                if message.WhichOneof("type") == "rerun_script":
                    return await self._in_order(message, event)
                return event
            self._tell(message.WhichOneof("type") or "none")

    async def send(self, message: Message) -> None:
        """Pass an answer on; when the tab has gone there is nobody to hear it, and what
        comes next from it says so."""
        self._order.hear(message.get("bytes") or b"")
        if not self._closed:
            try:
                await self._send(message)
            except OSError:
                self._closed = True

    async def _next(self) -> Message:
        """The next message; after a while, if the tab has sent more than its share."""
        event = await self._receive()
        if event["type"] == "websocket.receive":
            await self._turn()
        return event

    async def _turn(self) -> None:
        now = time.monotonic()
        self._room = min(BURST, self._room + PER_S * (now - self._since)) - 1
        self._since = now
        if self._room < 0:
            await asyncio.sleep(-self._room / PER_S)

    async def _in_order(self, message: BackMsg, event: Message) -> Message:
        alone = timer_alone(message)
        if alone is not None:
            message, event = alone, {**event, "bytes": alone.SerializeToString()}
        change = self._order.change_before(message)
        if change is not None:
            self._held = event
            message, event = change, {**event, "bytes": change.SerializeToString()}
        if await self._order.turn(message):
            return {**event, "bytes": message.SerializeToString()}
        return event

    async def _hang_up(self, reason: int) -> Message:
        self._tell(f"close {reason}")
        await self._send({"type": "websocket.close", "code": reason})
        self._closed = True
        return {"type": "websocket.disconnect", "code": reason}

    def _tell(self, kind: str) -> None:
        """The log, once a connection: else a tab could fill it."""
        if not self._told:
            log.warn("a tab sent what no page sends", kind=kind)
        self._told = True


def _unreadable(event: Message) -> int:
    """Why it is not even looked into; 0 if it is."""
    content = event.get("bytes")
    if content is None:
        return NOT_BYTES
    return TOO_LARGE if len(content) > MOST_BYTES else 0


def _wanted(message: BackMsg) -> bool:
    kind = message.WhichOneof("type")
    if kind == "file_urls_request":
        return len(message.file_urls_request.file_names) <= MOST_FILES
    if kind == "backend_operation_request":  # others install things on the server
        asked = message.backend_operation_request
        return asked.WhichOneof("payload") == "deferred_file"
    return kind in KINDS
