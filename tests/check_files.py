"""Files that students might hand in, and a way to judge them within this process."""

import json
from pathlib import Path

from dnn_core.check import Report, check, read_bytes
from dnn_core.check.calling import serve
from dnn_core.check.process import Said

RIGHT = (Path(__file__).parent / "student.txt").read_text(encoding="utf-8")


def inside(request, seconds):
    """Serve a request here: what the child would say, without starting one."""
    messages = []
    serve(json.loads(json.dumps(request)), messages.append)
    return Said(json.loads(json.dumps(messages)))


def judged(source, *functions, name="my_functions.py") -> Report:
    """The report on a source, run in this process."""
    return check(read_bytes(source.encode(), name), functions, perform=inside)


def row(report, function):
    """What is said about one function."""
    (found,) = [row for row in report.rows if row.function == function]
    return found


def everything(report):
    """All sentences."""
    rows = [s for row in report.rows for s in (row.summary, *row.sentences)]
    return "\n".join([*report.about_file, *rows])


def with_a_mistake(function, old, new):
    """The correct file with a replacement within one function."""
    start = RIGHT.index(f"def {function}(")
    end = RIGHT.find("\n\n\n", start)
    body = RIGHT[start:end]
    assert old in body, (function, old)
    return RIGHT[:start] + body.replace(old, new) + RIGHT[end:]
