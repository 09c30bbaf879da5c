"""The server's log: what happens, in sizes and seconds, and nothing of anybody.

`LAYERWISE_LOG=json` writes one JSON object a line, for whoever collects the logs of a
class. Without it, as on a student's own computer, only warnings and errors are written,
as lines for people, so that the address of the page stays in sight.

In JSON, what other libraries log is reduced to its template, without what was filled
in, and an exception to its class and its way through the code: messages quote what was
typed, names of files and addresses of computers.
"""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from dnn_core.quoting import shown

VARIABLE: Final = "LAYERWISE_LOG"
KINDS: Final = ("text", "json")
ROOT: Final = str(Path(__file__).parent.parent) + "/"
LOGGER: Final = logging.getLogger("layerwise")
FOREIGN: Final = ("streamlit", "uvicorn", "websockets", "asyncio", "starlette")
SILENT: Final = "uvicorn.access"  # who asked for what is nobody's business
FRAMES, LENGTH = 30, 200  # at most: of a traceback, of a line that others wrote
LOOKED_AT: Final = 2_000  # characters of such a line: searching takes their square
PERSONAL: Final = re.compile(
    r"\"[^\"]*\"|'[^']*'|`[^`]*`|“[^”]*”"  # what is quoted
    r"|\S*://\S*|\S*[/\\?@]\S*"  # addresses and paths
    r"|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\S*:\S*:\S*"  # IPv4, IPv6
    r"|\b[\w-]{16,}\b"  # tokens
)


def kind_of(environment: Mapping[str, str]) -> str:
    """Which log is wished for.

    Raises
    ------
    ValueError : it is none of `KINDS`.
    """
    kind = environment.get(VARIABLE) or "text"
    if kind not in KINDS:
        raise ValueError(
            f"{VARIABLE} is {shown(kind)}; it can be {' or '.join(KINDS)}."
        )
    return kind


def start(kind: str) -> None:
    """Write everything that is logged in this process to stderr, in one form; of what
    others log, warnings and errors."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if kind == "json" else Text())
    handler.addFilter(lambda r: r.name == LOGGER.name or r.levelno >= logging.WARNING)
    logging.getLogger().handlers[:] = [handler]
    LOGGER.setLevel(logging.INFO if kind == "json" else logging.WARNING)
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_died
    adopt()


def adopt() -> None:
    """Let other libraries log as we do; call it again for loggers that came later."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in FOREIGN:
            logger = logging.getLogger(name)
            logger.handlers.clear()
            logger.propagate = name != SILENT


def event(what: str, **facts: float | str) -> None:
    """Something happened; the facts are numbers, or words of our own."""
    LOGGER.info(what, extra={"facts": facts})


def warn(what: str, **facts: float | str) -> None:
    """The same, for somebody to look at."""
    LOGGER.warning(what, extra={"facts": facts})


class Json(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """time, level and event; facts of ours; where others wrote, and errors."""
        time = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {
            "time": time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "event": template(record),
            **getattr(record, "facts", {}),
        }
        if record.name != LOGGER.name:
            line["logger"] = record.name
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = type(error).__name__
            line["frames"] = way_of(error)
        return json.dumps(line)


class Text(logging.Formatter):
    """A line for people; with the whole traceback."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """With the facts of ours behind."""
        facts = getattr(record, "facts", {})
        told = [f"{name}={value}" for name, value in facts.items()]
        return " ".join([super().format(record), *told])


def template(record: logging.LogRecord) -> str:
    """What was logged, without what was filled in.

    >>> record = logging.LogRecord("x", 20, "", 0, "%s left", ("Ada",), None)
    >>> template(record)
    '%s left'
    """
    if record.name == LOGGER.name or record.args:
        return str(record.msg)[:LENGTH]
    first = str(record.msg)[: LOOKED_AT + 1].partition("\n")[0]
    if len(first) > LOOKED_AT:  # who knows where what is quoted in it ends
        return "…"
    return PERSONAL.sub("…", first)[:LENGTH]


def way_of(error: BaseException) -> list[str]:
    """Where it came through, the place it was raised at last; without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames]


def _short(path: str) -> str:
    """Below the project or the libraries: where those are is nobody's business."""
    return path.rpartition("site-packages/")[2].removeprefix(ROOT).lstrip("/")


def _thread_died(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        logging.error("a thread was stopped", exc_info=args.exc_value)
