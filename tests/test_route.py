"""The panel's own way to the newest state: who gets one, and that it is newer."""

import asyncio
import threading
import time
from contextlib import contextmanager
from functools import partial

import pytest
from starlette.requests import Request

from app import feed, route, state
from app.live.payload import unpack
from app.runs import Run
from app.turnstile import Turnstile
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset


@contextmanager
def shown_on_a_page():
    dataset = load_dataset("moons", m=40)
    config = TrainConfig(layer_dims=(2, 3, 1), num_iterations=100)
    run = Run(TrainingSession(config, Inputs.of(dataset)), None)
    run.pack = partial(feed.payload, dataset=dataset)
    state.registry().add(run)
    yield run
    state.registry().remove(run.token)


@pytest.fixture
def run():
    with shown_on_a_page() as run:
        yield run


def asked(token, look=None, method="GET"):
    headers = [(b"x-layerwise-run", token.encode())]
    if look is not None:
        headers.append((b"x-layerwise-look", look.encode()))
    return route.newest(Request({"type": "http", "method": method, "headers": headers}))


def ask(token, look=None, method="GET"):
    return asyncio.run(asked(token, look, method))


def shown(answer):
    return unpack(bytes(answer.body))[0]["iteration"]


def test_a_token_gets_its_run_as_it_stands(run):
    before, _ = unpack(bytes(ask(run.token).body))
    with run.turn() as session:
        session.step(7)
    answer = ask(run.token)
    after, blobs = unpack(bytes(answer.body))
    assert (before["iteration"], after["iteration"]) == (0, 7)
    assert after["at"] > before["at"]
    assert len(blobs["cost"]) == 8
    assert answer.headers["cache-control"] == "no-store"


def iterations(run, count):
    return [unpack(bytes(ask(run.token).body))[0]["iteration"] for _ in range(count)]


def test_each_state_is_new_where_the_scheduler_does_not_come_to_the_run(run):
    run.play(speed=None)
    first, second, third = iterations(run, 3)
    assert first == 0  # the scheduler may still come
    assert first < second < third
    run.pause()
    assert iterations(run, 2) == [third, third]


def test_no_state_is_ahead_of_the_wished_speed(run):
    run.play(speed=0.01)
    assert iterations(run, 4) == [0, 1, 1, 1]


def test_nothing_is_trained_for_a_state_where_the_scheduler_came(run):
    run.play(speed=None)
    iterations(run, 1)
    with run.turn() as session:
        session.step(5)
        session.play()
    assert iterations(run, 1) == [5]


def test_who_asks_looks(run):
    run.touched = 0.0
    ask(run.token)
    assert run.touched > 0.0


def test_a_timeline_that_is_dragged_gets_the_iteration_it_asks_for(run):
    with run.turn() as session:
        session.step(9)
    assert shown(ask(run.token, "4", "POST")) == 4
    assert shown(ask(run.token)) == 4  # until another is asked for
    assert shown(ask(run.token, "8", "POST")) == 8
    assert shown(ask(run.token, "9" * 5000, "POST")) == 9  # the newest
    with run.turn() as session:
        session.step(1)
    assert shown(ask(run.token)) == 10  # which goes on


@pytest.mark.parametrize(
    ("look", "method"),
    [("4", "GET"), ("-4", "POST"), ("4.0", "POST"), ("٤", "POST"), ("", "POST")],
)
def test_what_is_no_wish_moves_nothing(run, look, method):
    with run.turn() as session:
        session.step(9)
    assert shown(ask(run.token, look, method)) == 9


def test_who_looks_back_trains_nothing(run):
    run.play(speed=None)
    with run.turn() as session:
        session.step(9)
        session.play()
    for _ in range(3):
        assert unpack(bytes(ask(run.token, "3", "POST").body))[0]["newest"] == 9


@pytest.mark.parametrize("token", ["", "x" * 22])
def test_nobody_else_gets_anything(run, token):
    answer = ask(token)
    assert (answer.status_code, answer.body) == (204, b"")


def test_one_tab_does_not_take_all_threads(run):
    async def ask_all_at_once():
        pack, run.pack = run.pack, lambda run: go_on.wait(9) and pack(run)
        asking = [asyncio.create_task(asked(run.token)) for _ in range(9)]
        await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(0)
        early = [task.result().status_code for task in asking if task.done()]
        go_on.set()
        answers = await asyncio.gather(*asking)
        return early, sorted(answer.status_code for answer in answers)

    go_on = threading.Event()
    assert asyncio.run(ask_all_at_once()) == ([503] * 6, [200] * 3 + [503] * 6)
    assert ask(run.token).status_code == 200


def test_whose_state_is_oldest_is_next(monkeypatch):
    """A browser that asks seldom, because it draws slowly, waits no longer for that."""

    def followed(run, name):
        ask(run.token)
        pack, run.pack = run.pack, lambda run: order.append(name) or pack(run)
        return threading.Thread(target=ask, args=[run.token])

    one, order = Turnstile(1, 30.0), []
    monkeypatch.setattr(state, "packing", lambda: one)
    with shown_on_a_page() as slow, shown_on_a_page() as quick:
        slow_asks, quick_asks = followed(slow, "slow"), followed(quick, "quick")
        with one.passed():
            for waiting, asks in enumerate((quick_asks, slow_asks), start=1):
                asks.start()
                while one.waiting < waiting:
                    time.sleep(0.001)
        for asks in (quick_asks, slow_asks):
            asks.join(30.0)
    assert order == ["slow", "quick"]


def test_a_run_that_no_page_shows_is_not_found(run):
    run.pack = None
    assert ask(run.token).status_code == 204
