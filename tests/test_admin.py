"""Health, the admin's view and the headers: who sees what."""

import asyncio
import base64
import json
import logging

import pytest
from starlette.requests import Request

from app import route, state
from app.headers import HEADERS, SecurityHeaders
from app.registry import Registry
from app.runs import Run
from app.status import ErrorCount, as_page, status
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
    assert "<th" in page and "iterations per s" in page
    assert training.token not in page + json.dumps(seen)


def test_what_is_counted(training):
    registry = Registry(idle_s=60, most=10)
    registry.add(training)
    training.packing_s = 0.004
    now = status(registry, errors=2)
    assert (now.runs, now.training, now.watched) == (1, 1, 1)
    assert (now.packing_ms, now.errors) == (4.0, 2)
    training.pause()
    assert status(registry, 0).training == 0
    assert "4.0" not in as_page(status(registry, 0))


def test_errors_are_counted():
    count, logger = ErrorCount(), logging.getLogger("layerwise-test")
    logger.addHandler(count)
    logger.propagate = False
    logger.warning("not this")
    logger.error("this")
    assert count.count == 1


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
