"""Plain values changed as somebody would who knows the format, and written as JSON."""

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from tests.fuzz import damage

NUMBERS: Final = (
    0, 1, -1, 2, 0.5, -0.0, 1e-320, 1e300, -1e300, float("nan"), float("inf"),
    float("-inf"), 2**31, 2**53 + 1, 2**63, -(2**63), 2**64, 10**400, -(10**4000),
)  # fmt: skip
TEXTS: Final = (
    "", " ", "0", "1", "-1", "nan", "inf", "1e999", "9" * 5000, "true", "null",
    "a" * 70, "é", "١٢", "\0", "a\nb", "\x1b[31m", "\u202eabc", "\ud800",
    "../../etc/passwd", "/usr/lib/x", "C:\\x", "![](//a.b)", "<b>x</b>", "{0}",
    "%s%n",
    "own", "photos", "~", "a,b;c", "'", '"', "“",
)  # fmt: skip
DEEP: Final = 3000


def any_value(rng: Random, depth: int = 0) -> Any:
    """A number, a text, or a few of them in lists and tables."""
    kind = rng.randrange(8 if depth < 3 else 6)
    if kind < 2:
        return rng.choice(NUMBERS)
    if kind < 4:
        return rng.choice(TEXTS)
    if kind == 4:
        return rng.choice((None, True, False, [], {}))
    if kind == 5:
        return rng.choice((rng.randrange(-5, 3000), rng.random()))
    few = [any_value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind == 6:
        return few
    return {rng.choice(TEXTS): value for value in few}


def changed(value: Any, rng: Random) -> Any:
    """The same with something in it replaced, left out, doubled, moved or added."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        return _changed_table(dict(value), rng)
    if isinstance(value, list) and value and rng.random() < 0.8:
        return _changed_list(list(value), rng)
    return _other(value, rng)


def _changed_table(table: dict[str, Any], rng: Random) -> dict[str, Any]:
    key, kind = rng.choice(list(table)), rng.random()
    if kind < 0.08:
        del table[key]
    elif kind < 0.14:
        table[rng.choice((*TEXTS, *table))] = table.pop(key)
    elif kind < 0.2:
        table[rng.choice(TEXTS)] = any_value(rng)
    elif kind < 0.26:
        table[key] = table[rng.choice(list(table))]
    else:
        table[key] = changed(table[key], rng)
    return table


def _changed_list(values: list[Any], rng: Random) -> list[Any]:
    at, kind = rng.randrange(len(values)), rng.random()
    if kind < 0.1:
        del values[at]
    elif kind < 0.2:
        values[at:at] = [values[at]] * rng.choice((1, 1, 50))
    elif kind < 0.3:
        values.insert(at, any_value(rng))
    elif kind < 0.35:
        values.reverse()
    else:
        values[at] = changed(values[at], rng)
    return values


def _other(value: Any, rng: Random) -> Any:
    kind = rng.random()
    if isinstance(value, str) and kind < 0.4:
        at = rng.randrange(len(value) + 1)
        return value[:at] + rng.choice(TEXTS) + value[at:]
    if isinstance(value, (int, float)) and abs(value) < 1e300 and kind < 0.3:
        return value + rng.choice((-1, 1, 0.5, 1000))
    return any_value(rng)


def as_json(value: Any, rng: Random) -> str:
    """As JSON, which now and then names a field twice or is nested too deep."""
    text = json.dumps(value)
    kind = rng.random()
    if kind < 0.03 and isinstance(value, dict) and value:
        twice = json.dumps({rng.choice(list(value)): any_value(rng)})
        return text[:-1] + ", " + twice[1:]
    if kind < 0.05:
        return text.replace("null", "[" * DEEP + "]" * DEEP, 1)
    return text


def in_json(given: Sequence[bytes], rng: Random) -> bytes:
    """A JSON text of these with values changed, or spoilt as any bytes are."""
    if rng.random() < 0.25:
        return damage.damaged(given, rng)
    return some_json(lambda: rng.choice(given), rng)


def some_json(text: Callable[[], bytes], rng: Random) -> bytes:
    """A JSON text with some of its values changed."""
    try:
        value = json.loads(text())
    except (ValueError, RecursionError):
        return text()
    for _ in range(rng.choice((1, 1, 2, 5))):
        value = changed(value, rng)
    return as_json(value, rng).encode("utf-8", "surrogatepass")
