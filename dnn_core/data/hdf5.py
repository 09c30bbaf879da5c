"""`load_h5`: the course's HDF5 files, from a path, an upload or plain bytes.

An uploaded file is hostile until shown otherwise. This side measures the file, hands
its bytes to a reader process that can open nothing (`h5_child.py`), and judges the
values that come back. The HDF5 library may crash or hang there; here that is one
more damaged file.
"""

import os
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from dnn_core.apart.arrays import Arrays
from dnn_core.apart.reading import Refused, Unread, read_apart
from dnn_core.data import h5_reader
from dnn_core.data.dataset import Array, DataError, Dataset, Images
from dnn_core.quoting import quoted

Source = str | os.PathLike[str] | bytes | BinaryIO

MAX_FILE_BYTES = 200_000_000
READER = "dnn_core.data.h5_child"
SIGNATURE = b"\x89HDF\r\n\x1a\n"
CLASS_NAME_LENGTH = 40

_DAMAGED = (
    "The file is damaged, cut short or stored in an unusual way: reading it failed. "
    "Copy or download it again, or save its arrays anew with h5py."
)


def load_h5(
    train: Source,
    test: Source | None = None,
    *,
    name: str = "upload",
    title: str = "Your pictures",
    note: str = "",
    trusted: bool = False,
) -> Dataset:
    """Load pictures and labels stored as the course stores its cats.

    Parameters
    ----------
    train : path, bytes or binary file object (read from its start) holding
        `train_set_x` (m, side, side, 3): uint8, or floating point within 0..1 or
        0..255; `train_set_y` (m,) or (1, m): integers 0 or 1; `list_classes` (2,):
        texts. It may hold `test_set_x` and `test_set_y` too.
    test : the same for the test file, which need not repeat `list_classes`.
    name, title, note : passed on to the `Dataset`.
    trusted : read in this process, 0.3 s faster; only for files of this repository.

    Raises
    ------
    DataError
        If a file cannot be read or breaks a rule; the sentence is meant for students
        and names no folder.
    """
    blobs = [_contents(train, "training")]
    if test is not None:
        blobs.append(_contents(test, "test"))
    arrays = _read_here(blobs) if trusted else _read_apart(blobs)
    return _dataset(arrays, name=name, title=title, note=note)


def _contents(source: Source, role: str) -> bytes:
    """The bytes of one source, if they can be had and look like HDF5."""
    if isinstance(source, bytes):
        blob = source
    elif isinstance(source, (str, os.PathLike)):
        role = f"{role} file {Path(source).name!r}"
        blob = _file_contents(Path(source), role)
    else:
        if source.seekable():
            source.seek(0)
        blob = source.read(MAX_FILE_BYTES + 1)
    role = role if "file" in role else f"{role} file"
    if len(blob) > MAX_FILE_BYTES:
        raise DataError(
            f"The {role} is larger than the limit of {MAX_FILE_BYTES // 10**6} MB. "
            f"Keep fewer or smaller pictures."
        )
    starts = [0] + [512 << k for k in range(20)]  # where HDF5 looks for its signature
    if not any(blob.startswith(SIGNATURE, start) for start in starts):
        raise DataError(
            f"The {role} is not an HDF5 file. Choose a file like the course's "
            f"train_catvnoncat.h5."
        )
    return blob


def _file_contents(path: Path, role: str) -> bytes:
    try:
        if not path.is_file():
            raise DataError(f"The {role} was not found. Check its name and folder.")
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as why:
        if isinstance(why, DataError):
            raise
        raise DataError(
            f"The {role} could not be opened. Check that you may read it."
        ) from None


def _read_here(blobs: list[bytes]) -> Arrays:
    try:
        return h5_reader.read_files(blobs)
    except Refused as refusal:
        raise DataError(str(refusal)) from None
    except (OSError, RuntimeError, ValueError, TypeError, KeyError, MemoryError):
        raise DataError(_DAMAGED) from None


def _read_apart(blobs: list[bytes]) -> Arrays:
    try:
        return read_apart(READER, blobs)
    except Unread as why:
        raise DataError(str(why) or _DAMAGED) from None


