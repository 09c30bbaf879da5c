"""Drives any `concurrent.futures.Executor` through a plan.

Results come as they are ready. What is lost with its worker is handed over again: it is
the same work, so it gives the same numbers.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from typing import Any

from dnn_core.sweep.plan import Group
from dnn_core.sweep.work import Result, train_group

RETRIES = 3
LOOK_S = 0.1  # between two looks at whether to stop
LOST: tuple[type[BaseException], ...] = (BrokenExecutor, CancelledError)


class WorkLost(RuntimeError):
    """A group's workers died under it too often; the message says what to do."""


def results_of(
    groups: Sequence[Group],
    source: Any,
    executor: Executor,
    *,
    stop: Callable[[], bool] = lambda: False,
    replace: Callable[[Executor], Executor] = lambda broken: broken,
    lost: tuple[type[BaseException], ...] = LOST,
) -> Iterator[tuple[Result, ...]]:
    """The results of each group as they come.

    Parameters
    ----------
    groups : of one plan.
    source : what `train_group` takes, or what the executor turns into it.
    stop : whether to give up; what has not begun is cancelled then, and nothing more
        comes.
    replace : gives the executor to go on with when work was lost; the same one, if it
        mends itself.
    lost : what says that a worker died, as opposed to a fault of the work.

    Raises
    ------
    WorkLost : a group was lost more than RETRIES times.
    """
    waiting, pending = list(groups), dict[Future[Any], tuple[Executor, Group]]()
    losses = dict.fromkeys(waiting, 0)
    try:
        while (waiting or pending) and not stop():
            for group in waiting:
                future = executor.submit(train_group, group, source)
                pending[future] = executor, group
            waiting = list[Group]()
            done, _ = wait(pending, timeout=LOOK_S, return_when=FIRST_COMPLETED)
            for future in done:
                holder, group = pending.pop(future)
                try:
                    results = future.result()
                except lost:
                    _count(losses, group)
                    waiting.append(group)
                    if holder is executor:
                        executor = replace(executor)
                else:
                    yield results
    finally:
        for future in pending:
            future.cancel()


def _count(losses: dict[Group, int], group: Group) -> None:
    losses[group] += 1
    if losses[group] > RETRIES:
        raise WorkLost(
            f"A part of the sweep was lost {losses[group]} times, each time with the "
            "process that trained it. Perhaps its networks are too large for the "
            "memory: try fewer or smaller layers."
        )
