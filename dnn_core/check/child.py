"""The process in which a student's code runs: started as a script by `process.py`.

The request is read from standard input; the answers go to standard output, one JSON
object a line, and a report of where the code was when it hung or crashed to standard
error. The student's own output goes nowhere.
"""

import faulthandler
import json
import os
import sys
import types
from pathlib import Path
from typing import Any

MEMORY = 2_000_000_000  # bytes
FILE = 20_000_000  # bytes of any file it writes


def confine(seconds: float) -> None:
    """Bound the time and memory of this process, where the system can.

    Linux bounds memory, processor time and the size of files; macOS the time and the
    files; Windows nothing of it, there the parent's clock alone ends the process.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_CPU: int(seconds) + 2,
        resource.RLIMIT_AS: MEMORY,
    }
    for limit, value in limits.items():
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            continue  # macOS refuses some; the others still hold


def use_package(folder: Path) -> None:
    """Make dnn_core importable module by module: all of it would take time."""
    for name, place in (("dnn_core", folder.parent), ("dnn_core.check", folder)):
        package = types.ModuleType(name)
        package.__path__ = [str(place)]
        sys.modules[name] = package


def main() -> None:
    """Serve the request."""
    request = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    trace = os.fdopen(os.dup(2), "w")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # sys.stdin, stdout and stderr go there with them
        os.dup2(nowhere, descriptor)
    faulthandler.enable(trace, all_threads=False)

    def tell(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    def guard(seconds: float) -> None:
        faulthandler.dump_traceback_later(seconds, exit=True, file=trace)

    from dnn_core.check.calling import serve

    confine(request["seconds"])
    sys.path.extend(request["folders"])
    serve(request, tell, guard)
    answers.close()
    os._exit(0)  # what the student registered for the end does not run


if __name__ == "__main__":
    use_package(Path(__file__).resolve().parent)
    main()
