"""Run a module of ours in a process of its own, and wait for its end."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dnn_core.apart import start


@dataclass(frozen=True)
class Ended:
    """What a process left: its exit status, None if it took too long; the file with
    its answer, at its start; and what it wrote to standard error."""

    status: int | None
    answer: IO[bytes]
    trace: IO[bytes]


@contextmanager
def in_new_process(
    module: str,
    request: Iterable[bytes],
    *,
    seconds: float,
    environment: Mapping[str, str],
    folder: str | Path | None = None,
) -> Generator[Ended]:
    """Run `main` of a module, the request on its standard input.

    Its answer goes to a file, so that the limit on what it writes holds for that too.

    folder : where it runs.

    Raises
    ------
    OSError : it could not be started.
    """
    with ExitStack() as stack:
        asked, answer, trace = (stack.enter_context(_file()) for _ in range(3))
        asked.writelines(request)
        asked.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-I", "-B", start.__file__, module],
            stdin=asked,
            stdout=answer,
            stderr=trace,
            cwd=folder,
            env=dict(environment),
            start_new_session=os.name == "posix",
        )
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            _end(process)
        for file in (answer, trace):
            file.seek(0)
        yield Ended(status, answer, trace)


def _file() -> IO[bytes]:
    """In memory where that can be: a disk may be full."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("layerwise"), "w+b")
    return tempfile.TemporaryFile()


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End it and, where it has a group, what it has started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
        process.wait()
