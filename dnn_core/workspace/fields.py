"""Values out of a JSON text that anybody may have written."""

import json
import math
from collections.abc import Collection
from typing import Any, Final

from dnn_core.quoting import quoted, shown
from dnn_core.workspace.archive import DAMAGED, WorkspaceError

MAX_TEXT: Final = 2_000_000


def parse(blob: bytes) -> "Fields":
    """The fields of a JSON text in UTF-8."""
    try:
        return Fields(json.loads(blob.decode(), parse_constant=_refuse))
    except (ValueError, RecursionError):
        raise WorkspaceError(DAMAGED) from None


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number")


class Fields:
    """An object of the JSON text; each field is asked for with its limits."""

    def __init__(self, values: object) -> None:
        if not isinstance(values, dict):
            raise WorkspaceError(DAMAGED)
        self._values: dict[str, Any] = values

    def _wrong(self, name: str) -> WorkspaceError:
        value = shown(self._values.get(name))
        return WorkspaceError(f"{DAMAGED} (“{quoted(name)}” in it is {value}.)")

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number from low to high."""
        value = self._values.get(name)
        if type(value) is not int or not low <= value <= high:
            raise self._wrong(name)
        return value

    def number(self, name: str, low: float, high: float) -> float:
        """A number from low to high."""
        value = self._values.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._wrong(name)
        if not low <= value <= high:
            raise self._wrong(name)
        return float(value)

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise self._wrong(name)
        return value

    def text(self, name: str, most: int) -> str:
        """At most so many characters that can be printed."""
        value = self._values.get(name)
        if not isinstance(value, str) or len(value) > most or not value.isprintable():
            raise self._wrong(name)
        return value

    def one_of(self, name: str, known: Collection[str]) -> str:
        """One of these texts."""
        value = self.text(name, 100)
        if value not in known:
            raise self._wrong(name)
        return value

    def many(self, name: str, most: int) -> list[Any]:
        """A list of at most so many values."""
        value = self._values.get(name)
        if not isinstance(value, list) or len(value) > most:
            raise self._wrong(name)
        return value

    def fields(self, name: str) -> "Fields":
        """An object in this one."""
        return Fields(self._values.get(name))

    def missing(self, name: str) -> bool:
        """Whether there is nothing, or null."""
        return self._values.get(name) is None

    def plain(self) -> dict[str, Any]:
        """All values, numbers finite; what they mean is for others to check."""
        for name, value in self._values.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise self._wrong(name)
        return self._values
