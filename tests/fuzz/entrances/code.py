"""A student's file for the Check: it is read and parted here, and not run."""

import ast
import json
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Any

from dnn_core.check import StudentFile, read_bytes, template
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance

NOTEBOOK = b"{"


def sound() -> list[bytes]:
    """A file, and a notebook."""
    source = template("sigmoid")
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "source": source},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "a = 1\n", "!ls"]},
        {"cell_type": "markdown", "source": "# Title"},
        {"cell_type": "code", "source": "%%bash\nls"},
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4}
    return [source.encode(), json.dumps(notebook).encode()]


def hostile() -> list[bytes]:
    """No text, giants, what Python's parser chokes on."""
    return [
        b"\0" * 1000,
        b"\xff\xfe" + "def f(): pass".encode("utf-16"),
        b"x" * 2_000_001,
        b" %" * 500_000,
        b"\n" * 1_900_000,
        b"(" * 5000,
        b"-" * 50_000 + b"1",
        b"x" + b".x" * 5000,
        b'{"cells": ' + b"[" * 5000,
        b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}',
        b'{"cells": [{"cell_type": "code", "source": {"/usr/x": 1}}]}',
    ]


def damage(given: Sequence[bytes], rng: Random) -> bytes:
    """Values of a notebook changed; or any bytes spoilt."""
    data = rng.choice(given)
    if data.startswith(NOTEBOOK) and rng.random() < 0.7:
        return values.some_json(lambda: data, rng)
    return damaged([data], rng)


def enter(data: bytes) -> Sequence[str]:
    """As the Check page does, up to the process that runs it."""
    name = "mine.ipynb" if data.startswith(NOTEBOOK) else "mine.txt"
    file = read_bytes(data, name)
    assert json.dumps(_request(file)).encode()
    for cell in file.cells:
        assert cell.source.encode().decode() == cell.source  # it can be shown
        file.line(cell.title, 3)
        if len(cell.source) < 3000:
            _parsed(cell.source)
    return ()


def _request(file: StudentFile) -> list[list[str]]:
    return [[cell.title, cell.source] for cell in file.cells]


def _parsed(source: str) -> None:
    """As `dnn_core.check.loading` does it in the other process."""
    with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        ast.parse(source)


CODE = Entrance("code", sound, enter, (ValueError,), damage, hostile)
