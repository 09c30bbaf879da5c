"""Sentences for students: what failed, where, and a hint."""

import inspect
from collections.abc import Sequence
from typing import Any

import numpy as np

from dnn_core.check.cases import Checked
from dnn_core.check.judging import Finding
from dnn_core.check.outcomes import Failure
from dnn_core.check.reading import StudentFile

EMPTY = (
    "None of the course’s functions is in the file. They are recognised by their "
    "names, such as linear_forward, at the outermost level of the file."
)
UNPACKED = "Does the right side give as many values as there are names on the left?"
HINTS = {
    "IndentationError": "Lines of one block start in the same column.",
    "SyntaxError": "A bracket, colon or quotation mark may be missing, here or above.",
    "TabError": "Tabs and spaces are mixed.",
    "NameError": "Is it spelt as where it was defined, and defined before this line?",
    "UnboundLocalError": "Is it given a value on every way to this line?",
    "ModuleNotFoundError": "Only numpy and the course’s own modules are needed here.",
    "ImportError": "Is it spelt as in the module?",
    "TypeError": "Is something still None, or called with other arguments?",
    "AttributeError": "Is something still None?",
    "KeyError": "Is the key spelt as where it was stored, with the layer’s number?",
    "IndexError": "Lists count from 0: the last of L entries has the index L - 1.",
    "ValueError": "Print the shapes before this line: do they fit?",
    "RecursionError": "It calls itself without end.",
    "MemoryError": "It needs more memory than it may have, 2 GB. Look at the shapes.",
    "SystemExit": "exit() ends the whole program; a function ends with `return`.",
    "EOFError": "input() gets no answer here.",
}


def place(file: StudentFile, failure: Failure) -> str:
    """ "my_functions.py, line 12 (`dW = ...`)", as much of it as is known."""
    if failure.title is None or failure.line is None:
        return ""
    code = file.line(failure.title, failure.line)
    return f"{failure.title}, line {failure.line}" + (
        f": `{code[:80]}`" if code else ""
    )


def given(checked: Checked, case: int) -> str:
    """The arguments of a case: "A (3, 2), W (1, 3), b (1, 1)", arrays by shape."""
    names = inspect.signature(checked.right).parameters
    pairs = zip(names, checked.cases[case], strict=False)
    return ", ".join(f"{name} {_argument(value)}" for name, value in pairs)


def _argument(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.shape}"
    if isinstance(value, dict):
        entries = [f"{name} {_argument(entry)}" for name, entry in value.items()]
        return "{" + _few(entries, 2) + "}"
    if isinstance(value, (tuple, list)) and not isinstance(value[0], int):
        return "(" + _few([_argument(entry) for entry in value], 3) + ")"
    return f"= {value!r}"


def _few(entries: list[str], most: int) -> str:
    return ", ".join([*entries[:most], "…"] if len(entries) > most else entries)


def failed(file: StudentFile, failure: Failure) -> str:
    """A failure in a sentence or three."""
    where = place(file, failure)
    at = f" ({where})" if where else ""
    if failure.kind == "slow":
        return (
            f"It did not come to an end in time{at}. Is there a loop that never stops?"
        )
    if failure.kind == "died":
        return f"It ended the whole Python process{at}, {_status(failure.text)}."
    if failure.kind == "not reached":
        return "The time was up before all cases were tried."
    text = f": {failure.text}" if failure.text else ""
    sentence = f"{failure.kind}{at}{text}".rstrip(". ")
    hint = UNPACKED if "unpack" in failure.text else HINTS.get(failure.kind, "")
    return f"{sentence}. {hint}".rstrip()


def _status(status: str) -> str:
    if status.startswith("-"):
        return f"by a crash (signal {status[1:]}), as code outside Python can cause"
    return f"with exit status {status}; a function should return instead"


def finding_sentences(finding: Finding) -> list[str]:
    """What is wrong with these parts, and the known mistake that explains it."""
    names, mismatch = " and ".join(finding.parts), finding.mismatch
    equal = "equal" if len(finding.parts) > 1 else "equals"
    if finding.mistake is not None:
        return [
            f"Your {names} {equal} what you get with {finding.mistake.name}.",
            f"Hint: {finding.mistake.hint}",
        ]
    if mismatch.kind == "words":
        return []  # what is expected, and what is there, says it
    if mismatch.kind == "shape":
        return [f"{mismatch.part} has another shape than it should."]
    if mismatch.kind in ("missing", "type"):
        return [f"{names}: something is missing, too much, or of another kind."]
    return [f"{mismatch.part} has the right shape, but other values."]


def follow_up_sentence(spoilers: Sequence[str]) -> str:
    """About a function that is right, but not what it calls."""
    if not spoilers:
        return (
            "With the course’s helper functions it is right: the mistake is in a "
            "function that it calls."
        )
    return (
        f"Its results are wrong only because of {' and '.join(spoilers)}: a follow-up "
        "error. Mend that first."
    )


def spoilt_sentence(name: str) -> str:
    """About a function that writes into its arguments."""
    if name == "update_parameters":
        return (
            "Right, but it also changes the arrays it was given (`-=` does that); the "
            "course allows it."
        )
    return (
        "It changes an array that it was given: whoever called it finds other numbers "
        "there. Work on a new array."
    )
