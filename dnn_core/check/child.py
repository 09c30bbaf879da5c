"""The process in which a student's code runs; `process.py` has it started.

The request is read from standard input; the answers go to standard output, one JSON
object a line, and a report of where the code was when it hung or crashed to standard
error. The student's own output goes nowhere.
"""

import faulthandler
import json
import os
import sys
from typing import Any

from dnn_core.apart.limits import confine

FILE = 20_000_000  # bytes of any file it writes


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

    confine(request["seconds"], FILE, files=True)
    sys.path.extend(request["folders"])
    serve(request, tell, guard)
    answers.close()
    os._exit(0)  # what the student registered for the end does not run
