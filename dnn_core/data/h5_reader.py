"""Read the course's HDF5 schema from bytes that nobody vouches for.

An HDF5 file can name other files of the computer it is opened on, promise more data
than it holds, and make the HDF5 library, which is written in C, crash. Hence two
walls. Every array is examined through its description first and its values are read
only afterwards; and for files from outside, all of this happens in a process of its
own, which can open no file whatever (`h5_child.py`).
"""

import io
import math
from typing import Any

import h5py
import h5py.h5l
import h5py.h5o
import numpy as np
import numpy.typing as npt

from dnn_core.apart.arrays import Arrays
from dnn_core.apart.reading import Refused

MAX_BYTES = 200_000_000  # of all pixels as float64, the form the network computes in
MAX_RATIO = 1100  # declared size over stored size; gzip reaches 1032 at most
SIDES = range(8, 257)

# Not fletcher32: HDF5 2.0 crashes on a chunk that is shorter than its checksum.
_FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE}
_LAYOUTS = {h5py.h5d.COMPACT, h5py.h5d.CONTIGUOUS, h5py.h5d.CHUNKED}


def read_files(blobs: list[bytes]) -> Arrays:
    """Read one file (training, perhaps test too) or two (training, test).

    Parameters
    ----------
    blobs : the files' contents.

    Returns
    -------
    `train_set_x` (m, side, side, 3) uint8 or float64, `train_set_y` (m,) int64,
    `list_classes` (2,) bytes, and `test_set_x`, `test_set_y` if there is a test set.

    Raises
    ------
    Refused
        If a rule is broken. A damaged file raises whatever h5py raises.
    """
    room = MAX_BYTES
    arrays: Arrays = {}
    for position, blob in enumerate(blobs):
        with h5py.File(io.BytesIO(blob), "r") as file:
            splits = ["train", "test"][position : position + 1]
            if len(blobs) == 1 and _has(file, "test_set_x"):
                splits.append("test")
            found, room = _examine(file, splits, len(blob), room)
            if position == 0 or _has(file, "list_classes"):
                found["list_classes"] = _examine_classes(file, len(blob))
            for name, dataset in found.items():
                value = _read(dataset, name)
                if name == "list_classes" and not _same(arrays.get(name, value), value):
                    raise Refused(
                        "The two files name their classes differently in "
                        "list_classes. Use a training and a test file that belong "
                        "together."
                    )
                arrays[name] = value
    return arrays


