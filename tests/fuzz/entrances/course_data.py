"""The course's HDF5 data, as an upload of one's own.

The product hands every file to a process of its own; here, to save its start, the same
reader works in this one.
"""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import h5py
import numpy as np

from dnn_core.apart.arrays import Arrays
from dnn_core.apart.reading import SECONDS, Unread, answered, serve
from dnn_core.data import DataError, hdf5, load_own
from dnn_core.data.h5_reader import read_files
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance
from tests.h5_files import OUTSIDE, SIDE, course_file, put

PACKED: dict[str, Any] = {"chunks": (2, 8, 8, 3), "compression": "gzip"}
GROWING: dict[str, Any] = {**PACKED, "shuffle": True, "maxshape": (None, None, 8, 3)}


def sound() -> list[bytes]:
    """Both generations of the format, each way of storing."""
    files = [course_file(libver=v) for v in ("earliest", "latest")]
    files += [course_file(libver=v, **PACKED) for v in ("earliest", "latest")]
    files += [course_file(libver=v, **GROWING) for v in ("earliest", "latest")]
    return [*files, course_file(lambda file: put(file, "list_classes", ["no", "yes"]))]


def hostile() -> list[bytes]:
    """Files that lead outside, and arrays of the wrong type, shape or value."""
    nowhere = Path("/nowhere/secret")
    files = [
        course_file(lambda f, way=way: way(f, nowhere)) for way in OUTSIDE.values()
    ]
    names = "train_set_x", "train_set_y", "list_classes", "test_set_x"
    for name in names:
        files += [course_file(_with(name, value)) for value in arrays()]
        files.append(course_file(lambda f, name=name: f.__delitem__(name)))
    shape = 2**40, SIDE, SIDE, 3
    empty = dict[str, Any](shape=shape, dtype=np.uint8, chunks=(1, SIDE, SIDE, 3))
    files.append(course_file(_declared(**empty)))
    lossy = dict[str, Any](shape=(6, SIDE, SIDE, 3), dtype=np.float32, fillvalue=np.nan)
    return [*files, course_file(_declared(**lossy))]


def arrays() -> list[Any]:
    """Values that are not what should be there."""
    pixels = np.zeros((6, SIDE, SIDE, 3))
    many = (pixels + np.nan, pixels + np.inf, pixels - 1, pixels + 256, pixels + 1e300)
    return [
        *many,
        pixels.astype(np.complex64),
        pixels.astype(">i8"),
        pixels.astype(np.float16),
        pixels[:, :, :4],
        pixels[:0],
        pixels[0],
        np.zeros((6, 4, 4, 3), np.uint8),
        np.zeros((6, SIDE, SIDE, 4), np.uint8),
        np.zeros(6, [("a", "i4"), ("b", "f8")]),
        np.full(6, 7),
        np.arange(6) % 2 == 1,
        np.array([-1, 2**62, 0, 1, 0, 1]),
        np.array([b"x" * 300, b"y"]),
        np.array([b"\xff\xfe", b"../x"]),
        np.array([b"<b>x</b>", b"/usr/lib"]),
        "text",
        h5py.Empty("f4"),
        5,
    ]


def _with(name: str, value: Any) -> Callable[[h5py.File], None]:
    return lambda file: put(file, name, value)


def _declared(**options: Any) -> Callable[[h5py.File], None]:
    def edit(file: h5py.File) -> None:
        del file["train_set_x"]
        file.create_dataset("train_set_x", **options)

    return edit


def enter(data: bytes) -> Sequence[str]:
    """As an upload is read, but in this process."""
    usual = hdf5._read_apart
    hdf5._read_apart = read_here
    try:
        return apart(data)
    finally:
        hdf5._read_apart = usual


def read_here(blobs: list[bytes]) -> Arrays:
    """What `hdf5._read_apart` does: whatever is raised there ends that process."""
    request = b"".join(len(blob).to_bytes(8, "big") + blob for blob in blobs)
    with TemporaryFile() as answer:
        try:
            status = serve(read_files, io.BytesIO(request), answer)
        except Exception:
            status = 1
        answer.seek(0)
        try:
            return answered(status, answer, SECONDS)
        except Unread as why:
            raise DataError(str(why) or hdf5._DAMAGED) from None


def apart(data: bytes) -> Sequence[str]:
    """As an upload is read."""
    dataset = load_own(data)
    assert dataset.X_train.shape[1] == dataset.Y_train.shape[1] > 0
    assert np.isfinite(dataset.X_train).all()
    return [dataset.note]


COURSE_DATA = Entrance(
    "course data", sound, enter, (DataError,), damaged, hostile, apart
)
