"""The sweeps of the server: one trains at a time, on all workers, the others wait."""

import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol
from weakref import WeakValueDictionary

from app.cluster import VARIABLE, Cluster, ClusterError
from app.experiment import Origin
from app.settings import SETTINGS
from app.workers import Machine
from dnn_core import Inputs
from dnn_core.sweep import Group, Result, Sweep, WorkLost, results_of, together

START_S = 0.5
State = Literal["waiting", "running", "done", "cancelled", "failed"]


class Crew(Protocol):
    """Who trains: the cores of this machine, or a cluster."""

    executor: Executor
    lost: tuple[type[BaseException], ...]

    @property
    def count(self) -> int: ...
    def sharing(self, inputs: Inputs) -> AbstractContextManager[Any]: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


def crew() -> Crew:
    """The cluster that the environment names, else this machine.

    Raises
    ------
    ClusterError : a cluster is named but cannot be used.
    """
    address = os.environ.get(VARIABLE, "")
    return Cluster(address) if address else Machine()


class Forecast(NamedTuple):
    """Seconds that each group of a plan should take, and how many run at once."""

    groups: tuple[float, ...]
    workers: int

    @property
    def seconds(self) -> float:
        """For all of them, from the start of the processes on."""
        return START_S + together(self.groups, self.workers)


class Progress(NamedTuple):
    """How far a sweep is: runs done, its share of the work, seconds still to go."""

    done: int
    fraction: float
    remaining_s: float | None


@dataclass(eq=False)
class Job:
    """One sweep of one tab.

    Attributes
    ----------
    forecast : how long it should take, told before it began.
    results : of the runs so far, by their place in the plan; they stay.
    problem : why it failed, in a sentence.
    """

    plan: Sweep
    origin: Origin
    forecast: Forecast
    state: State = "waiting"
    problem: str = ""

    def __post_init__(self) -> None:
        self.groups: list[Group] = self.plan.groups()
        self.results: dict[int, Result] = {}
        self.began = self.ended = 0.0
        self._cancelled = False
        self._left: float | None = None

    @property
    def active(self) -> bool:
        """Whether more may come."""
        return self.state in ("waiting", "running")

    def cancel(self) -> None:
        """Stop; what is there already stays."""
        self._cancelled = True
        if self.state == "waiting":
            self.state = "cancelled"

    def leave(self) -> None:
        """The tab has gone; it may come back for a moment."""
        self._left = time.monotonic()

    def attend(self) -> None:
        """The tab is there."""
        self._left = None

    @property
    def unwanted(self) -> bool:
        """Whether it was cancelled, or its tab is gone for good."""
        left = self._left
        gone = left is not None and time.monotonic() - left > SETTINGS.sweep_grace_s
        return self._cancelled or gone

    @property
    def seconds(self) -> float:
        """How long it has been training."""
        if not self.began:
            return 0.0
        return (self.ended or time.monotonic()) - self.began

    def progress(self) -> Progress:
        """Between two results it goes on as the forecast says, and no further.

        Whatever takes longer than it should makes the rest take longer too.
        """
        done, passed = len(self.results), self.seconds
        if self.state != "running":
            return Progress(done, done / self.plan.count, None)
        total = sum(self.forecast.groups)
        ready, under_way, working = 0.0, 0.0, self.forecast.workers
        for group, seconds in zip(self.groups, self.forecast.groups, strict=True):
            if group.indices[0] in self.results:
                ready += seconds / total
            elif working:
                under_way += seconds / total
                working -= 1
        at_most = ready + 0.95 * under_way
        if ready:
            whole = passed / (ready + 0.5 * under_way)
        else:
            whole = max(self.forecast.seconds, passed / at_most)
        fraction = max(ready, min(passed / whole, at_most))
        return Progress(done, fraction, max(whole - passed, 0.0))


FAILED = "Something went wrong on the server; its log says what. Try once more."


class Sweeps:
    """Takes the jobs in turn, in a thread of its own that starts with the first."""

    def __init__(self, make_crew: Callable[[], Crew] = crew) -> None:
        self._make_crew = make_crew
        self._crew: Crew | None = None
        self._jobs: list[Job] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        # a tab's seat keeps its sweep alive, also for a while after the tab has gone
        self._of_run: WeakValueDictionary[str, Job] = WeakValueDictionary()

    def submit(self, job: Job) -> None:
        """Let it have its turn."""
        with self._changed:
            self._jobs.append(job)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._work, name="layerwise-sweeps", daemon=True
                )
                self._thread.start()
            self._changed.notify()

    def remember(self, token: str, job: Job) -> None:
        """The tab that attends the run of this token has this sweep."""
        self._of_run[token] = job

    def recall(self, token: str) -> Job | None:
        """That sweep, for the tab that takes the run over; None if it is forgotten."""
        return self._of_run.get(token)

    def ahead_of(self, job: Job) -> int:
        """How many sweeps are before this one."""
        with self._changed:
            before = self._jobs[: self._jobs.index(job)] if job in self._jobs else []
        return sum(other.active and not other.unwanted for other in before)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._jobs)
                job = self._jobs[0]
            try:
                self._run(job)
            except (WorkLost, ClusterError) as error:
                job.state, job.problem = "failed", str(error)
            except Exception:  # one sweep must not stop the others
                logging.exception("a sweep was stopped")
                job.state, job.problem = "failed", FAILED
                self._dismiss()
            finally:
                job.ended = time.monotonic()
                with self._changed:
                    self._jobs.remove(job)

    def _dismiss(self) -> None:
        """Whatever is wrong with the crew, the next job gets another."""
        crew, self._crew = self._crew, None
        if crew is not None:
            crew.close()

    def _run(self, job: Job) -> None:
        if job.state != "waiting" or job.unwanted:
            job.state = "cancelled"
            return
        job.state, job.began = "running", time.monotonic()
        crew = self._crew = self._crew or self._make_crew()
        job.forecast = job.forecast._replace(workers=crew.count)
        with crew.sharing(job.origin.data.inputs) as source:
            for results in results_of(
                job.groups,
                source,
                crew.executor,
                stop=lambda: job.unwanted,
                lost=crew.lost,
            ):
                job.results.update({result.index: result for result in results})
            complete = len(job.results) == job.plan.count
            if not complete:
                crew.interrupt()
        job.state = "done" if complete else "cancelled"
