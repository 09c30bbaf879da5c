"""A progress bar in a terminal; nothing where no person looks."""

import time
from types import TracebackType
from typing import Final, TextIO

WIDTH: Final = 30
AT_LEAST_S: Final = 0.3  # what is over sooner needs no bar


class Progress:
    """One line that is written over again and wiped at the end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._seen = stream, stream.isatty()
        self._begun, self._length = time.monotonic(), 0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._length:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def show(self, done: int, total: int, note: str) -> None:
        """So much is done."""
        passed = time.monotonic() - self._begun
        if not self._seen or passed < AT_LEAST_S:
            return
        bar = "#" * round(WIDTH * done / total)
        left = passed * (total - done) / max(done, 1)
        self._write(f"[{bar:{WIDTH}}] {done:,} of {total:,}, {note}, {left:.0f} s left")

    def _write(self, text: str) -> None:
        print(f"\r{text:{self._length}}", end="", file=self._stream, flush=True)
        self._length = len(text)
