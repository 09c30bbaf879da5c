"""Compare a value with what is expected: shapes first, then numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from dnn_core.check.wire import Other

RTOL, ATOL = 1e-4, 1e-6  # what float32 still keeps

Kind = Literal["shape", "values", "words", "missing", "type"]


@dataclass(frozen=True)
class Mismatch:
    """The first place where a part is not what it should be.

    kind : what differs; "words" are those by which random numbers are described.
    expected, yours : short texts. case : the number of the case.
    """

    part: str
    kind: Kind
    expected: str
    yours: str
    case: int = 0

    @property
    def about_form(self) -> bool:
        """Whether it is not even of the right shape or kind."""
        return self.kind not in ("values", "words")

    def seen(self, value: str) -> str:
        """Either of the two, with the part it belongs to."""
        between = {
            "values": "" if value.startswith("[") else " = ",
            "shape": " of shape ",
        }
        return f"{self.part}{between.get(self.kind, ': ')}{value}"


def compare(expected: Any, yours: Any, name: str, case: int = 0) -> Mismatch | None:
    """The first difference, shapes before values; None if there is none."""
    if yours is None:
        return Mismatch(name, "missing", _seen(expected), "None", case)
    if isinstance(expected, dict):
        return _compare_dictionaries(expected, yours, name, case)
    if isinstance(expected, (tuple, list)):
        if not isinstance(yours, (tuple, list)) or len(yours) != len(expected):
            return Mismatch(name, "type", _seen(expected), _seen(yours), case)
        pairs = enumerate(zip(expected, yours, strict=True))
        found = [compare(e, y, f"{name}[{i}]", case) for i, (e, y) in pairs]
        return _shape_first(found)
    if isinstance(expected, str) and isinstance(yours, str):
        same = expected == yours
        return None if same else Mismatch(name, "words", expected, yours[:60], case)
    if not isinstance(yours, (int, float, np.ndarray)) or isinstance(expected, str):
        return Mismatch(name, "type", _seen(expected), _seen(yours), case)
    return _compare_arrays(np.asarray(expected), np.asarray(yours), name, case)


def _shape_first(found: Sequence[Mismatch | None]) -> Mismatch | None:
    real = [m for m in found if m is not None]
    return min(real, key=lambda m: not m.about_form, default=None)


def _compare_dictionaries(
    expected: dict[str, Any], yours: Any, name: str, case: int
) -> Mismatch | None:
    if not isinstance(yours, dict) or set(yours) != set(expected):
        seen = ", ".join(sorted(yours)) if isinstance(yours, dict) else _seen(yours)
        wanted = ", ".join(sorted(expected))
        return Mismatch(name, "missing", wanted, seen or "none of them", case)
    return _shape_first([compare(v, yours[k], k, case) for k, v in expected.items()])


def _compare_arrays(expected: Any, yours: Any, name: str, case: int) -> Mismatch | None:
    if yours.shape != expected.shape:
        return Mismatch(name, "shape", f"{expected.shape}", f"{yours.shape}", case)
    size = np.abs(expected)
    allowed = RTOL * size + ATOL * float(np.max(size, initial=0.0))
    close = (yours == expected) | (np.abs(yours - expected) <= allowed)
    if close.all():
        return None
    at = tuple(int(i) for i in np.argwhere(~close)[0])
    where = f"[{', '.join(map(str, at))}] = " if at else ""
    wanted, got = (f"{where}{float(array[at]):.6g}" for array in (expected, yours))
    return Mismatch(name, "values", wanted, got, case)


def _seen(value: Any) -> str:
    """A value in a few words."""
    if isinstance(value, Other):
        return value.name
    if isinstance(value, str):
        return value[:60]
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}" if value.shape else f"{value:.6g}"
    if isinstance(value, (tuple, list)):
        if value and all(isinstance(entry, str) for entry in value):
            return ", ".join(value)
        return f"{len(value)} entries"
    return "a dictionary" if isinstance(value, dict) else f"{value}"[:60]
