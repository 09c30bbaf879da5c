"""The data sets by name: the embedded pictures, the course's photos, planar sets."""

import os
from pathlib import Path

from dnn_core.data.dataset import DataError, Dataset
from dnn_core.data.hdf5 import load_h5
from dnn_core.data.planar import PLANAR, make_planar

FOLDER = Path(__file__).resolve().parents[2] / "datasets"
PHOTO_FILES: tuple[str, str] = ("train_catvnoncat.h5", "test_catvnoncat.h5")
PHOTO_VARIABLE = "LAYERWISE_DATA"
OTHER_WAYS = (
    f"Other ways to the photos: put {' and '.join(PHOTO_FILES)} into datasets/ or into "
    f"a folder that {PHOTO_VARIABLE} names, or upload them on the Train page."
)

SILHOUETTE_NOTE = (
    "Drawn silhouettes, cats against other animals, made from the animal_mnist "
    "collection by SinaSR-6 (MIT licence); not photos."
)
DRAWING_NOTE = (
    "Emoji and clip art by six publishers; credits in datasets/README.md. One "
    "publisher's cats share a template, so the test score flatters: with all of "
    "EmojiOne held out, its pictures fall from 78 to 54 %."
)
PHOTO_NOTE = "The photos of the deeplearning.ai course: cats, and anything but cats."


def load_silhouettes() -> Dataset:
    """The embedded silhouettes: 400 to learn from, 100 to test on, half of them cats.

    Raises
    ------
    DataError
        If the files are missing, which a complete copy of the project has.
    """
    return _embedded("silhouettes", "Cat silhouettes", SILHOUETTE_NOTE)


def load_drawings() -> Dataset:
    """The embedded drawings: 209 to learn from, 50 to test on, half of them cats.

    Raises
    ------
    DataError
        If the files are missing, which a complete copy of the project has.
    """
    return _embedded("drawings", "Cat drawings", DRAWING_NOTE)


def _embedded(name: str, title: str, note: str) -> Dataset:
    train, test = (FOLDER / f"{name}_{split}.h5" for split in ("train", "test"))
    return load_h5(train, test, name=name, title=title, note=note, trusted=True)


EMBEDDED = {"silhouettes": load_silhouettes, "drawings": load_drawings}


def find_photos() -> Dataset | None:
    """The course's photos, if they lie where the app looks for them.

    It looks in the folder named by the environment variable LAYERWISE_DATA, then in
    `datasets/`; `fetch_photos` puts them where they are found.

    Returns
    -------
    The data set (12288 inputs, 209 and 50 photos), or None if there are no photos.

    Raises
    ------
    DataError
        If a file is damaged, or one of the two is missing.
    """
    if missing_photos() == PHOTO_FILES:
        return None
    train, test = (photo_folder() / name for name in PHOTO_FILES)
    return load_h5(train, test, name="photos", title="Course photos", note=PHOTO_NOTE)


def missing_photos() -> tuple[str, ...]:
    """Those of the two photo files that are not where the app looks for them."""
    folder = photo_folder()
    return tuple(name for name in PHOTO_FILES if not (folder / name).is_file())


def photo_folder() -> Path:
    """Where the photos are, or else belong.

    It is the first of the two folders that holds at least one of the files; if none
    does, the first: the one that LAYERWISE_DATA names, or `datasets/`.
    """
    folders = [*_named_folder(), FOLDER]
    for folder in folders:
        if any((folder / name).is_file() for name in PHOTO_FILES):
            return folder
    return folders[0]


def folder_title(folder: Path) -> str:
    """A folder in words that do not tell strangers how the disk is laid out."""
    if [folder] == _named_folder():
        return f"the folder that {PHOTO_VARIABLE} names"
    return "the folder datasets/" if folder == FOLDER else f"the folder {folder}"


def _named_folder() -> list[Path]:
    named = os.environ.get(PHOTO_VARIABLE, "")
    return [Path(named)] if named else []


def dataset_names() -> tuple[str, ...]:
    """Names that `load_dataset` knows: the embedded sets, photos if there, planar."""
    photos = () if missing_photos() == PHOTO_FILES else ("photos",)
    return (*EMBEDDED, *photos, *PLANAR)


def load_dataset(
    name: str, *, m: int = 400, noise: float = 0.1, seed: int = 1
) -> Dataset:
    """Load a data set by name.

    Parameters
    ----------
    name : one of `dataset_names()`.
    m, noise, seed : for planar sets, see `make_planar`; others ignore them.

    Raises
    ------
    ValueError
        If the name or an argument is out of range.
    DataError
        If the files of the data set are missing or broken.
    """
    if name in EMBEDDED:
        return EMBEDDED[name]()
    if name == "photos":
        photos = find_photos()
        if photos is None:
            raise DataError(
                f"The course's photos are not here. Fetch them with `python -m "
                f"dnn_core fetch-photos`. {OTHER_WAYS}"
            )
        return photos
    if name in PLANAR:
        return make_planar(name, m=m, noise=noise, seed=seed)
    known = ", ".join(dataset_names())
    raise ValueError(f"unknown data set {name!r}, expected one of: {known}")
