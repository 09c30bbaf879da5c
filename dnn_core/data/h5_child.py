"""The process that reads HDF5 files from outside: run as a script by `hdf5.py`.

Before it looks at a file it gives up the right to open any, so that even an attack
that gets past every check of `h5_reader.py` finds nothing to read; and if the HDF5
library crashes or loops, only this process ends.
"""

import io
import sys
from pathlib import Path
from typing import BinaryIO

import h5py
import numpy as np

if __package__:
    from dnn_core.data.h5_reader import Refused, read_files
else:  # as a script, without the rest of dnn_core, which would take time to import
    sys.path.append(str(Path(__file__).resolve().parent))
    from h5_reader import Refused, read_files

REFUSED = 3  # exit status: the answer is a sentence


def confine(*, seconds: int = 10, memory: int = 2_000_000_000) -> None:
    """Give up, for this process and for good, most of what a process may do.

    No file can be opened, created or grown any more; time and memory are bounded.
    Systems without such limits (Windows) rely on the checks alone.
    """
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            continue  # macOS refuses some; the others still hold


def serve(request: BinaryIO, answer: BinaryIO) -> int:
    """Read length-prefixed files from `request`, write the arrays as npz to `answer`.

    Returns
    -------
    The exit status: 0, or `REFUSED` when the answer is a sentence instead.
    """
    blobs: list[bytes] = []
    while prefix := request.read(8):
        blobs.append(request.read(int.from_bytes(prefix, "big")))
    try:
        arrays = read_files(blobs)
    except Refused as refusal:
        answer.write(str(refusal).encode())
        return REFUSED
    packed = io.BytesIO()
    np.savez(packed, **arrays)  # pyright: ignore[reportArgumentType]
    answer.write(packed.getbuffer())
    return 0


def rehearse() -> None:
    """Read a small valid file, so that every module is imported before `confine`."""
    made = io.BytesIO()
    with h5py.File(made, "w") as file:
        pixels = np.zeros((2, 8, 8, 3), dtype=np.float32)
        file.create_dataset("train_set_x", data=pixels, compression="gzip")
        file["train_set_y"] = np.arange(2)
        file["list_classes"] = np.array([b"no", b"yes"])
    content = made.getvalue()
    serve(io.BytesIO(len(content).to_bytes(8, "big") + content), io.BytesIO())


if __name__ == "__main__":
    rehearse()
    confine()
    raise SystemExit(serve(sys.stdin.buffer, sys.stdout.buffer))