def _same(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> bool:
    return [bytes(value) for value in a] == [bytes(value) for value in b]


def _has(file: h5py.File, name: str) -> bool:
    return bool(file.id.links.exists(name.encode()))


def _examine(
    file: h5py.File, splits: list[str], file_size: int, room: int
) -> tuple[dict[str, Any], int]:
    """Check the description of pictures and labels; return what may be read."""
    found: dict[str, Any] = {}
    for split in splits:
        x, y = f"{split}_set_x", f"{split}_set_y"
        found[x] = _open(file, x)
        _check_pixel_type(found[x], x)
        _check_layout(found[x].shape, x)
        needed = 8 * math.prod(found[x].shape)
        if needed > room:
            raise Refused(
                f"{x} declares {found[x].shape[0]} pictures, {_size(needed)} of numbers"
                f"; all pictures together may take {_size(MAX_BYTES)}. "
                f"Keep fewer or smaller pictures."
            )
        room -= needed
        _check_storage(found[x], x, file_size)

        found[y] = _open(file, y)
        _check_label_type(found[y], y)
        _check_counts(found[x].shape[0], found[y].shape, split)
        _check_storage(found[y], y, file_size)
    return found, room


def _open(file: h5py.File, name: str) -> Any:
    """Open a data set by name, provided it lies in this file and nowhere else."""
    if not _has(file, name):
        swapped = name.startswith("train") and _has(file, "test_set_x")
        hint = " This looks like the test file: are the two swapped?" if swapped else ""
        raise Refused(
            f"The file has no {name}.{hint} A training file holds train_set_x, "
            f"train_set_y and list_classes; a test file test_set_x and test_set_y."
        )
    if file.id.links.get_info(name.encode()).type != h5py.h5l.TYPE_HARD:
        raise Refused(
            f"{name} is a link to something stored elsewhere, which is not followed. "
            f"Store the numbers themselves in the file."
        )
    dataset = h5py.h5o.open(file.id, name.encode())
    if not isinstance(dataset, h5py.h5d.DatasetID):
        raise Refused(
            f"{name} is a group or a type, not an array of numbers. "
            f"Store the numbers under that name."
        )
    # The creation properties come first: asking a virtual data set for its shape
    # would already open the files it is made from.
    properties = dataset.get_create_plist()
    if properties.get_layout() not in _LAYOUTS or properties.get_external_count():
        raise Refused(
            f"{name} takes its numbers from other files, which is not allowed. "
            f"Store the numbers themselves in the file."
        )
    _check_filters(properties, name)
    return dataset


def _check_filters(properties: Any, name: str) -> None:
    used = [properties.get_filter(i)[0] for i in range(properties.get_nfilters())]
    if not set(used) <= _FILTERS or len(used) != len(set(used)):
        raise Refused(
            f"{name} is packed by a method this program does not open. "
            f'Save it with compression="gzip" or without compression.'
        )


def _check_pixel_type(dataset: Any, name: str) -> None:
    kind = dataset.get_type()
    is_byte = (
        kind.get_class() == h5py.h5t.INTEGER
        and kind.get_size() == 1
        and kind.get_sign() == h5py.h5t.SGN_NONE
    )
    is_float = kind.get_class() == h5py.h5t.FLOAT and kind.get_size() in (2, 4, 8)
    if not (is_byte or is_float):
        raise Refused(
            f"{name} has the wrong dtype: pixels must be uint8 (0 to 255) or "
            f'floating point. Save them with .astype("uint8").'
        )


def _check_label_type(dataset: Any, name: str) -> None:
    kind = dataset.get_type()
    if kind.get_class() != h5py.h5t.INTEGER or kind.get_size() > 8:
        raise Refused(
            f"{name} has the wrong dtype: labels must be integers, 0 or 1. "
            f'Save them with .astype("int64").'
        )


def _check_layout(shape: tuple[int, ...], name: str) -> None:
    """Pictures are (m, side, side, 3)."""
    if len(shape) == 4 and shape[1] == 3 and shape[2] == shape[3]:
        raise Refused(
            f"{name} has the layout {shape}, colours before rows; the layout must be "
            f"(pictures, rows, columns, 3). Use np.transpose(x, (0, 2, 3, 1))."
        )
    if len(shape) != 4 or shape[3] != 3:
        raise Refused(
            f"{name} has shape {shape[:6]}; pictures must have the layout "
            f"(pictures, rows, columns, 3), for example (209, 64, 64, 3)."
        )
    if shape[1] != shape[2] or shape[1] not in SIDES:
        raise Refused(
            f"{name} holds pictures of {shape[1]} x {shape[2]} pixels; they must be "
            f"square, from {SIDES[0]} to {SIDES[-1]} pixels wide. Resize them first."
        )


def _check_counts(m: int, labels: tuple[int, ...], split: str) -> None:
    if labels not in ((m,), (1, m)):
        count = labels[0] if len(labels) == 1 else f"shape {labels[:6]}"
        raise Refused(
            f"{split}_set_x holds {m} pictures but {split}_set_y has {count} "
            f"labels. Every picture needs exactly one label."
        )
    if m == 0:
        raise Refused(f"{split}_set_x holds 0 pictures. Store at least one.")


def _check_storage(dataset: Any, name: str, file_size: int) -> None:
    """Compare what a data set declares with what the file really holds of it."""
    itemsize = dataset.get_type().get_size()
    declared = itemsize * math.prod(dataset.shape)
    properties = dataset.get_create_plist()
    chunk = (
        itemsize * math.prod(properties.get_chunk())
        if properties.get_layout() == h5py.h5d.CHUNKED
        else 0
    )
    stored = dataset.get_storage_size()
    if max(declared, chunk) > MAX_RATIO * stored or chunk > MAX_BYTES:
        raise Refused(
            f"{name} declares {_size(max(declared, chunk))} but the file stores only "
            f"{_size(stored)} of it. Save the complete arrays."
        )
    if stored > file_size:
        raise Refused(
            f"{name} should take {_size(stored)}, more than the whole file of "
            f"{_size(file_size)}: the file is cut short. Copy or download it again."
        )


def _examine_classes(file: h5py.File, file_size: int) -> Any:
    dataset = _open(file, "list_classes")
    kind = dataset.get_type()
    if kind.get_class() != h5py.h5t.STRING or dataset.shape != (2,):
        raise Refused(
            "list_classes must hold two texts, the name of class 0 and of class 1, "
            'for example np.array([b"non-cat", b"cat"]).'
        )
    if not kind.is_variable_str() and kind.get_size() > 256:
        raise Refused(
            f"list_classes holds texts of {kind.get_size()} bytes; the limit is 256. "
            f"Use shorter class names."
        )
    _check_storage(dataset, "list_classes", file_size)
    return dataset


def _read(dataset: Any, name: str) -> npt.NDArray[Any]:
    """Read the values of an examined data set."""
    if name == "list_classes":
        texts = h5py.Dataset(dataset)[()]
        return np.array([bytes(text)[:256] for text in texts], dtype=np.bytes_)
    if name.endswith("_y"):
        dtype = np.int64
    elif dataset.get_type().get_class() == h5py.h5t.INTEGER:
        dtype = np.uint8
    else:
        dtype = np.float64
    values = np.zeros(dataset.shape, dtype=dtype)
    dataset.read(h5py.h5s.ALL, h5py.h5s.ALL, values)
    return values.reshape(-1) if name.endswith("_y") else values


def _size(count: int) -> str:
    """A number of bytes in words: `2.5 MB`."""
    value = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000:
            return f"{value:.3g} {unit}"
        value /= 1000
    return f"{value:.3g} TB"
