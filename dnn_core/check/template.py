"""A file to fill in: the course's functions with None where the work is."""

import ast
from pathlib import Path

FILE = Path(__file__).parent / "my_functions.txt"


def template(function: str = "") -> str:
    """The whole file, or one function of it with the import it needs.

    A function that is not in it gives its first line only.
    """
    text = FILE.read_text(encoding="utf-8")
    if not function:
        return text
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            source = ast.get_source_segment(text, node)
            return f"import numpy as np\n\n\n{source}\n"
    return f"import numpy as np\n\n\ndef {function}():\n    ...\n"
