"""A tab without a browser, which may say anything: Streamlit's messages, both ways."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

from tests.browser.app_server import AppServer

SLOW_S = 30.0


class Stranger:
    """Its connection, and all that it was sent."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.heard: list[bytes] = []

    def say(self, **fields: Any) -> None:
        """Send a message of the protocol."""
        self.connection.send(BackMsg(**fields).SerializeToString())

    def draw(self, **rerun: Any) -> None:
        """Ask for a page, and wait until it is drawn."""
        self.say(rerun_script=rerun)
        self.wait("script_finished")

    def wait(self, kind: str) -> ForwardMsg:
        """The next message of a kind.

        Raises
        ------
        TimeoutError, websockets.ConnectionClosed : there is none.
        """
        while True:
            packed = self.connection.recv(SLOW_S)
            assert isinstance(packed, bytes)
            self.heard.append(packed)
            message = ForwardMsg.FromString(packed)
            if message.WhichOneof("type") == kind:
                return message


@contextmanager
def stranger(app: AppServer) -> Generator[Stranger]:
    """Connected, with no page drawn yet."""
    with connect(
        f"{app.url.replace('http', 'ws', 1)}/_stcore/stream",
        origin=Origin(app.url),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    ) as connection:
        yield Stranger(connection)