def _dataset(arrays: Arrays, *, name: str, title: str, note: str) -> Dataset:
    """Judge the values and build the data set."""
    splits = ["train", "test"] if "test_set_x" in arrays else ["train"]
    shape = arrays["train_set_x"].shape[1:]
    pictures = {split: arrays[f"{split}_set_x"] for split in splits}
    if any(values.shape[1:] != shape for values in pictures.values()):
        raise DataError(
            f"Training pictures have {shape[0]} x {shape[1]} pixels, test pictures "
            f"{pictures['test'].shape[1]} x {pictures['test'].shape[2]}. "
            f"Resize them to the same size."
        )
    top = max(_checked_top(values, f"{s}_set_x") for s, values in pictures.items())
    labels = {s: _checked_labels(arrays[f"{s}_set_y"], f"{s}_set_y") for s in splits}
    if labels["train"].min() == labels["train"].max():
        raise DataError(
            f"All labels of train_set_y are {labels['train'][0, 0]:.0f}. To learn a "
            f"yes or no the network needs examples of both; add pictures of the other "
            f"class."
        )
    X = {s: _columns(values, top) for s, values in pictures.items()}
    images = {s: _as_bytes(values, top) for s, values in pictures.items()}
    counts = f"{X['train'].shape[1]} pictures to learn from"
    return Dataset(
        name=name,
        title=title,
        X_train=X["train"],
        Y_train=labels["train"],
        X_test=X.get("test", np.zeros((X["train"].shape[0], 0))),
        Y_test=labels.get("test", np.zeros((1, 0))),
        class_names=_class_names(arrays["list_classes"]),
        image_shape=(shape[0], shape[1], shape[2]),
        note=note or f"Uploaded: {counts}, {len(pictures.get('test', ()))} to test on.",
        images_train=images["train"],
        images_test=images.get("test", np.zeros((0, *shape), dtype=np.uint8)),
    )


def _checked_top(values: npt.NDArray[Any], key: str) -> float:
    """The value of full brightness that these pictures use: 255, or 1 for floats."""
    if values.dtype == np.uint8:
        return 1.0
    bad = np.count_nonzero(~np.isfinite(values))
    if bad:
        raise DataError(
            f"{key} has {bad} pixels that are NaN or infinite. Replace them by numbers "
            f"from 0 to 255, or leave those pictures out."
        )
    low, high = float(values.min()), float(values.max())
    if low < 0 or high > 255:
        raise DataError(
            f"{key} has pixels from {low:g} to {high:g}; the limits are 0 to 1 or 0 to "
            f"255. Scale them into that range."
        )
    return 255.0 if high > 1 else 1.0


def _columns(values: npt.NDArray[Any], top: float) -> Array:
    """Pictures (m, side, side, 3) as columns (n_x, m) of numbers from 0 to 1."""
    full = 255.0 if values.dtype == np.uint8 else top
    return np.ascontiguousarray(values.reshape(len(values), -1).T / full)


def _as_bytes(values: npt.NDArray[Any], top: float) -> Images:
    if values.dtype == np.uint8:
        return values
    return np.rint(values * (255.0 / top)).astype(np.uint8)


def _checked_labels(values: npt.NDArray[Any], key: str) -> Array:
    """Labels (m,) as (1, m) float64, provided they are 0 or 1."""
    wrong = values[(values != 0) & (values != 1)]
    if wrong.size:
        raise DataError(
            f"{key} holds the label {wrong[0]}; labels must be 0 or 1. "
            f"Renumber the two classes."
        )
    return values.reshape(1, -1).astype(np.float64)


def _class_names(values: npt.NDArray[Any]) -> tuple[str, str]:
    names = [bytes(value).decode(errors="replace").strip() for value in values]
    for text in names:
        plain = all(unicodedata.category(c)[0] in "LMN" or c in " -_.'+" for c in text)
        if not plain or not 0 < len(text) <= CLASS_NAME_LENGTH:
            raise DataError(
                f"list_classes holds the name '{quoted(text)}'; a class "
                f"name has 1 to {CLASS_NAME_LENGTH} letters, digits, spaces or -_.'+. "
                f"Rename the class."
            )
    return names[0], names[1]
