"""A network that can be cut: a proxy between the browser and the app."""

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from tests.browser.app_server import AppServer


class Wire:
    """Passes everything on between a port of its own and the app.

    Attributes
    ----------
    app : the app, at the address of the wire.
    """

    def __init__(self, app: AppServer) -> None:
        self._to = "127.0.0.1", urlsplit(app.url).port or 80
        self._open = threading.Event()
        self._ends: list[socket.socket] = []
        self._gates: list[threading.Event] = []  # of WebSockets
        self._door = self._listen(0)
        port = self._door.getsockname()[1]
        self._port = port
        self.app = AppServer(f"http://127.0.0.1:{port}", app.pid, app.log)

    def _listen(self, port: int) -> socket.socket:
        door = socket.create_server(("127.0.0.1", port))
        self._open.set()
        threading.Thread(target=self._accept, args=(door,), daemon=True).start()
        return door

    def _accept(self, door: socket.socket) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                near, _ = door.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        gate = threading.Event()
        gate.set()
        with suppress(OSError), near, socket.create_connection(self._to) as far:
            self._ends += [near, far]
            ends = far, near, gate
            back = threading.Thread(target=self._pass, args=ends, daemon=True)
            back.start()
            self._pass(near, far, gate)
            back.join()

    def _pass(
        self, source: socket.socket, target: socket.socket, gate: threading.Event
    ) -> None:
        with suppress(OSError):
            while body := source.recv(65_536):
                if b"Upgrade: websocket" in body:
                    self._gates.append(gate)
                self._open.wait()
                gate.wait()
                target.sendall(body)
        gate.wait()  # nor does one end hear that the other has gone
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Every connection breaks, and no new one is possible."""
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def hold(self) -> None:
        """Connections stay, but nothing comes through any more."""
        self._open.clear()

    def strand(self) -> None:
        """The WebSockets there are stay so in silence, for good; all else is well."""
        for gate in self._gates:
            gate.clear()

    def mend(self) -> None:
        """All is well again."""
        if self._open.is_set():
            self._door = self._listen(self._port)
        self._open.set()


@contextmanager
def wire(app: AppServer) -> Generator[Wire]:
    """A wire to the app, cut for good at the end."""
    found = Wire(app)
    try:
        yield found
    finally:
        found.cut()
        found.mend()
        found.cut()
