"""A zip file of one's own: two folders of pictures become a data set.

The file may come from anybody. Nothing is unpacked to the disk, so paths in it mean
nothing; each picture is read to a limited length, whatever the zip declares, and by
`dnn_core.pictures`, which takes hostile pictures for granted.
"""

import hashlib
import io
import lzma
import time
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from dnn_core.data.dataset import DataError, Dataset, Images
from dnn_core.data.split import Indices, split_examples
from dnn_core.pictures import MAX_MEGABYTES, SIDE, ImageError, read_picture
from dnn_core.zips import lists_at_most

MAX_BYTES: Final = 100_000_000
MAX_UNPACKED: Final = 300_000_000  # of all pictures together
MAX_FILES: Final = 1_000
MAX_LISTED: Final = 3 * MAX_FILES  # with folders, and what a file manager adds
SECONDS: Final = 60.0  # for all pictures; a photo takes 20 ms
NAME_LENGTH: Final = 40
ENDINGS: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
NEGATIVE: Final = ("not", "non", "no", "other", "0", "negative", "anders", "kein")

_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    MemoryError,  # a header of LZMA asks for what it likes
)


class Read(NamedTuple):
    """Pictures (m, 64, 64, 3), labels (m,), and a sentence on each file left out."""

    images: Images
    labels: npt.NDArray[np.bool_]
    left_out: tuple[str, ...]


def load_zip(
    data: bytes, *, test_share: float = 0.2, seed: int = 1, name: str = "upload"
) -> Dataset:
    """The data set in a zip file with two folders of pictures.

    A folder's name is its class; the one that says no (“not cats”, “other”, “0”) is
    class 0, else the first in the alphabet. Every picture is made 64 x 64, as the
    course's are. One that is there twice is taken once.

    Raises
    ------
    DataError : the file cannot be used; the sentence says why and what to do.
    """
    if len(data) > MAX_BYTES:
        raise DataError(
            f"The zip file has {len(data) / 1e6:.0f} MB; the limit is "
            f"{MAX_BYTES // 10**6}. Make the pictures smaller: 64 × 64 pixels are seen."
        )
    if not lists_at_most(data, MAX_LISTED):
        raise DataError(
            f"The zip file is no complete one, or holds far more than {MAX_FILES:,} "
            "pictures. Zip the two folders again, without others."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            folders = _folders(archive)
            names = _ordered(folders)
            found = _read(archive, [folders[folder] for folder in names])
    except DataError:
        raise
    except _BROKEN:
        raise DataError(
            "The zip file is broken or stored in an unusual way. Zip the two folders "
            "again, without a password."
        ) from None
    split = split_examples(
        found.labels, (names[0], names[1]), test_share=test_share, seed=seed
    )
    return _dataset(found, names, *split, name=name)


def _folders(archive: zipfile.ZipFile) -> dict[str, list[zipfile.ZipInfo]]:
    """The pictures of each folder, by the folder's own name."""
    folders: dict[str, list[zipfile.ZipInfo]] = {}
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if entry.filename.endswith("/") or _hidden(path):
            continue
        if path.suffix.lower() not in ENDINGS:
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise DataError("The zip file has a password. Zip the folders without one.")
        folders.setdefault(_plain(path.parent.name), []).append(entry)
    count = sum(map(len, folders.values()))
    if count > MAX_FILES:
        raise DataError(
            f"The zip file holds {count:,} pictures; the limit is {MAX_FILES:,}. Keep "
            "some of each folder."
        )
    if len(folders) != 2 or "" in folders:
        listed = ", ".join(repr(folder) for folder in sorted(folders)[:4]) or "none"
        raise DataError(
            "The zip file must hold two folders of pictures (PNG, JPEG, WebP, GIF or "
            f"BMP), one for each class, such as “cats” and “not cats”; with pictures "
            f"in it there are {len(folders)}: {listed}."
        )
    return folders


def _hidden(path: PurePosixPath) -> bool:
    """What a file manager put there, not a person."""
    return path.name.startswith(".") or path.parts[:1] == ("__MACOSX",)


def _plain(name: str) -> str:
    """A folder's name without what cannot be shown."""
    kept = "".join(c for c in name if unicodedata.category(c)[0] in "LMN" or c in " -_")
    return kept.replace("_", " ").strip()[:NAME_LENGTH]


def _ordered(folders: dict[str, list[zipfile.ZipInfo]]) -> list[str]:
    """The names of class 0 and class 1."""
    return sorted(folders, key=lambda name: (not _says_no(name), name.lower()))


def _says_no(name: str) -> bool:
    return name.lower().replace("-", " ").split(" ")[0] in NEGATIVE


def _read(archive: zipfile.ZipFile, classes: list[list[zipfile.ZipInfo]]) -> Read:
    images, labels, left_out = list[Images](), list[bool](), list[str]()
    seen, deadline = set[bytes](), time.monotonic() + SECONDS
    room = MAX_UNPACKED
    for label, entries in enumerate(classes):
        for entry in sorted(entries, key=lambda entry: entry.filename):
            if time.monotonic() > deadline:
                raise DataError(
                    f"Reading the pictures took longer than the limit of {SECONDS:.0f} "
                    "s. Make them smaller: the network sees 64 × 64 pixels."
                )
            title = _plain(PurePosixPath(entry.filename).stem) or "a picture"
            contents = _contents(archive, entry)
            room -= len(contents)
            if room < 0:
                raise DataError(
                    f"The pictures in the zip file have more than "
                    f"{MAX_UNPACKED // 10**6} MB in all, unpacked. Make them smaller: "
                    "64 × 64 pixels are seen."
                )
            try:
                picture = read_picture(contents).seen
            except ImageError as why:
                left_out.append(f"{title}: {why}")
                continue
            key = hashlib.sha256(picture.tobytes()).digest()
            if key in seen:
                left_out.append(f"{title}: it is there twice.")
                continue
            seen.add(key)
            images.append(picture)
            labels.append(bool(label))
    stacked = np.stack(images) if images else np.empty((0, SIDE, SIDE, 3), np.uint8)
    return Read(stacked, np.array(labels, dtype=bool), tuple(left_out))


def _contents(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a file, and of a bomb no more than a picture may have."""
    limit = MAX_MEGABYTES * 1_000_000
    with archive.open(entry) as file:
        return file.read(limit + 1)


def _dataset(
    found: Read, names: list[str], train: Indices, test: Indices, *, name: str
) -> Dataset:
    columns = np.ascontiguousarray(found.images.reshape(len(found.images), -1).T / 255)
    Y = found.labels[None].astype(np.float64)
    lost = ""
    if found.left_out:
        lost = f" {len(found.left_out)} left out; the first is {found.left_out[0]}"
    return Dataset(
        name=name,
        title="Your pictures",
        X_train=columns[:, train],
        Y_train=Y[:, train],
        X_test=columns[:, test],
        Y_test=Y[:, test],
        class_names=(names[0], names[1]),
        image_shape=(SIDE, SIDE, 3),
        note=(
            f"Your pictures: {len(train)} to learn from, {len(test)} to test on, made "
            f"{SIDE} × {SIDE} pixels.{lost}"
        ),
        images_train=found.images[train],
        images_test=found.images[test],
    )
