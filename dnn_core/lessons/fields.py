"""One table of a lesson file: its fields are taken out of it, each checked."""

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import category

from dnn_core.lessons.lesson import LessonError
from dnn_core.quoting import quoted, shown

LONGEST_SETTING = 64
_NEEDED: Any = object()


class Fields:
    """The fields of one table; `end` complains about those nobody asked for.

    Every method raises LessonError, naming the field, its value and the limit.
    """

    def __init__(self, values: Any, path: str) -> None:
        if not isinstance(values, Mapping):
            raise LessonError(f"The field {path} is {_shown(values)}; it is a table.")
        self._left: dict[str, Any] = dict(values)
        self._path = path

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def text(self, name: str, longest: int, default: str = _NEEDED) -> str:
        """Words, stripped; without one needed."""
        value = self._take(name, default)
        if not isinstance(value, str):
            raise self._error(name, _shown(value), "it must be text in quotes")
        # nothing invisible: it might turn the order of what is read around
        seen = (c for c in value if c in "\n\t" or category(c)[0] != "C")
        text = "".join(seen).strip()
        if not text and default is _NEEDED:
            raise self._error(name, _shown(value), "it must not be empty")
        if len(text) > longest:
            raise self._error(
                name, f"{len(text):,} characters", f"up to {longest:,} are possible"
            )
        return text

    def whole(self, name: str, low: int, high: int, default: int = _NEEDED) -> int:
        """A whole number between two limits."""
        value = self._take(name, default)
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not low <= value <= high:
            limits = f"it must be a whole number from {low:,} to {high:,}"
            raise self._error(name, _shown(value), limits)
        return value

    def number(
        self, name: str, low: float, high: float, default: float = _NEEDED
    ) -> float:
        """A number between two limits."""
        value = self._take(name, default)
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not plain or not low <= value <= high:
            limits = f"it must be a number from {low:,g} to {high:,g}"
            raise self._error(name, _shown(value), limits)
        return float(value)

    def flag(self, name: str) -> bool:
        """true or false; false if it is not there."""
        value = self._take(name, False)
        if not isinstance(value, bool):
            raise self._error(name, _shown(value), "it must be true or false")
        return value

    def name(self, name: str, known: Sequence[str], default: str = _NEEDED) -> str:
        """One of some names."""
        value = self._take(name, default)
        if value != default and value not in known:
            raise self._error(name, _shown(value), f"it takes {', '.join(known)}")
        return str(value)

    def names(
        self, name: str, known: Sequence[str], default: Sequence[str]
    ) -> tuple[str, ...]:
        """Some of some names, in the order of those known."""
        values = self._take(name, list(default))
        if not isinstance(values, list):
            raise self._error(name, _shown(values), "it must be a list")
        for value in values:
            if value not in known:
                raise self._error(
                    name, _shown(value), f"it takes some of {', '.join(known)}"
                )
        return tuple(each for each in known if each in values)

    def plain(self, name: str) -> str:
        """A setting as it stands in an address: short text, or a number."""
        value = self._take(name, _NEEDED)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise self._error(
                name, _shown(value), "it must be a number or text in quotes"
            )
        if isinstance(value, int) and abs(value) > 10**18:
            raise self._error(name, _shown(value), "so large a number is not possible")
        text = repr(value) if isinstance(value, float) else str(value)
        if len(text) > LONGEST_SETTING or not text.isprintable():
            limit = f"up to {LONGEST_SETTING} printable characters are possible"
            raise self._error(name, _shown(text), limit)
        return text

    def table(self, name: str) -> "Fields | None":
        """A table within; None if it is not there."""
        value = self._take(name, None)
        return None if value is None else Fields(value, self._named(name))

    def needed(self, name: str) -> "Fields":
        """A table within that must be there."""
        return Fields(self._take(name, _NEEDED), self._named(name))

    def tables(self, name: str, fewest: int, most: int) -> "list[Fields]":
        """A list of tables."""
        values = self._take(name, [])
        if not isinstance(values, list):
            raise self._error(name, _shown(values), "it must be a list of tables")
        if not fewest <= len(values) <= most:
            limits = f"{fewest} to {most} are possible"
            raise self._error(name, f"a list of {len(values):,}", limits)
        path = self._named(name)
        return [Fields(each, f"{path}[{n}]") for n, each in enumerate(values, 1)]

    def end(self) -> None:
        """Complain about what is left."""
        for name in self._left:
            raise LessonError(
                f"The field {self._named(name)} is not one of a lesson. Correct "
                "its name or leave it out."
            )

    def _take(self, name: str, default: Any) -> Any:
        if name not in self._left:
            if default is _NEEDED:
                raise LessonError(f"The field {self._named(name)} is missing.")
            return default
        return self._left.pop(name)

    def _named(self, name: str) -> str:
        return f"{self._path}.{quoted(name)}" if self._path else quoted(name)

    def _error(self, name: str, found: str, limit: str) -> LessonError:
        return LessonError(f"The field {self._named(name)} is {found}; {limit}.")


def _shown(value: Any) -> str:
    """A value, short enough for a sentence."""
    if isinstance(value, list):
        return "a list"
    return f"“{quoted(value)}”" if isinstance(value, str) else shown(value)
