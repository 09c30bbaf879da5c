"""The course's photos from public copies: checked, and both files or neither.

A download is kept in memory until its sha256 is right and only then written, under a
passing name that becomes the real one in a single step. So whatever breaks off, is
wrong or is killed leaves nothing behind, and several processes may fetch at once.
"""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from dnn_core.data.dataset import DataError
from dnn_core.data.download import Failed, Unreachable, download, server
from dnn_core.data.registry import (
    OTHER_WAYS,
    PHOTO_FILES,
    folder_title,
    photo_folder,
)

MIRRORS = (
    "https://github.com/Hiren2002/Logistic-Regression/raw/"
    "5aa70859e5a6890e07d9a4c3294e8adb4b6a033f/datasets/",
    "https://github.com/ramakris/coursera-deeplearning/raw/HEAD/"
    "Improving-DeepNN/datasets/",
    "https://github.com/giuseppefutia/word2vec/raw/HEAD/datasets/",
)
MIRRORS_VARIABLE = "LAYERWISE_MIRRORS"


class Stamp(NamedTuple):
    """What tells the course's file from any other: its length in bytes, its sum."""

    size: int
    sha256: str


TRAIN_STAMP = Stamp(
    2_572_022, "fbe56ab67c3ae28d564e3a644189117976d6b31af0a3ce9bb17dbf22908af242"
)
TEST_STAMP = Stamp(
    616_958, "6a9d39ce52fa85953c5834695b8534a30ed8cfd54971fb2f080b5a24d002b951"
)
STAMPS = dict(zip(PHOTO_FILES, (TRAIN_STAMP, TEST_STAMP), strict=True))


def fetch_photos(
    folder: str | os.PathLike[str] | None = None,
    *,
    mirrors: Iterable[str] = (),
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> tuple[str, ...]:
    """Fetch those of the course's two photo files that are not there yet.

    Parameters
    ----------
    folder : where they go; by default where the app looks for them (`find_photos`).
    mirrors : addresses of folders that hold the two files, tried in this order; by
        default those of the environment variable LAYERWISE_MIRRORS (separated by
        spaces or commas), else `MIRRORS`.
    progress : called with the bytes so far and the bytes in all.

    Returns
    -------
    The names of the files that were fetched: none if both were there already.

    Raises
    ------
    DataError
        If no mirror delivers the right bytes, a file cannot be written, or another
        file of that name is there, which is never overwritten. Nothing is written
        then; the sentence names the other ways to the photos.
    """
    target = photo_folder() if folder is None else Path(folder)
    bases = _bases(mirrors)
    missing = [name for name in PHOTO_FILES if not _is_there(target, name)]
    if not missing:
        return ()
    _check_writable(target)
    total = sum(STAMPS[name].size for name in missing)
    contents: dict[str, bytes] = {}
    for name in missing:
        before = sum(map(len, contents.values()))
        progress(before, total)
        contents[name] = _from_any(
            bases, name, lambda done, before=before: progress(before + done, total)
        )
    for name, content in contents.items():
        _store(target, name, content)
    return tuple(missing)


def _bases(mirrors: Iterable[str]) -> tuple[str, ...]:
    """The mirrors to try: those given, else the environment's, else our own."""
    named = re.split(r"[\s,]+", os.environ.get(MIRRORS_VARIABLE, ""))
    bases = tuple(mirrors) or tuple(filter(None, named)) or MIRRORS
    for base in bases:
        try:
            server(base)
        except ValueError as why:
            raise DataError(
                f"This cannot be a mirror: {why}. Correct the address in --mirror or "
                f"in the environment variable {MIRRORS_VARIABLE}."
            ) from None
    return bases


def _is_there(folder: Path, name: str) -> bool:
    """Whether the course's file is there already; another one is not touched."""
    path = folder / name
    if not path.exists():
        return False
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as why:
        raise _no_place(folder, why) from None
    if found != STAMPS[name].sha256:
        raise DataError(
            f"There is another {name} in {folder_title(folder)}: "
            f"{_both_sums(found, STAMPS[name])}. Move it elsewhere to have the "
            f"course's photos there."
        )
    return True


def _both_sums(found: str, stamp: Stamp) -> str:
    return f"its sha256 begins with {found[:8]}, the course's with {stamp.sha256[:8]}"


def _check_writable(folder: Path) -> None:
    """Find out before the download whether there is a place for it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as why:
        raise _no_place(folder, why) from None


def _store(folder: Path, name: str, content: bytes) -> None:
    """Write a file so that nobody ever sees it half written."""
    part = folder / f".{name}.{secrets.token_hex(4)}.part"
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / name)
    except OSError as why:
        raise _no_place(folder, why) from None
    finally:
        part.unlink(missing_ok=True)


def _no_place(folder: Path, why: OSError) -> DataError:
    return DataError(
        f"The photos cannot be kept in {folder_title(folder)}: "
        f"{why.strerror or type(why).__name__}. Make room there, or have it made "
        f"writable. {OTHER_WAYS}"
    )


def _from_any(
    bases: tuple[str, ...], name: str, progress: Callable[[int], object]
) -> bytes:
    """The right bytes of a file, from the first mirror that has them."""
    failures: dict[str, Failed] = {}  # what several mirrors share is told once
    silent: set[str] = set()  # servers not to be waited for again
    for base in bases:
        place = server(base)
        if place in silent:
            continue
        try:
            return _checked(f"{base.rstrip('/')}/{name}", STAMPS[name], progress)
        except Failed as failed:
            failures[f"{place} {failed}"] = failed
            if isinstance(failed, Unreachable):
                silent.add(place)
    if all(isinstance(failed, Unreachable) for failed in failures.values()):
        what = "The computer that runs Layerwise seems to be offline"
    else:
        what = f"{name} could not be fetched"
    raise DataError(f"{what}: {'; '.join(failures)}. {OTHER_WAYS}")


def _checked(url: str, stamp: Stamp, progress: Callable[[int], object]) -> bytes:
    """The bytes at an address, if they are the course's."""
    content = download(url, stamp.size, progress)
    found = hashlib.sha256(content).hexdigest()
    if found != stamp.sha256:
        raise Failed(f"sent another file ({_both_sums(found, stamp)})")
    return content
