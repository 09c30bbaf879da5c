"""A file of one's own, whatever kind it is: HDF5, a CSV table, a zip of pictures."""

from pathlib import Path

from dnn_core.data.dataset import DataError, Dataset
from dnn_core.data.hdf5 import MAX_FILE_BYTES, SIGNATURE, load_h5
from dnn_core.data.own_pictures import load_zip
from dnn_core.data.own_table import load_csv

ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")


def load_own(
    data: bytes,
    *,
    test: bytes | None = None,
    test_share: float = 0.2,
    seed: int = 1,
    name: str = "upload",
) -> Dataset:
    """The data set in a file, told by its first bytes and not by its name.

    Parameters
    ----------
    data : the file: HDF5 in the course's layout (`load_h5`), a zip of two folders of
        pictures (`load_zip`), or a table (`load_csv`).
    test : a second HDF5 file, the test set of the first.
    test_share, seed : how a table or a zip is parted; HDF5 files are parted already.

    Raises
    ------
    DataError : the file cannot be used; the sentence says why and what to do.
    """
    if data.startswith(ZIP_SIGNATURES):
        return load_zip(data, test_share=test_share, seed=seed, name=name)
    if not data:
        raise DataError("The file is empty: 0 bytes. Choose another one.")
    if SIGNATURE in data[:4096] or test is not None:
        return load_h5(data, test, name=name)
    return load_csv(data, test_share=test_share, seed=seed, name=name)


def load_file(path: Path) -> Dataset:
    """As `load_own`, from the disk; the name is the file's."""
    if not path.is_file():
        raise DataError(f"There is no file {str(path)!r}. Check its name and folder.")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise DataError(
            f"{path.name!r} is larger than the limit of {MAX_FILE_BYTES // 10**6} MB."
        )
    return load_own(path.read_bytes(), name=path.stem)
