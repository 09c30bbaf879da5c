"""Files in the course's schema, for the scripts beside this one: check, write, compare.

The schema is told in README.md. What a script promises are the arrays; the bytes
around them depend on the zlib at hand.
"""

import hashlib
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).resolve().parent
SPLITS = ("train", "test")

Arrays = dict[str, np.ndarray]


def verified(path: Path, sha256: str) -> bytes:
    """The bytes of a source package, if they are the ones the recipe was made for."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != sha256:
        raise SystemExit(f"{path.name} has sha256 {digest}, expected {sha256}")
    return data


def course_arrays(split: str, x: np.ndarray, y: np.ndarray) -> Arrays:
    """Pictures (m, rows, columns, 3) and labels (m,) under the course's names."""
    return {
        f"{split}_set_x": x.astype(np.uint8),
        f"{split}_set_y": y.astype(np.int64),
        "list_classes": np.array([b"non-cat", b"cat"], dtype="S7"),
    }


def deliver(name: str, files: dict[str, Arrays], *, check: bool) -> bool:
    """Write `name`_train.h5 and `name`_test.h5, or compare them with `files`.

    Returns whether the files on the disk now hold exactly these arrays.
    """
    paths = {split: HERE / f"{name}_{split}.h5" for split in files}
    if check:
        return all([_same(paths[split], files[split]) for split in files])
    for split, arrays in files.items():
        _write(paths[split], arrays)
        for key, digest in _digests(arrays).items():
            print(f"{paths[split].name} {key} {digest}")
    return True


def _write(path: Path, arrays: Arrays) -> None:
    """Write the arrays as HDF5, the pictures compressed."""
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            if array.ndim == 1:
                file.create_dataset(name, data=array)
                continue
            chunks = (min(len(array), 50), *array.shape[1:])
            packing = {"chunks": chunks, "compression": "gzip", "compression_opts": 9}
            file.create_dataset(name, data=array, **packing)


def _digests(arrays: Arrays) -> dict[str, str]:
    """sha256 of each array's values."""
    return {
        name: hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
        for name, array in arrays.items()
    }


def _same(path: Path, arrays: Arrays) -> bool:
    """Whether the file holds exactly these arrays."""
    with h5py.File(path, "r") as file:
        stored = {name: np.asarray(file[name]) for name in arrays}
    same = _digests(stored) == _digests(arrays)
    print(f"{path.name}: {'as rebuilt' if same else 'DIFFERS from the rebuilt arrays'}")
    return same
