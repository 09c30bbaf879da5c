"""Requests to the server's own routes, and the environment that it starts in."""

import asyncio
import base64
import os
from collections.abc import MutableMapping, Sequence
from random import Random
from typing import Any, Final

from starlette.routing import Router

from app import route, state
from app.log import kind_of
from app.settings import Settings, from_environment, variable_of
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance
from tests.saved_runs import a_run

TOKEN: Final = b"A" * 22
STATE: Final = b" /layerwise/state HTTP/1.1\r\nX-Layerwise-Run: " + TOKEN
LOOK: Final = b"POST" + STATE + b"\r\nX-Layerwise-Look: "
PASSWORD: Final = "password"
ROUTER: Final = Router(route.routes("base"))
ANSWERS: Final = (200, 204, 401, 404, 405, 307, 503)


def sound() -> list[bytes]:
    """Requests as they come over the wire: of a run that moves, of one that is dragged,
    for health, of the admin."""
    known = base64.b64encode(f"x:{PASSWORD}".encode())
    requests = [
        b"GET" + STATE,
        LOOK + b"5",
        b"GET /base/layerwise/health HTTP/1.1\r\nHost: a",
        b"GET /layerwise/admin HTTP/1.1\r\nAuthorization: Basic " + known
        + b"\r\nAccept: application/json",
        b"HEAD /layerwise/admin HTTP/1.1\r\nAuthorization: Basic " + known,
    ]  # fmt: skip
    run = a_run()
    run.token, run.pack = TOKEN.decode(), lambda run: b"packed"
    state.registry().add(run)
    os.environ[route.ADMIN_TOKEN] = PASSWORD
    return requests


def hostile() -> list[bytes]:
    """Passwords that are none, and iterations."""
    numbers = [b"-1", b"1e9", b"9" * 5000, "\u0665".encode(), b"\xb2", b"", b"5, 5"]
    words = [b"\xff\xfe", b"=", b"A", b"a" * 100_000, "é".encode(), b"\xed\xa0\x80"]
    packed = [base64.b64encode(word) for word in words]
    begin = b"GET /layerwise/admin HTTP/1.1\r\nAuthorization: Basic "
    passwords = [begin + word for word in (*words, *packed)]
    return [*passwords, *(LOOK + number for number in numbers)]


def enter(data: bytes) -> Sequence[str]:
    """As Streamlit's server hands it on."""
    asyncio.run(ROUTER(_scope(data), _receive, _Answer()))
    return ()


def _scope(data: bytes) -> dict[str, Any]:
    line, *rest = data.split(b"\r\n")
    method, _, target = line.partition(b" ")
    path, _, query = target.rpartition(b" ")[0].partition(b"?")
    headers = [each.partition(b":") for each in rest]
    return {
        "type": "http",
        "method": method.decode("latin-1"),
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "headers": [(name.lower(), value.strip()) for name, _, value in headers],
    }


async def _receive() -> dict[str, Any]:
    return {"type": "http.disconnect"}


class _Answer:
    """Takes an answer, and looks at its status."""

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            assert message["status"] in ANSWERS, message["status"]


def variables() -> list[bytes]:
    """An environment: names and values, with a zero byte after each."""
    given = {
        "PATH": "/usr/bin",
        variable_of("max_units"): "64",
        "LAYERWISE_LOG": "json",
    }
    lines = [given, {variable_of("refresh_s"): "0.5"}]
    return [_written(list(each.items())) for each in lines]


def _written(pairs: Sequence[tuple[str, str]]) -> bytes:
    return b"\0".join(f"{k}={v}".encode("utf-8", "replace") for k, v in pairs)


def other_variables(given: Sequence[bytes], rng: Random) -> bytes:
    """Other values of settings; or any bytes spoilt."""
    if rng.random() < 0.2:
        return damaged(given, rng)
    names = [variable_of(name) for name in Settings.__dataclass_fields__]
    names += ["LAYERWISE_LOG", "LAYERWISE_MAX_UNIT", "LAYERWISE_" + "X" * 1000]
    told = [*values.TEXTS, *map(str, values.NUMBERS[:-2]), "9" * 400, "1e400", "0x10"]
    few = rng.choice((1, 1, 2, 5))
    return _written([(rng.choice(names), rng.choice(told)) for _ in range(few)])


def enter_variables(data: bytes) -> Sequence[str]:
    """As the server starts."""
    pairs = (part.partition(b"=") for part in data.split(b"\0"))
    given = {os.fsdecode(name): os.fsdecode(value) for name, _, value in pairs}
    from_environment(given)
    kind_of(given)
    return ()


REQUESTS = Entrance("requests", sound, enter, (), damaged, hostile)
SETTINGS = Entrance(
    "settings", variables, enter_variables, (ValueError,), other_variables
)
