"""Run the definitions of a student's file, and nothing else of it.

Imports, functions, classes and assignments are run. Test calls, prints and plots of
a notebook are not: they would need data that are not here. `assert` is left out, so
that a wrong shape is seen as what it is.
"""

import ast
import traceback
import types
from collections.abc import Callable, Iterable
from typing import Any

Cells = Iterable[tuple[str, str]]  # title, source
Problem = dict[str, Any]

NEEDED = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
TOLERATED = (ast.Assign, ast.AnnAssign, ast.If, ast.Try)  # they may need data


def load(
    cells: Cells, given: dict[str, Any], told: Callable[[Problem], None]
) -> dict[str, Any]:
    """Run the definitions in a module of their own.

    given : names that stand there beforehand, the course's functions.
    told : is called with each problem.

    Returns the module's names.
    """
    module = types.ModuleType("my_functions")
    module.__dict__.update(given)
    names = module.__dict__
    titles = [title for title, _ in cells]
    for title, source in cells:
        try:
            tree = ast.parse(source, title)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            told(where(error, titles))
            continue
        for node in tree.body:
            _run(node, title, names, lambda error: told(where(error, titles)))
    return names


def _run(
    node: ast.stmt,
    title: str,
    names: dict[str, Any],
    failed: Callable[[BaseException], None],
) -> None:
    if not isinstance(node, (*NEEDED, *TOLERATED)):
        return
    one = ast.Module([node], [])
    try:
        exec(compile(one, title, "exec", dont_inherit=True, optimize=1), names)
    except BaseException as error:
        if isinstance(node, NEEDED) or isinstance(error, SyntaxError):
            failed(error)


def where(error: BaseException, titles: list[str]) -> Problem:
    """What went wrong, as plain words: kind, text, and the student's last line in it.

    Also what `str()` of their own exception does is theirs, and may fail.
    """
    try:
        text = str(error)[:300]
    except BaseException:
        text = ""
    found: Problem = {"kind": type(error).__name__, "text": text}
    if isinstance(error, SyntaxError) and error.filename in titles:
        found |= {"text": error.msg, "title": error.filename, "line": error.lineno}
        return found
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in titles:
            found |= {"title": frame.filename, "line": frame.lineno}
            break
    return found
