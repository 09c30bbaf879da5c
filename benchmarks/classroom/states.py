"""Asks the app's own route for the newest state, as the live panel does."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from app.route import HEADER, LOOK, PATH


def header(packed: bytes) -> dict[str, Any]:
    """That of a state, without what it draws."""
    length = int.from_bytes(packed[:4], "little")
    return json.loads(packed[4 : 4 + length])


class States:
    """A connection that is kept open, as a browser keeps it."""

    def __init__(self, url: str, cookie: str = "") -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._cookie = f"Cookie: {cookie}\r\n" if cookie else ""
        self._reader: asyncio.StreamReader | None = None

    async def newest(
        self, token: str, look: int | None = None
    ) -> dict[str, Any] | None:
        """The header of the newest state, or of another iteration that is shown from
        now on; None if the server knows no such run.

        Raises
        ------
        OSError : the server answered otherwise, or not at all.
        """
        kept = self._reader is not None and not self._reader.at_eof()
        try:
            status, body = await self._ask(token, look)
        except (ConnectionError, asyncio.IncompleteReadError):
            if not kept:
                raise
            self.close()  # the server had closed it, idle; as a browser, ask once more
            status, body = await self._ask(token, look)
        if status == 204:
            return None
        if status != 200:
            raise OSError(f"the state was answered with {status}")
        return header(body)

    async def _ask(self, token: str, look: int | None) -> tuple[int, bytes]:
        if self._reader is None or self._reader.at_eof():
            self.close()
            opened = await asyncio.open_connection(self._host, self._port)
            self._reader, self._writer = opened
        told = f"Host: {self._host}\r\n{self._cookie}{HEADER}: {token}\r\n"
        method = "GET"
        if look is not None:
            method, told = "POST", f"{told}{LOOK}: {look}\r\ncontent-length: 0\r\n"
        self._writer.write(f"{method} {PATH} HTTP/1.1\r\n{told}\r\n".encode())
        return await self._answer(self._reader)

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(fields.get("content-length", 0)))
        return int(head[0].split(" ")[1]), body

    def close(self) -> None:
        """No more questions."""
        if self._reader is not None:
            self._reader = None
            self._writer.close()
