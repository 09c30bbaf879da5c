"""What came of calling a function: a value, or a failure and its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dnn_core.check.wire import decode


@dataclass(frozen=True)
class Value:
    """A returned value; changed says that an array among the arguments is changed."""

    value: Any
    changed: bool = False


@dataclass(frozen=True)
class Failure:
    """No value.

    Attributes
    ----------
    kind : the exception's name, or "slow", or "died" (text: the
        exit status, negative for a signal).
    text : what the exception says.
    title, line : the student's line, if it is known.
    """

    kind: str
    text: str = ""
    title: str | None = None
    line: int | None = None


Outcome = Value | Failure


@dataclass(frozen=True)
class Ran:
    """All that came of a file.

    Attributes
    ----------
    defined : functions that it holds, of those asked for.
    problems : what went wrong while it was read.
    outcomes : (function, mode) -> what came of the cases, in their order; fewer than
        there are cases if the process ended.
    """

    defined: tuple[str, ...]
    problems: tuple[Failure, ...]
    outcomes: Mapping[tuple[str, str], list[Outcome]]


def outcome_of(message: Mapping[str, Any]) -> Outcome:
    """From the message that tells the end of a call."""
    problem = message.get("problem")
    if isinstance(problem, dict):
        return problem_of(problem)
    return Value(decode(message.get("value")), bool(message.get("changed")))


def problem_of(problem: Mapping[str, Any]) -> Failure:
    """From the message about an exception."""
    title, line = problem.get("title"), problem.get("line")
    return Failure(
        str(problem.get("kind"))[:80],
        str(problem.get("text"))[:300],
        title if isinstance(title, str) else None,
        line if isinstance(line, int) else None,
    )
