"""A process that does what it is sent: `python -m dnn_core.sweep.worker`.

Pickled calls come in, pickled answers go out, over the pipes of whoever started it;
when that process is gone, so is this one. It trusts them as it trusts its own code.
"""

import os
import pickle
import sys
from typing import BinaryIO

NICE = 5  # pages come first


def serve(calls: BinaryIO, answers: BinaryIO) -> None:
    """Answer each (function, arguments) with (True, value) or (False, exception)."""
    while True:
        try:
            function, arguments = pickle.load(calls)
        except EOFError:
            return
        try:
            answer = True, function(*arguments)
        except Exception as error:
            answer = False, error
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def main() -> None:
    """Serve over standard input and output; what is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if hasattr(os, "nice"):
        os.nice(NICE)
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        sys.exit(0)


if __name__ == "__main__":
    main()
