"""Small files in the course's schema, sound ones and ways to spoil them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

SIDE = 8


def course_file(
    edit: Callable[[h5py.File], object] = len,
    *,
    libver: str = "earliest",
    **options: Any,
) -> bytes:
    """Training and test set in one file, 6 and 4 pictures; `edit` may spoil it."""
    rng = np.random.default_rng(0)
    content = io.BytesIO()
    with h5py.File(content, "w", libver=libver) as file:
        for split, m in (("train", 6), ("test", 4)):
            pixels = rng.integers(0, 128, (m, SIDE, SIDE, 3), dtype=np.uint8)
            file.create_dataset(f"{split}_set_x", data=pixels, **options)
            file[f"{split}_set_y"] = np.arange(m) % 2
        file["list_classes"] = np.array([b"non-cat", b"cat"])
        edit(file)
    return content.getvalue()


def put(file: h5py.File, name: str, data: Any, **options: Any) -> None:
    """Replace a data set."""
    del file[name]
    file.create_dataset(name, data=data, **options)


def put_external_link(file: h5py.File, target: Path) -> None:
    del file["train_set_x"]
    file["train_set_x"] = h5py.ExternalLink(str(target), "train_set_x")


def put_external_storage(file: h5py.File, target: Path) -> None:
    shape = (6, SIDE, SIDE, 3)
    del file["train_set_x"]
    where = [(str(target), 0, int(np.prod(shape)))]
    file.create_dataset("train_set_x", shape, np.uint8, external=where)


def put_virtual(file: h5py.File, target: Path) -> None:
    shape = (6, SIDE, SIDE, 3)
    del file["train_set_x"]
    layout = h5py.VirtualLayout(shape, np.uint8)
    layout[:] = h5py.VirtualSource(str(target), "train_set_x", shape)
    file.create_virtual_dataset("train_set_x", layout)


OUTSIDE = {
    "external link": put_external_link,
    "external storage": put_external_storage,
    "virtual data set": put_virtual,
}
