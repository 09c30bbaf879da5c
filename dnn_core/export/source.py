"""The source of our functions, as the course would print it.

It is read from the modules, so an exported file holds what the app computes with, and
only as much of it as the run needs. Type annotations are left out: the course has none,
and without them a file needs nothing of ours.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

Function = Callable[..., Any]

WIDTH = 88
PACKAGE = __name__.split(".")[0]


class Gathering:
    """Collects sources, each once and after those it needs.

    Parameters
    ----------
    given : names that the file defines in another way.
    """

    def __init__(self, given: set[str]) -> None:
        self._taken = set(given)

    def take(self, *functions: Function) -> str:
        """The sources of functions and of what they need, as far as not yet taken.

        Numbers they need come first.
        """
        numbers: list[str] = []
        texts = [t for one in functions for t in self._with_needs(one, numbers)]
        return "\n\n\n".join([*(["\n".join(numbers)] if numbers else []), *texts])

    def _with_needs(self, function: Function, numbers: list[str]) -> Iterator[str]:
        if function.__name__ in self._taken:
            return
        self._taken.add(function.__name__)
        source = plain_source(function)
        for name in _names(source):
            needed = function.__globals__.get(name)
            if name in self._taken or needed is None:
                continue
            if inspect.isfunction(needed) and needed.__module__.startswith(PACKAGE):
                yield from self._with_needs(needed, numbers)
            elif isinstance(needed, (int, float)):
                self._taken.add(name)
                numbers.append(f"{name} = {needed!r}")
        yield source


def plain_source(function: Function) -> str:
    """The source of a function without its annotations.

    >>> from dnn_core.activations import relu_backward
    >>> print(plain_source(relu_backward))
    def relu_backward(dA, cache):
        \"""dZ = dA where Z > 0 and 0 elsewhere; the cache is Z: (n, m).\"""
        return np.where(cache > 0.0, dA, 0.0)
    """
    source = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    lines = source.splitlines()
    for inner in ast.walk(node):
        if isinstance(inner, ast.AnnAssign):
            row = inner.target.lineno - 1
            start, end = inner.target.end_col_offset, inner.annotation.end_col_offset
            line = lines[row].encode()  # the offsets count bytes
            lines[row] = (line[:start] + line[end:]).decode()
    return "\n".join([_header(node), *lines[node.body[0].lineno - 1 :]])


def _header(node: ast.FunctionDef) -> str:
    arguments = node.args
    for one in (*arguments.args, *arguments.kwonlyargs):
        one.annotation = None
    inside = ast.unparse(arguments).replace("'", '"')
    header = f"def {node.name}({inside}):"
    if len(header) <= WIDTH:
        return header
    return f"def {node.name}(\n    {inside}\n):"


def table_entry(module: Any, table: str, key: str) -> str:
    """The source of one value of a dictionary that a module defines.

    >>> from dnn_core import initialization
    >>> table_entry(initialization, "INITIALIZATIONS", "he")
    'lambda n_prev: float(np.sqrt(2 / n_prev))'
    """
    source = inspect.getsource(module)
    for node in ast.parse(source).body:
        if not (isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict)):
            continue
        if not (isinstance(node.target, ast.Name) and node.target.id == table):
            continue
        for name, value in zip(node.value.keys, node.value.values, strict=True):
            if isinstance(name, ast.Constant) and name.value == key:
                return ast.get_source_segment(source, value) or ""
    raise KeyError(f"{table} has no entry {key!r}")


def _names(source: str) -> list[str]:
    """Every name that a source mentions, in the order of first mention."""
    found = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Name)]
    found.sort(key=lambda name: (name.lineno, name.col_offset))
    return list(dict.fromkeys(name.id for name in found))
