"""Health, the admin's view and the headers: who sees what."""

import asyncio
import base64
import json
import logging
import time
from dataclasses import fields

import pytest
from starlette.requests import Request

from app import route, state
from app.activity import Activity, Lately, Load
from app.headers import HEADERS, SecurityHeaders
from app.places import Places
from app.registry import Registry
from app.runs import Run
from app.status import GROUPS, ErrorCount, Status, as_page, status
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset

TOKEN = "correct horse"


def request(**headers):
    raw = [
        (k.replace("_", "-").lower().encode(), v.encode()) for k, v in headers.items()
    ]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


def basic(password):
    return f"Basic {base64.b64encode(f'teacher:{password}'.encode()).decode()}"


@pytest.fixture
def training():
    config = TrainConfig(layer_dims=(2, 3, 1), num_iterations=100)
    session = TrainingSession(config, Inputs.of(load_dataset("moons", m=40)))
    run = Run(session, None)
    run.play(speed=None)
    return run


def test_health():
    answer = asyncio.run(route.health(request()))
    assert (answer.status_code, bytes(answer.body)) == (200, b"ok")


def test_the_routes_are_also_below_the_path_of_the_app():
    at_root = ["/layerwise/state", "/layerwise/health", "/layerwise/admin"]
    assert [r.path for r in route.routes("")] == at_root
    below = [f"/school/net{path}" for path in at_root]
    assert [r.path for r in route.routes("/school/net/")] == at_root + below


def test_without_a_password_set_there_is_no_such_page(monkeypatch):
    monkeypatch.delenv(route.ADMIN_TOKEN, raising=False)
    assert route.admin(request(Authorization=basic(""))).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"Authorization": basic("wrong")},
        {"Authorization": "Basic ###"},
        {"Authorization": "Basic /w=="},
        {"Authorization": f"Bearer {TOKEN}"},
    ],
)
def test_a_stranger_sees_nothing(given, monkeypatch):
    monkeypatch.setenv(route.ADMIN_TOKEN, TOKEN)
    answer = route.admin(request(**given))
    assert answer.status_code == 401
    assert bytes(answer.body) == b"A password is needed."


def test_the_admin_sees_numbers_and_no_token(training, monkeypatch):
    monkeypatch.setenv(route.ADMIN_TOKEN, TOKEN)
    state.registry().add(training)
    try:
        asked = request(Authorization=basic(TOKEN), Accept="application/json")
        seen = json.loads(bytes(route.admin(asked).body))
        page = bytes(route.admin(request(Authorization=basic(TOKEN))).body).decode()
    finally:
        state.registry().remove(training.token)
    assert seen["runs"] >= seen["training"] >= 1
    assert seen["memory_mb"] != 0
    assert "<th" in page and "in the queue" in page
    assert training.token not in page + json.dumps(seen)


def test_what_is_counted(training):
    registry, errors, activity = Registry(idle_s=60, most=10), ErrorCount(), Activity()
    places, clock = Places(2, grace_s=8, idle_s=900), time.monotonic()
    for tab in "abcd":
        places.ask(tab, clock)
    registry.add(training)
    training.packing_s = 0.00413
    activity.opened = 7
    activity.pages.note(clock - 700, 30.0)  # long ago
    activity.pages.note(clock, 1.25)
    now = status(registry, places, activity, errors)
    assert (now.inside, now.places, now.waiting, now.opened) == (2, 2, 2, 7)
    assert (now.runs, now.training, now.watched) == (1, 1, 1)
    assert now.runs_mb == round(training.nbytes / 1e6, 1)
    assert (now.packing_ms, now.slowest_page_s) == (4.13, 1.25)
    training.pause()
    now = status(registry, places, activity, errors)
    assert now.training == 0
    assert "4.13" not in as_page(now)


def test_the_page_tells_every_number_once():
    told = [name for group in GROUPS.values() for name in group]
    assert sorted(told) == sorted(field.name for field in fields(Status))


def test_the_load_is_that_of_the_last_minute():
    """Two cores busy for an hour, then half a one for 30 s: of that, half a core."""
    load = Load()
    for second in range(0, 3600, 10):
        load.note(second, 2.0 * second)
    assert load.cores(3600, 7200) == pytest.approx(2.0)
    for second in range(3600, 3661):
        load.note(second, 7200 + 0.5 * (second - 3600))
    assert load.cores(3660, 7230) == pytest.approx(0.5)
    assert load.cores(9000, 7230) < 0.01  # nobody came since
    assert Load().cores(10, 5) == 0.5


def test_what_is_remembered_is_bounded():
    lately = Lately(window_s=10)
    for moment in range(5000):
        lately.note(moment / 1000, moment)
    assert len(lately.values(5.0)) == 1000
    assert lately.values(14.5) == list(range(4501, 5000))


def test_errors_are_counted():
    count, logger = ErrorCount(), logging.getLogger("layerwise-test")
    logger.addHandler(count)
    logger.propagate = False
    logger.warning("not this")
    logger.error("this")
    assert (count.count, count.lately) == (1, 1)


def test_every_answer_has_the_headers_once():
    async def app(scope, receive, send):
        headers = [(b"referrer-policy", b"no-referrer")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})

    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {}

    asyncio.run(SecurityHeaders(app)({"type": "http"}, receive, send))
    headers = dict(sent[0]["headers"])
    assert len(sent[0]["headers"]) == len(HEADERS)
    assert headers[b"referrer-policy"] == b"no-referrer"  # what was there stays
    assert b"object-src 'none'" in headers[b"content-security-policy"]


@pytest.mark.parametrize("given", ["\xff\xfe", "=", "é", "a" * 9])
def test_a_password_that_is_none_opens_nothing(monkeypatch, given):
    monkeypatch.setenv(route.ADMIN_TOKEN, TOKEN)
    headers = [(b"authorization", b"Basic " + given.encode("latin-1"))]
    scope = {"type": "http", "method": "GET", "headers": headers}
    assert route.admin(Request(scope)).status_code == 401
