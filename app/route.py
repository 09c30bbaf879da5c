"""The server's own routes beside Streamlit's: states for the panel, health, admin.

While a run moves, the panel asks here a dozen times a second. To rerun a fragment for
each of these states would cost the server 8 ms and the page 15 ms, and the state itself
is not in it. A dragged timeline asks here too. Streamlit still brings what a
click leads to.
"""

import base64
import logging
import os
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from app import sent, state
from app.runs import Run
from app.settings import SETTINGS
from app.status import ErrorCount, as_page, status
from app.turns import Busy, patience

PATH: Final = "/layerwise/state"
HEADER: Final = "X-Layerwise-Run"  # the token of the run, which only its own tab knows
LOOK: Final = "X-Layerwise-Look"  # the iteration to show from now on, if it is another
ADMIN_TOKEN: Final = "LAYERWISE_ADMIN_TOKEN"
PATIENCE_S: Final = 2.0  # with a run that is busy: one long look at its past, about
OF_ONE_RUN: Final = 3  # its panel that follows and is dragged, and one before a reload
_asking: Counter[str] = Counter()
_errors = ErrorCount()
logging.getLogger().addHandler(_errors)


async def newest(request: Request) -> Response:
    """The run as it stands, packed as for `live_panel`; 204 where nobody knows it. If
    the scheduler did not come to it since the last time, it first trains a little. A
    POST that names an iteration shows that one, and is answered before all who follow.

    503 where it is known and busy for long, or where as many ask for it already as are
    answered at once: the panel asks again a second later.
    """
    token = request.headers.get(HEADER, "")
    if _asking[token] >= OF_ONE_RUN:  # a thread each, of the few that there are for all
        return _later()
    _asking[token] += 1
    try:
        return await run_in_threadpool(_newest, token, _wished(request))
    finally:
        _asking[token] -= 1
        if not _asking[token]:
            del _asking[token]


def _wished(request: Request) -> int | None:
    if request.method != "POST":
        return None
    return sent.digits(request.headers.get(LOOK), SETTINGS.max_iterations)


def _newest(token: str, wished: int | None) -> Response:
    run = state.registry().get(token)
    if run is None or run.pack is None:
        return Response(status_code=204)
    run.touch()
    if wished is None:
        state.give_way()
    try:
        with patience(PATIENCE_S):
            if wished is None:
                packed = _packed(run, run.pack)
            else:
                run.look(wished)
                packed = run.pack(run)
    except Busy:
        return _later()
    return Response(
        packed,
        media_type="application/octet-stream",
        headers={"Cache-Control": "no-store"},
    )


def _later() -> Response:
    return Response(status_code=503, headers={"Retry-After": "1"})


def _packed(run: Run, pack: Callable[[Run], bytes]) -> bytes:
    with run.turn():  # who waits for it takes no place from those who pack
        pass
    with state.packing().passed(since=run.packed_at):
        run.hurry()  # to pack the same state again would take as long as a new one
        return pack(run)


async def health(request: Request) -> Response:
    """Whether the server answers; for a load balancer."""
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


def admin(request: Request) -> Response:
    """How the server is doing; JSON where it is asked for.

    Behind the password that LAYERWISE_ADMIN_TOKEN holds, with any user name; without
    that variable there is no such page.
    """
    token = os.environ.get(ADMIN_TOKEN, "")
    if not token:
        return Response(status_code=404)
    if not secrets.compare_digest(_password(request).encode(), token.encode()):
        challenge = {"WWW-Authenticate": 'Basic realm="Layerwise", charset="UTF-8"'}
        return PlainTextResponse("A password is needed.", 401, challenge)
    now = status(state.registry(), state.places(), state.activity(), _errors)
    headers = {"Cache-Control": "no-store"}
    if "application/json" in request.headers.get("Accept", ""):
        return JSONResponse(asdict(now), headers=headers)
    return HTMLResponse(as_page(now), headers=headers)


def _password(request: Request) -> str:
    """That of HTTP's basic authentication; empty if there is none."""
    kind, _, packed = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(packed, validate=True).decode().partition(":")[2]
    except ValueError:  # of the alphabet, the padding or the letters
        return ""


ROUTES = [
    Route(PATH, newest, methods=["GET", "POST"]),
    Route("/layerwise/health", health),
    Route("/layerwise/admin", admin),
]


def routes(base: str) -> list[Route]:
    """Ours, and the same below the path of the app on its site; a proxy may hand a
    request on with that path, and asks for the health without it."""
    path = base.strip("/")
    below = [
        Route(f"/{path}{route.path}", route.endpoint, methods=route.methods)
        for route in ROUTES
    ]
    return [*ROUTES, *below] if path else ROUTES
