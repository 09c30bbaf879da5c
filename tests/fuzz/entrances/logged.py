"""Lines of the log: what other libraries log holds words of whoever made them fail."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from app.log import LENGTH, Json
from tests.fuzz.entrance import Entrance
from tests.fuzz.values import in_json

SECRET = "Adas_secret_file_of_marks"


class NoJson(Exception):
    """No log record can be made of it."""


def sound() -> list[bytes]:
    """With and without arguments."""
    records: list[dict[str, Any]] = [
        {"msg": "%s left", "args": [SECRET]},
        {"msg": f"could not open '/home/{SECRET}': not found"},
        {"msg": f'GET /x?{SECRET} from 10.0.0.1:80 "{SECRET}"', "level": 40},
    ]
    return [json.dumps(record).encode() for record in records]


def hostile() -> list[bytes]:
    """Long ones, of which a careless pattern makes an endless search."""
    long = ("a" * 200_000, ":" * 100_000, "a:" * 50_000, "'" * 100_001, "a/" * 60_000,
            "1." * 60_000, "“" * 50_000, "://" * 40_000)  # fmt: skip
    return [json.dumps({"msg": text}).encode() for text in long]


def enter(data: bytes) -> Sequence[str]:
    """As the log of a class writes it."""
    try:
        told = json.loads(data)
        msg, args = told["msg"], tuple(told.get("args", ()))
        level = int(told.get("level", 30))
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError,
            AttributeError):  # fmt: skip
        raise NoJson("No record.") from None
    record = logging.LogRecord("streamlit", level, "", 0, msg, args, None)
    line = Json().format(record)
    assert "\n" not in line
    assert len(json.loads(line)["event"]) <= LENGTH
    return ()


LOGGED = Entrance("log", sound, enter, (NoJson,), in_json, hostile)
