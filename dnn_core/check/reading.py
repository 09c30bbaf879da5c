"""A student's file as pieces of code: a .py file is one, a notebook one a cell."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 2_000_000
MAGIC = re.compile(r"^[ \t]*(%[a-zA-Z%]|!|\?).*$", re.MULTILINE)  # for the notebook


@dataclass(frozen=True)
class Cell:
    """A piece of code and what to call it in a message."""

    title: str
    source: str


@dataclass(frozen=True)
class StudentFile:
    """The pieces, and the folder whose modules it may import, if it has one."""

    cells: tuple[Cell, ...]
    folder: str = ""

    def line(self, title: str | None, number: int | None) -> str:
        """One line of it, or an empty text."""
        for cell in self.cells:
            lines = cell.source.splitlines()
            if cell.title == title and number and number <= len(lines):
                return lines[number - 1].strip()
        return ""


def read_path(path: str | Path) -> StudentFile:
    """A file of this computer; its folder's modules may be imported.

    Raises
    ------
    FileNotFoundError, ValueError : with a sentence for the person who named it.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no file {path}. Check its name and folder.")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(_TOO_LARGE.format(name=path.name))
    read = read_bytes(path.read_bytes(), path.name)
    return StudentFile(read.cells, str(path.parent.resolve()))


def read_bytes(content: bytes, name: str) -> StudentFile:
    """The same from an upload; a name that ends with .ipynb is a notebook.

    Raises
    ------
    ValueError : too large, not text, or no notebook; with a sentence.
    """
    if len(content) > MAX_BYTES:
        raise ValueError(_TOO_LARGE.format(name=name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(
            f"{name} is not text in UTF-8. Save it as a plain .py file, or as .ipynb."
        ) from None
    if name.lower().endswith(".ipynb"):
        return StudentFile(_cells(text, name))
    return StudentFile((Cell(name, _without_magic(text)),))


_TOO_LARGE = (
    "{name} is larger than 2 MB. Functions alone are much smaller: clear a notebook’s "
    "outputs (Cell, All output, Clear) and save it again."
)


def _cells(text: str, name: str) -> tuple[Cell, ...]:
    try:
        notebook = json.loads(text)
        cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
        sources = [_source(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError(
            f"{name} is no notebook that can be read: it needs “cells” with their "
            "source. Save it again in Jupyter, or as .py (File, Download as)."
        ) from None
    numbered = enumerate(sources, start=1)
    return tuple(Cell(f"code cell {k}", _without_magic(s)) for k, s in numbered)


def _source(source: Any) -> str:
    text = source if isinstance(source, str) else "".join(map(str, source))
    return text.encode(errors="replace").decode()  # JSON has halves of characters


def _without_magic(source: str) -> str:
    """The same lines, with those that only a notebook understands left empty."""
    if re.match(r"\s*%%(?!time)", source):  # a cell in another language
        return ""
    return MAGIC.sub("", source)
