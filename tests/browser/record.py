"""All that the server tells a tab, kept to be searched."""

from contextlib import suppress
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Response, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MEDIA = "/media/"
OURS = ("/layerwise/", MEDIA, "/_stcore/")  # not the program itself


class Record:
    """What came to a page over its connection and in answer to its requests.

    Attributes
    ----------
    frames : the messages of its connection.
    media : the addresses of the files it asked for.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.frames: list[bytes] = []
        self._answers: list[Response] = []
        self._seen: list[bytes] = []
        page.on("websocket", self._connected)
        page.on("response", self._answered)

    def _connected(self, socket: WebSocket) -> None:
        def take(frame: bytes | str) -> None:
            self.frames.append(frame.encode() if isinstance(frame, str) else frame)

        socket.on("framereceived", take)

    def _answered(self, response: Response) -> None:
        if urlsplit(response.url).path.startswith(OURS):
            self._answers.append(response)

    def look(self) -> None:
        """Keep what the page shows now, and what it remembers."""
        told = self._page.evaluate("JSON.stringify(sessionStorage) + document.cookie")
        self._seen += [self._page.content().encode(), told.encode()]

    @property
    def media(self) -> list[str]:
        addresses = (answer.url for answer in self._answers)
        return [url for url in addresses if urlsplit(url).path.startswith(MEDIA)]

    @property
    def session(self) -> str:
        """The name that Streamlit has for the tab."""
        for frame in self.frames:
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "new_session":
                return message.new_session.initialize.session_id
        raise LookupError("the tab has no session yet")

    def everything(self) -> bytes:
        """One after the other."""
        parts = [*self.frames, *self._seen]
        for answer in self._answers:
            parts.append(f"{answer.url} {answer.headers}".encode())
            with suppress(Error):  # it was left behind when the page changed
                parts.append(answer.body())
        return b"\n".join(parts)
