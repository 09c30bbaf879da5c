"""One run that is held for long keeps nobody but its own student."""

import asyncio
import threading
from contextlib import contextmanager
from functools import partial

import pytest
from starlette.requests import Request

from app import feed, route, state
from app.registry import Registry
from app.runs import Run
from app.scheduler import Scheduler
from app.turns import Busy, Turns, patience
from tests.saved_runs import VIEW, a_run, autosave, step

LONG_S = 30.0  # where this is waited for, something is wrong


@contextmanager
def held(run: Run):
    """Another thread has the run, as a page with a long look at the past."""
    has, free = threading.Event(), threading.Event()

    def hold() -> None:
        with run.turn():
            has.set()
            free.wait(LONG_S)

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    assert has.wait(LONG_S)
    try:
        yield
    finally:
        free.set()
        thread.join()


def done(act) -> bool:
    """Whether it comes to its end while the run is held."""
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    thread.join(LONG_S / 3)
    return not thread.is_alive()


def test_who_has_patience_goes_away_and_leaves_the_next_one_its_turn():
    turns = Turns()
    with turns.next(), patience(0.01), pytest.raises(Busy), turns.next():
        pass
    with turns.next():
        pass
    with patience(0.0), turns.next():
        pass


def test_the_others_train_while_a_run_is_held_and_then_it_trains_too():
    one, other = a_run(num_iterations=10**6), a_run(num_iterations=10**6)
    scheduler = Scheduler(workers=1)
    try:
        one.play(speed=None)
        with held(one):
            scheduler.add(one)
            other.play(speed=None, steps=200)
            scheduler.add(other)
            assert done(lambda: until(lambda: other.mark.iteration == 200))
            assert one.mark.iteration == 0
        assert done(lambda: until(lambda: one.mark.iteration > 0))
    finally:
        one.suspend()


def until(condition) -> None:
    pause = threading.Event()
    while not condition():
        pause.wait(0.01)


def test_the_others_are_saved_while_a_run_is_held_and_then_it_is_saved_too(tmp_path):
    registry = Registry(idle_s=60, most=10)
    runs = [a_run(registry) for _ in range(2)]
    saving = autosave(tmp_path, registry)
    for run in runs:
        step(run, 3)
        saving.keep(run, lambda: VIEW)
    with held(runs[0]):
        assert done(lambda: saving.save(10))
        assert [saving.find(run.token) is not None for run in runs] == [False, True]
    saving.save(10)
    assert saving.find(runs[0].token) is not None


def ask(run: Run) -> int:
    headers = [(b"x-layerwise-run", run.token.encode())]
    scope = {"type": "http", "method": "GET", "headers": headers}
    return asyncio.run(route.newest(Request(scope))).status_code


def test_a_panel_whose_run_is_held_is_asked_to_come_again():
    run = a_run(state.registry())
    assert run.origin is not None
    run.pack = partial(feed.payload, dataset=run.origin.data.dataset)
    answers: list[int] = []
    try:
        with held(run):
            assert done(lambda: answers.append(ask(run)))
        assert (answers, ask(run)) == ([503], 200)
    finally:
        state.registry().remove(run.token)
