"""Chapters as a Python script and as a Jupyter notebook."""

import json
from collections.abc import Sequence

from dnn_core.export.chapters import Cell

FORMAT = 4, 5  # nbformat, and its minor version


def script(cells: Sequence[Cell]) -> str:
    """A .py file; editors that know cells see those of the notebook.

    >>> print(script([Cell("markdown", "# Add"), Cell("code", "1 + 1")]), end="")
    # %% [markdown]
    # # Add
    <BLANKLINE>
    # %%
    1 + 1
    """
    parts: list[str] = []
    for kind, text in cells:
        if kind == "markdown":
            lines = [f"# {line}".rstrip() for line in text.splitlines()]
            parts.append("\n".join(["# %% [markdown]", *lines]))
        else:
            parts.append(f"# %%\n{text}")
    return "\n\n".join(parts) + "\n"


def notebook(cells: Sequence[Cell]) -> str:
    """An .ipynb file, nbformat 4.5, nothing run yet."""
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": [_cell(number, cell) for number, cell in enumerate(cells, start=1)],
        "metadata": {"kernelspec": python, "language_info": {"name": "python"}},
        "nbformat": FORMAT[0],
        "nbformat_minor": FORMAT[1],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(number: int, cell: Cell) -> dict[str, object]:
    kind, text = cell
    made: dict[str, object] = {
        "cell_type": kind,
        "id": f"cell-{number}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})
