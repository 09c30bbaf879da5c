"""Processes of this machine that train the runs of sweeps, one for each core.

They are started when the first work comes, as `python -m dnn_core.sweep.worker`: such a
process imports numpy and our core and no page, knows from its first moment that BLAS
has one thread, and can be killed in the middle of its work. It ends by itself when the
server does.

The standard library's pool would import the server's main module into each, which
Streamlit puts in place of Python's own; and it gives up all work when one process dies.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dnn_core import Inputs
from dnn_core.sweep import Stored
from dnn_core.sweep.run import LOST

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "dnn_core.sweep.worker")
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)
IDLE_S = 60.0  # a process without work ends after so long

Call = tuple[Callable[..., Any], tuple[Any, ...]]
Task = tuple[Future[Any], Call]


class WorkerLost(BrokenExecutor):
    """The process ended in the middle of its work."""


class Workers(Executor):
    """Does what is submitted, in order, each call in one of `count` processes.

    A process that dies takes its call with it, which then raises WorkerLost; the next
    call starts another process.
    """

    def __init__(self, count: int | None = None) -> None:
        self.count = count or os.cpu_count() or 1
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._slots = [_Slot(self._tasks) for _ in range(self.count)]

    def submit(
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Call fn(*args) in a process; both must be picklable."""
        if kwargs:
            raise TypeError("Workers take positional arguments only.")
        for slot in self._slots:
            slot.begin()
        future: Future[Any] = Future()
        self._tasks.put((future, (fn, args)))
        return future

    def interrupt(self) -> None:
        """Kill what is being done now; what waits is not touched."""
        for slot in self._slots:
            slot.kill()

    def pids(self) -> list[int]:
        """The processes that are there now."""
        return [slot.process.pid for slot in self._slots if slot.process is not None]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work, and end the processes when all is done."""
        for _ in self._slots:
            self._tasks.put(None)
        if cancel_futures:
            self.interrupt()
        if wait:
            for slot in self._slots:
                slot.join()


class _Slot:
    """One process at a time, and the thread that speaks with it."""

    def __init__(self, tasks: "queue.SimpleQueue[Task | None]") -> None:
        self._tasks, self._busy = tasks, False
        self.process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(
            target=self._work, name="layerwise-sweeper", daemon=True
        )
        self._lock = threading.Lock()

    def begin(self) -> None:
        with self._lock:
            if self._thread.ident is None:
                self._thread.start()

    def join(self) -> None:
        if self._thread.ident is not None:
            self._thread.join()

    def kill(self) -> None:
        process = self.process
        if self._busy and process is not None:
            process.kill()

    def _work(self) -> None:
        while True:
            try:
                task = self._tasks.get(timeout=IDLE_S)
            except queue.Empty:
                self._end()
                continue
            if task is None:
                self._end()
                return
            future, call = task
            if not future.set_running_or_notify_cancel():
                continue
            self._busy = True
            try:
                future.set_result(self._ask(call))
            except BaseException as error:
                future.set_exception(error)
            finally:
                self._busy = False

    def _ask(self, call: Call) -> Any:
        """Send a call, and wait for its answer."""
        message = pickle.dumps(call, pickle.HIGHEST_PROTOCOL)
        process = self.process = self.process or _started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(message)
            process.stdin.flush()
            good, value = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._end()
            raise WorkerLost("a process ended in the middle of its work") from error
        if not good:
            raise value
        return value

    def _end(self) -> None:
        """Let the process go; it ends when its input does."""
        process, self.process = self.process, None
        if process is not None:
            with process:
                try:
                    process.stdin.close()  # pyright: ignore[reportOptionalMemberAccess]
                except OSError:  # it is gone already
                    process.kill()


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl+C is for the server, whose end is theirs
    )


class Machine:
    """The cores of this machine, as a sweep uses them."""

    lost = LOST

    def __init__(self) -> None:
        self._workers = Workers()
        self.executor: Executor = self._workers

    @property
    def count(self) -> int:
        """How many groups train at once."""
        return self._workers.count

    @contextmanager
    def sharing(self, inputs: Inputs) -> Generator[Stored]:
        """The examples as files, for as long as the context lasts."""
        with TemporaryDirectory(
            prefix="layerwise-sweep-", ignore_cleanup_errors=True
        ) as folder:
            yield Stored.write(inputs, Path(folder))

    def interrupt(self) -> None:
        """Stop what is being trained now."""
        self._workers.interrupt()

    def close(self) -> None:
        """End the processes."""
        self._workers.shutdown(wait=False, cancel_futures=True)
