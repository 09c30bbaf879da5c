"""Run a student's functions in a process of their own, and gather what they return.

The process may loop, crash, print or eat memory. What it said before that counts; the
function it was in is put down as broken, and the rest goes on in a new process, with
the course's function in its place.

It runs the code as the person who started it: it is contained against mistakes, not
against malice. It can read and write what that person can.
"""

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dnn_core.apart.process import in_new_process
from dnn_core.check.cases import Checked
from dnn_core.check.outcomes import Failure, Outcome, Ran, outcome_of, problem_of
from dnn_core.check.reading import StudentFile
from dnn_core.check.wire import encode

CHILD = "dnn_core.check.child"
SECONDS = 20.0  # for everything
SLOW = 2.0  # seconds for one call
STARTS = 16  # processes at most
START = 0.3  # seconds that a process takes to start, about
MOST = 20_000_000  # bytes of answers that are read

Message = dict[str, Any]
Perform = Callable[[Message, float], "Said"]


@dataclass(frozen=True)
class Said:
    """What one process said, and how it ended: its exit status and its trace."""

    messages: list[Message]
    status: int | None = 0
    trace: str = ""


@dataclass
class _Gathered:
    defined: list[str] | None = None
    problems: list[Failure] = field(default_factory=list[Failure])
    outcomes: dict[tuple[str, str], list[Outcome]] = field(
        default_factory=dict[tuple[str, str], list[Outcome]]
    )
    begun: tuple[str, str] = ("", "")
    done: bool = False

    def take(self, messages: Sequence[Message]) -> None:
        """Put down what a process said."""
        self.begun, again = ("", ""), self.defined is not None
        for message in messages:
            match message:
                case {"defined": list(names)} if not again:
                    self.defined = [str(name) for name in names]
                case {"problem": dict(problem)} if "end" not in message:
                    if not again:
                        self.problems.append(problem_of(problem))
                case {"begin": [str(function), str(mode), int()]}:
                    self.begun = (function, mode)
                case {"end": [str(function), str(mode), int()]}:
                    at = self.outcomes.setdefault((function, mode), [])
                    at.append(outcome_of(message))
                    self.begun = ("", "")
                case {"done": True}:
                    self.done = True
                case _:
                    pass

    def blame(self, ended: Failure, asked: Sequence[tuple[str, str]]) -> bool:
        """Put down how a process ended; False if that was not within a function."""
        if self.begun in asked:
            self.outcomes.setdefault(self.begun, []).append(ended)
        elif self.defined is None:
            self.problems.append(ended)
        return self.begun in asked

    def ran(self) -> Ran:
        """All of it."""
        return Ran(tuple(self.defined or ()), tuple(self.problems), self.outcomes)


def run(
    file: StudentFile,
    checked: Mapping[str, Checked],
    *,
    seconds: float = SECONDS,
    slow: float = SLOW,
    perform: Perform | None = None,
) -> Ran:
    """Call every function on its cases, among the student's own and alone.

    seconds : for everything; slow : for one call.
    perform : how a request is served; in a process of its own.
    """
    titles = [cell.title for cell in file.cells]
    request: Message = {
        "cells": [[cell.title, cell.source] for cell in file.cells],
        "folders": [file.folder] if file.folder else [],
        "asked": list(checked),
        "tasks": [
            [name, mode, [encode(arguments) for arguments in one.cases]]
            for name, one in checked.items()
            for mode in one.modes
        ],
        "broken": [],
    }
    gathered = _Gathered()
    deadline = time.monotonic() + seconds
    for _ in range(STARTS):
        left = deadline - time.monotonic()
        if left <= START:
            break
        request |= {"slow": min(slow, left), "seconds": left}
        said = (perform or in_process)(request, left)
        gathered.take(said.messages)
        if gathered.done:
            break
        asked = [(task[0], task[1]) for task in request["tasks"]]
        if not gathered.blame(_ended(said, titles), asked):
            break
        request = _without(request, *gathered.begun)
    return gathered.ran()


def _without(request: Message, function: str, mode: str) -> Message:
    """What is left to ask after a function has ended the process."""
    tasks = request["tasks"]
    place = [task[:2] for task in tasks].index([function, mode])
    left = [task for task in tasks[place + 1 :] if task[0] != function]
    return request | {"tasks": left, "broken": [*request["broken"], function]}


def in_process(request: Message, seconds: float) -> Said:
    """Serve a request in a new process; it is ended after so many seconds."""
    with (
        tempfile.TemporaryDirectory(
            prefix="layerwise-", ignore_cleanup_errors=True
        ) as folder,
        in_new_process(
            CHILD,
            [json.dumps(request).encode()],
            seconds=seconds,
            environment=_environment(),
            folder=folder,
        ) as end,
    ):
        messages = [_message(line) for line in end.answer.read(MOST).splitlines()]
        trace = end.trace.read(MOST).decode(errors="replace")
        return Said(messages, end.status, trace)


def _environment() -> dict[str, str]:
    """Nothing of ours but what Python needs to start, and one thread for products."""
    kept = {k: v for k in ("SYSTEMROOT", "TEMP") if (v := os.environ.get(k))}
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _message(line: bytes) -> Message:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _ended(said: Said, titles: Sequence[str]) -> Failure:
    """How a process ended that did not finish."""
    title, line = None, None
    written = {t.encode("ascii", "backslashreplace").decode(): t for t in titles}
    for found, number in re.findall(r'File "(.*?)", line (\d+)', said.trace):
        if found in written:
            title, line = written[found], int(number)
            break
    if said.status is None or said.trace.startswith("Timeout"):
        return Failure("slow", "", title, line)
    return Failure("died", f"{said.status}", title, line)
