"""Whoever trains a sweep, and whatever dies on the way: the same numbers."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

import pytest

from app.cluster import Cluster
from app.workers import WorkerLost, Workers
from dnn_core import Inputs
from dnn_core.sweep import Held, Stored, WorkLost, results_of, train_group
from dnn_core.sweep.run import RETRIES
from tests.sweep_plans import moons, plan

WHOLE = plan(iterations=1500, seeds=tuple(range(1, 9)))  # 48 runs in 8 groups


class Inline(Executor):
    """Does the work at once, except for some calls that it says are lost."""

    def __init__(self, lost: Callable[[int], bool] = lambda call: False) -> None:
        self.calls, self._lost = 0, lost

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        self.calls += 1
        try:
            if self._lost(self.calls):
                raise BrokenExecutor("gone")
            future.set_result(fn(*args))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return moons()


@pytest.fixture(scope="module")
def truth(inputs):
    """Every run, trained here."""
    return [r for group in WHOLE.groups() for r in train_group(group, Held(inputs))]


def in_plans_order(results):
    return sorted(results, key=lambda result: result.index)


def gathered(batches):
    return in_plans_order([result for batch in batches for result in batch])


def test_what_is_lost_is_done_again(inputs, truth):
    flaky, replaced = Inline(lambda call: call % 3 == 0), []

    def replace(broken):
        replaced.append(broken)
        return broken

    batches = results_of(WHOLE.groups(), Held(inputs), flaky, replace=replace)
    assert gathered(batches) == in_plans_order(truth)
    assert flaky.calls > len(WHOLE.groups())
    assert replaced


def test_after_three_retries_it_is_told(inputs):
    dead = Inline(lambda call: True)
    with pytest.raises(WorkLost, match="lost 4 times"):
        list(results_of(WHOLE.groups()[:1], Held(inputs), dead))
    assert dead.calls == 1 + RETRIES


def test_a_fault_of_the_work_is_not_tried_again():
    wrong, group = Inline(), WHOLE.groups()[:1]
    with pytest.raises(AttributeError):
        list(results_of(group, None, wrong))
    assert wrong.calls == 1


def test_stopping_keeps_what_came_and_cancels_the_rest(inputs):
    class Never(Executor):
        futures: list[Future] = []  # noqa: RUF012

        def submit(self, fn, /, *args, **kwargs):
            self.futures.append(Future())
            return self.futures[-1]

    never = Never()
    asked = iter([False, True])
    assert not list(results_of(WHOLE.groups(), None, never, stop=lambda: next(asked)))
    assert all(future.cancelled() for future in never.futures)


def test_processes_give_the_same_bits_also_when_killed(inputs, truth, tmp_path):
    source, workers = Stored.write(inputs, tmp_path), Workers(2)
    try:
        results = []
        for count, batch in enumerate(results_of(WHOLE.groups(), source, workers)):
            results += batch
            if count == 0:
                assert len(results) < WHOLE.count
                for pid in workers.pids():
                    os.kill(pid, signal.SIGKILL)
        assert in_plans_order(results) == in_plans_order(truth)
        one = workers.submit(os.getpid)
        assert one.result() in workers.pids()
        assert workers.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"
        with pytest.raises(ZeroDivisionError):
            workers.submit(divmod, 1, 0).result()
    finally:
        workers.shutdown()
    assert not workers.pids()


def test_work_can_be_interrupted():
    workers = Workers(1)
    try:
        assert workers.submit(abs, -1).result() == 1  # it is there
        long = workers.submit(_forever)
        while not long.running():
            pass
        workers.interrupt()
        with pytest.raises(WorkerLost):
            long.result(timeout=10)
        assert workers.submit(abs, -2).result() == 2
    finally:
        workers.shutdown()


def _forever() -> None:
    while True:
        pass


def test_a_dask_cluster_gives_the_same_bits_also_when_a_worker_dies(inputs, truth):
    from distributed import LocalCluster

    started: Any = LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0"
    )
    with started as local:
        cluster = Cluster(local.scheduler_address)
        try:
            assert cluster.count == 2
            results = []
            with cluster.sharing(inputs) as source:
                groups, executor = WHOLE.groups(), cluster.executor
                batches = results_of(groups, source, executor, lost=cluster.lost)
                for count, batch in enumerate(batches):
                    results += batch
                    if count == 0:
                        assert len(results) < WHOLE.count
                        first = next(iter(local.workers.values()))
                        os.kill(first.pid, signal.SIGKILL)
            assert in_plans_order(results) == in_plans_order(truth)
        finally:
            cluster.close()
