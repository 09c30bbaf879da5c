"""Strangers' files, read in a process that can open nothing and may die of them.

Both ends are here: `read_apart` on this side, `serve` on that of the process.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import IO, Final

from dnn_core.apart.arrays import Arrays, read_arrays, write_arrays
from dnn_core.apart.limits import confine
from dnn_core.apart.process import in_new_process

SECONDS: Final = 20.0  # for the reader; the course's files take half of one
CPU_S: Final = 10.0
MOST: Final = 500_000_000  # bytes of an answer
SENTENCE: Final = 1000  # bytes
REFUSED: Final = 3  # exit status: the answer is a sentence

Read = Callable[[list[bytes]], Arrays]


class Refused(Exception):
    """The file breaks a rule; the text says which, for the person who brought it."""


class Unread(Exception):
    """Reading failed; the text is a sentence, and empty if the file is damaged."""


def read_apart(
    module: str, blobs: Sequence[bytes], *, seconds: float = SECONDS
) -> Arrays:
    """What the `main` of a reader module makes of files, in a process of its own.

    seconds : for everything.

    Raises
    ------
    Unread : the process refused, crashed, hung, or answered nonsense.
    """
    request = (part for b in blobs for part in (len(b).to_bytes(8, "big"), b))
    settings = {k: v for k, v in os.environ.items() if not k.startswith("HDF5_")}
    settings["HDF5_PLUGIN_PRELOAD"] = "::"  # load no filter from outside
    settings["OPENBLAS_NUM_THREADS"] = "1"  # each thread would claim memory
    try:
        with in_new_process(
            module, request, seconds=seconds, environment=settings
        ) as end:
            return answered(end.status, end.answer, seconds)
    except OSError:
        raise Unread(
            "This computer could not start the process that reads files safely. "
            "Close other programs and try again."
        ) from None


def answered(status: int | None, answer: IO[bytes], seconds: float) -> Arrays:
    """The arrays in an answer.

    Raises
    ------
    Unread : there are none.
    """
    if status is None:
        raise Unread(
            f"Reading the file took longer than the limit of {seconds:.0f} s. "
            f"Save its arrays anew with h5py, or keep fewer of them."
        )
    if status == REFUSED:
        raise Unread(answer.read(SENTENCE).decode(errors="replace"))
    if status != 0:
        raise Unread
    try:
        return read_arrays(answer)
    except (ValueError, MemoryError):
        raise Unread from None


def serve(read: Read, request: IO[bytes], answer: IO[bytes]) -> int:
    """Read length-prefixed files from `request`, write their arrays to `answer`.

    Returns
    -------
    The exit status: 0, or `REFUSED` when the answer is a sentence instead.
    """
    blobs: list[bytes] = []
    while prefix := request.read(8):
        blobs.append(request.read(int.from_bytes(prefix, "big")))
    try:
        arrays = read(blobs)
    except Refused as refusal:
        answer.write(str(refusal).encode())
        return REFUSED
    write_arrays(arrays, answer)
    return 0


def serve_confined(read: Read, rehearsal: bytes) -> None:
    """All that a reader process does.

    rehearsal : a sound file, read first, so that every module is imported before no
        file can be opened any more.
    """
    read([rehearsal])
    confine(CPU_S, MOST, files=False)
    raise SystemExit(serve(read, sys.stdin.buffer, sys.stdout.buffer))
