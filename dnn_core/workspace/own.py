"""Examples of one's own in a workspace: pictures as bytes, anything else as numbers."""

import hashlib
import math
import re
from typing import NamedTuple

import numpy as np

from dnn_core.data import Dataset, Split
from dnn_core.workspace.archive import DAMAGED, Archive, Numbers, WorkspaceError
from dnn_core.workspace.fields import Fields

MAX_EXAMPLES = 20_000
MAX_SIDE = 256
MAX_NUMBERS = 25_000_000  # of all examples together, 200 MB as the network takes them
NAME_LENGTH = 40


class OwnData(NamedTuple):
    """Own data of some runs.

    fingerprint : tells whether other data are the same.
    dataset : None where they were too large to be saved.
    """

    fingerprint: str
    dataset: Dataset | None


def own_data(dataset: Dataset, most: int) -> OwnData:
    """Own data for a workspace, if their arrays take at most so many bytes."""
    fits = own_fits(dataset, most)
    return OwnData(fingerprint(dataset), dataset if fits else None)


def own_fits(dataset: Dataset, most: int) -> bool:
    """Whether the arrays of own data take at most so many bytes."""
    return sum(array.nbytes for array in data_arrays(dataset).values()) <= most


def fingerprint(dataset: Dataset) -> str:
    """The same for the same examples, in the same order."""
    digest = hashlib.sha256()
    for array in (dataset.X_train, dataset.Y_train, dataset.X_test, dataset.Y_test):
        digest.update(repr(array.shape).encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def data_arrays(dataset: Dataset) -> dict[str, Numbers]:
    """By member name below the data set's folder."""
    found: dict[str, Numbers] = {}
    splits: tuple[Split, ...] = ("train", "test")
    for split in splits:
        pictures = dataset.images(split)
        if pictures is not None:
            found[f"images_{split}"] = pictures
        if pictures is None or not np.array_equal(_columns(pictures), dataset.X(split)):
            found[f"X_{split}"] = dataset.X(split)
        found[f"Y_{split}"] = dataset.Y(split)[0].astype(np.uint8)
    return found


def read_own(archive: Archive, folder: str, fields: Fields, name: str) -> OwnData:
    """Own data as they were saved; titles and notes are not taken from the file."""
    told = fields.text("fingerprint", 64)
    if not fields.flag("saved"):
        return OwnData(told, None)
    side = fields.whole("side", 0, MAX_SIDE)
    names = [_plain(word) for word in fields.many("classes", 2)]
    if len(names) != 2:
        raise WorkspaceError(DAMAGED)
    n_x = 3 * side * side or fields.whole("inputs", 1, 100_000)
    counts = [fields.whole(f"m_{s}", int(s == "train"), MAX_EXAMPLES)
              for s in ("train", "test")]  # fmt: skip
    if n_x * sum(counts) > MAX_NUMBERS:
        raise WorkspaceError(
            f"The data in the file are {n_x:,} inputs of {sum(counts):,} examples, "
            "more than this app takes."
        )
    splits = [
        _split(archive, folder, s, (m, side, side, 3) if side else None, n_x, m)
        for s, m in zip(("train", "test"), counts, strict=True)
    ]
    (X, Y, images), (X_test, Y_test, images_test) = splits
    if not 0 < Y.mean() < 1:
        raise WorkspaceError(DAMAGED)
    dataset = Dataset(
        name,
        "Data of the workspace",
        X,
        Y,
        X_test,
        Y_test,
        class_names=(names[0], names[1]),
        image_shape=(side, side, 3) if side else None,
        note=f"From a workspace: {counts[0]} examples to learn from, {counts[1]} to "
        "test on.",
        images_train=images,
        images_test=images_test,
    )
    return OwnData(told, dataset)


def _split(
    archive: Archive,
    folder: str,
    split: str,
    shape: tuple[int, ...] | None,
    n_x: int,
    m: int,
) -> tuple[Numbers, Numbers, Numbers | None]:
    """X: (n_x, m), Y: (1, m), and the pictures if there are any."""
    images = None
    if shape is not None:
        images = archive.array(f"{folder}images_{split}.npy", "uint8", *shape)
    if images is not None and f"{folder}X_{split}.npy" not in archive.names:
        X = _columns(images)
    else:
        X = archive.array(f"{folder}X_{split}.npy", "float64", n_x, m)
    Y = archive.array(f"{folder}Y_{split}.npy", "uint8", m)
    if not np.isfinite(X).all() or np.any(Y > 1):
        raise WorkspaceError(DAMAGED)
    return X, Y[None].astype(np.float64), images


def _columns(images: Numbers) -> Numbers:
    return np.ascontiguousarray(
        images.reshape(len(images), math.prod(images.shape[1:])).T / 255.0
    )


def _plain(word: object) -> str:
    """The name of a class, with nothing in it that a page might take for more."""
    if not isinstance(word, str):
        raise WorkspaceError(DAMAGED)
    return re.sub(r"[^\w .=+'-]", " ", word)[:NAME_LENGTH].strip() or "?"
