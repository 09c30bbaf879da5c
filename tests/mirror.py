"""A mirror of the photos on this machine, which can be told to misbehave."""

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], object]


@dataclass
class Mirror:
    """Where it answers, and the paths it was asked for, in order."""

    url: str
    asked: list[str] = field(default_factory=list[str])


@contextmanager
def mirror(answers: Mapping[str, Answer], port: int = 0) -> Generator[Mirror]:
    """Serve each path by its answer, others by status 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            served.asked.append(path)
            answers.get(path, status(404))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A visitor who leaves early is no news."""

    server = Server(("127.0.0.1", port), Handler)
    served = Mirror(f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def whole(content: bytes) -> Answer:
    """All of a file."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _start(request, len(content))
        request.wfile.write(content)

    return answer


def held(content: bytes, gate: threading.Event) -> Answer:
    """All of a file, but hardly any of it before the gate opens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _start(request, len(content))
        sent = 0
        while not gate.wait(0.5):
            request.wfile.write(content[sent : sent + 1])
            sent += 1
        request.wfile.write(content[sent:])

    return answer


def unmeasured(content: bytes) -> Answer:
    """All of a file, without saying how long it is."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _start(request, None)
        request.wfile.write(content)

    return answer


def cut(content: bytes, at: int) -> Answer:
    """The beginning of a file whose whole length was promised."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _start(request, len(content))
        request.wfile.write(content[:at])

    return answer


def dripping(content: bytes, pause_s: float) -> Answer:
    """A byte at a time."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        _start(request, len(content))
        for byte in content:
            request.wfile.write(bytes([byte]))
            time.sleep(pause_s)

    return answer


def status(code: int) -> Answer:
    """A refusal."""
    return lambda request: request.send_error(code)


def redirect(address: str) -> Answer:
    """Somewhere else."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", address)
        request.end_headers()

    return answer


def nonsense(request: BaseHTTPRequestHandler) -> None:
    """Not HTTP."""
    request.wfile.write(b"\x00\x01 hello\r\n\r\n")


def _start(request: BaseHTTPRequestHandler, length: int | None) -> None:
    request.send_response(200)
    if length is not None:
        request.send_header("Content-Length", str(length))
    request.end_headers()
