"""Entrances with a known defect each: the harness has to find them all."""

import os
import time
from collections.abc import Callable, Sequence

from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance

BAD = b"\x07"  # an input that holds it meets the defect
HELD = list[bytes]()


def _raises(data: bytes) -> None:
    raise KeyError(data)


def _hangs(data: bytes) -> None:
    while True:
        pass


def _waits(data: bytes) -> None:
    time.sleep(60)


def _leaks(data: bytes) -> None:
    HELD.append(data[:1] * 80_000_000)


def _dies(data: bytes) -> None:
    os.abort()


def _tells_a_path(data: bytes) -> None:
    raise ValueError("The file /tmp/tmp1x/upload.h5 cannot be read.")


def _tells_a_library(data: bytes) -> None:
    raise ValueError("'utf-8' codec can't decode byte 0xdd in position 3.")


def _sound() -> Sequence[bytes]:
    return [b"a sound input", b"a bad input \x07"]


def _entrance(name: str, defect: Callable[[bytes], object]) -> Entrance:
    def enter(data: bytes) -> Sequence[str]:
        if BAD in data:
            defect(data)
        if len(data) < 8:
            raise ValueError("It has too few characters: 8 are needed.")
        return ()

    return Entrance(name, _sound, enter, (ValueError,), damaged)


def _prepared(data: bytes) -> Sequence[str]:
    raise ValueError("The file is damaged.")


NONE = _entrance("none", len)
PREPARED = Entrance(
    "prepared", _sound, _entrance("", _dies).enter, (ValueError,), damaged, tuple,
    _prepared,
)  # fmt: skip
PLANTED = {
    "crash": _entrance("crash", _raises),
    "hang": _entrance("hang", _hangs),
    "waits": _entrance("waits", _waits),
    "memory": _entrance("memory", _leaks),
    "death": _entrance("death", _dies),
    "sentence": _entrance("sentence", _tells_a_path),
    "foreign": _entrance("foreign", _tells_a_library),
}
