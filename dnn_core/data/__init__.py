"""The data sets: what a network of this app can learn from, and how it is read."""

from dnn_core.data.dataset import DataError, Dataset, Split
from dnn_core.data.h5_writer import save_h5
from dnn_core.data.hdf5 import load_h5
from dnn_core.data.own import load_file, load_own
from dnn_core.data.planar import PLANAR, make_planar
from dnn_core.data.registry import (
    dataset_names,
    find_photos,
    load_dataset,
    load_drawings,
    load_silhouettes,
    missing_photos,
)

__all__ = [
    "PLANAR",
    "DataError",
    "Dataset",
    "Split",
    "dataset_names",
    "find_photos",
    "load_dataset",
    "load_drawings",
    "load_file",
    "load_h5",
    "load_own",
    "load_silhouettes",
    "make_planar",
    "missing_photos",
    "save_h5",
]
