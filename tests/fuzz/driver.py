"""Shares the inputs of all entrances among processes, and watches them."""

import multiprocessing
import os
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.board import Board, Sums
from tests.fuzz.entrance import Entrance, Inputs
from tests.fuzz.worker import Defect, Limits, judged, work

SHARE = 500  # inputs of one process: what piles up in it is gone with it
TICK_S = 0.01
APART_S = 30.0  # for a reader in a process of its own, which has its own limit
LIMITS = Limits()
_fork = multiprocessing.get_context("fork")


@dataclass
class Result:
    """What came of all inputs of an entrance."""

    entrance: Entrance
    inputs: Inputs
    sums: Sums = field(default_factory=Sums)
    defects: list[Defect] = field(default_factory=list[Defect])


class Task(NamedTuple):
    """Some inputs of an entrance."""

    result: Result
    numbers: range


class Worker:
    """A process at a task, as it is seen from outside."""

    def __init__(self, task: Task, limits: Limits) -> None:
        self.task, entrance = task, task.result.entrance
        self._seconds = entrance.patience if entrance.apart else limits.seconds
        self._waiting_s = limits.waiting_s
        self._board = Board(task.numbers.start)
        self._defects, theirs = _fork.Pipe(duplex=False)
        rest = entrance, task.result.inputs, task.numbers, limits, self._board, theirs
        self._process = _fork.Process(target=work, args=rest, daemon=True)
        self._process.start()
        theirs.close()

    def look(self) -> Sequence[Task] | None:
        """None while it works; what is left of its task once it has ended."""
        ended = self._process.exitcode is not None  # before the last defects are read
        self._gather()
        too_long = not ended and self._too_long()
        if not ended and not too_long:
            return None
        if too_long:
            self._process.kill()
        self._process.join()
        self._gather()
        self._defects.close()
        result, number = self.task.result, self._board.number
        result.sums = result.sums.plus(self._board.sums)
        if not too_long and not self._process.exitcode:
            return []
        hang = f"it had not ended after {self._seconds:g} s"
        death = f"the process ended with {self._process.exitcode}"
        self._blame(
            number, "hang" if too_long else "death", hang if too_long else death
        )
        left = range(number + 1, self.task.numbers.stop)
        return [Task(result, left)] if left else []

    def _too_long(self) -> bool:
        cpu = cpu_seconds(self._process.pid)
        waited, worked = self._board.at_it_for(time.monotonic(), cpu)
        return waited > self._waiting_s or worked > self._seconds

    def _gather(self) -> None:
        try:
            while self._defects.poll():
                self.task.result.defects.append(self._defects.recv())
        except (EOFError, OSError):
            pass  # it has said everything

    def _blame(self, number: int, kind: str, why: str) -> None:
        """An input never ended or ended the process; unless the product is prepared."""
        result = self.task.result
        apart = result.entrance.apart
        if apart is None:
            result.defects.append(Defect(number, kind, why))
            return
        begun = time.monotonic()
        prepared = Entrance(
            result.entrance.name, tuple, apart, result.entrance.refusals, _never
        )
        accepted, defect = judged(prepared, result.inputs[number], number)
        if defect is None and time.monotonic() - begun > APART_S:
            defect = Defect(number, kind, f"{why}, and apart neither")
        if defect is not None:
            result.defects.append(defect)
        result.sums = result.sums.plus(Sums(int(accepted), int(not accepted)))


def cpu_seconds(pid: int | None) -> float:
    """That a process has used; 0 if it has just ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _never(given: Sequence[bytes], rng: object) -> bytes:
    raise NotImplementedError


def drive(
    entrances: Sequence[Entrance],
    count: int,
    seed: int,
    *,
    processes: int,
    limits: Limits = LIMITS,
) -> Generator[Result]:
    """Throw so many inputs at each entrance; each result as soon as it is whole."""
    for entrance in entrances:
        result = Result(entrance, Inputs(entrance, seed))
        starts = range(0, count, SHARE)
        waiting = [
            Task(result, range(start, min(start + SHARE, count))) for start in starts
        ]
        working: list[Worker] = []
        while waiting or working:
            while waiting and len(working) < processes:
                working.append(Worker(waiting.pop(0), limits))
            time.sleep(TICK_S)
            for worker in list(working):
                left = worker.look()
                if left is not None:
                    working.remove(worker)
                    waiting[:0] = left
        yield result
