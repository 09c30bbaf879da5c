"""The data sets by name: embedded silhouettes, the course's photos, planar sets."""

import os
from pathlib import Path

from dnn_core.data.dataset import DataError, Dataset
from dnn_core.data.hdf5 import load_h5
from dnn_core.data.planar import PLANAR, make_planar

FOLDER = Path(__file__).resolve().parents[2] / "datasets"
PHOTO_FILES = ("train_catvnoncat.h5", "test_catvnoncat.h5")
PHOTO_VARIABLE = "LAYERWISE_DATA"

SILHOUETTE_NOTE = (
    "Drawn silhouettes, cats against other animals, made from the animal_mnist "
    "collection by SinaSR-6 (MIT licence); not photos."
)
PHOTO_NOTE = "The photos of the deeplearning.ai course: cats, and anything but cats."


def load_silhouettes() -> Dataset:
    """The embedded silhouettes: 400 to learn from, 100 to test on, half of them cats.

    Raises
    ------
    DataError
        If the files are missing, which a complete copy of the project has.
    """
    return load_h5(
        FOLDER / "silhouettes_train.h5",
        FOLDER / "silhouettes_test.h5",
        name="silhouettes",
        title="Cat silhouettes",
        note=SILHOUETTE_NOTE,
        trusted=True,
    )


def find_photos() -> Dataset | None:
    """The course's photos, if they lie where the app looks for them.

    It looks in the folder named by the environment variable LAYERWISE_DATA, then in
    `datasets/`.

    Returns
    -------
    The data set (12288 inputs, 209 and 50 photos), or None if there are no photos.

    Raises
    ------
    DataError
        If a file is damaged, or one of the two is missing.
    """
    folder = _photo_folder()
    if folder is None:
        return None
    train, test = (folder / name for name in PHOTO_FILES)
    return load_h5(train, test, name="photos", title="Course photos", note=PHOTO_NOTE)


def _photo_folder() -> Path | None:
    """The first folder that holds at least one of the two photo files."""
    named = os.environ.get(PHOTO_VARIABLE, "")
    folders = [Path(named)] if named else []
    for folder in [*folders, FOLDER]:
        if any((folder / name).is_file() for name in PHOTO_FILES):
            return folder
    return None


def dataset_names() -> tuple[str, ...]:
    """Names that `load_dataset` knows: silhouettes, photos if there, planar sets."""
    photos = () if _photo_folder() is None else ("photos",)
    return ("silhouettes", *photos, *PLANAR)


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
    if name == "silhouettes":
        return load_silhouettes()
    if name == "photos":
        photos = find_photos()
        if photos is None:
            raise DataError(
                f"The course's photos are not here. Put {' and '.join(PHOTO_FILES)} "
                f"into the folder datasets/, or upload them."
            )
        return photos
    if name in PLANAR:
        return make_planar(name, m=m, noise=noise, seed=seed)
    known = ", ".join(dataset_names())
    raise ValueError(f"unknown data set {name!r}, expected one of: {known}")
