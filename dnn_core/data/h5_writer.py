"""`save_h5`: a data set of pictures as one HDF5 file that `load_h5` reads."""

import io

import h5py
import numpy as np

from dnn_core.data.dataset import DataError, Dataset, Split


def save_h5(dataset: Dataset) -> bytes:
    """Training and test set in the course's names, to the last digit.

    Pixels are stored as bytes; as float64 where bytes would not give the same numbers.

    Raises
    ------
    DataError : the examples are no pictures.
    """
    shape = dataset.image_shape
    if shape is None:
        raise DataError(f"{dataset.title} holds no pictures; only those have a file.")
    out = io.BytesIO()
    with h5py.File(out, "w") as file:
        splits: list[Split] = ["train", "test"] if dataset.m_test else ["train"]
        exact = all(_bytes_suffice(dataset, split) for split in splits)
        for split in splits:
            pictures = dataset.images(split)
            if not exact or pictures is None:
                pictures = dataset.X(split).T.reshape(-1, *shape)
            labels = dataset.Y(split)[0].astype(np.int64)
            file.create_dataset(f"{split}_set_x", data=pictures, compression="gzip")
            file.create_dataset(f"{split}_set_y", data=labels)
        file["list_classes"] = np.array([name.encode() for name in dataset.class_names])
    return out.getvalue()


def _bytes_suffice(dataset: Dataset, split: Split) -> bool:
    pictures = dataset.images(split)
    if pictures is None:
        return False
    return np.array_equal(pictures.reshape(len(pictures), -1).T / 255, dataset.X(split))
