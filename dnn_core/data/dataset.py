"""What the network learns from: examples in columns, labels, and a word on the source.

symbol          shape             holds
X_train         (n_x, m_train)    one example a column
Y_train         (1, m_train)      its label, 0.0 or 1.0
X_test, Y_test  the same          examples the network never learns from
"""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Images = npt.NDArray[np.uint8]
Split = Literal["train", "test"]


class DataError(ValueError):
    """Data that cannot be used; the text says why and what to do, for a student."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """A training set and a test set, read-only, so that many sessions can share them.

    Parameters
    ----------
    name : short key, such as `"silhouettes"`.
    title : the name shown to students.
    X_train : (n_x, m_train), float64, one example a column.
    Y_train : (1, m_train), labels 0.0 or 1.0.
    X_test, Y_test : the same for the test set; without one, of width 0.
    class_names : what labels 0 and 1 mean.
    image_shape : (rows, columns, 3) if a column is a picture
        (`image.reshape(-1) / 255`), else None.
    note : one sentence for students: what this is and where it comes from.
    images_train, images_test : (m, rows, columns, 3), uint8, or None.

    Arrays that the caller could still write to are copied.
    """

    name: str
    title: str
    X_train: Array = field(repr=False)
    Y_train: Array = field(repr=False)
    X_test: Array = field(repr=False)
    Y_test: Array = field(repr=False)
    class_names: tuple[str, str] = ("0", "1")
    image_shape: tuple[int, int, int] | None = None
    note: str = field(default="", repr=False)
    images_train: Images | None = field(default=None, repr=False)
    images_test: Images | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for key in ("X_train", "Y_train", "X_test", "Y_test"):
            object.__setattr__(self, key, read_only(getattr(self, key), np.float64))
        for key in ("images_train", "images_test"):
            if getattr(self, key) is not None:
                object.__setattr__(self, key, read_only(getattr(self, key), np.uint8))
        for split in ("train", "test"):
            X, Y = self.X(split), self.Y(split)
            if X.ndim != 2 or Y.shape != (1, X.shape[1]) or len(X) != self.n_x:
                raise DataError(
                    f"X_{split} of shape {X.shape} and Y_{split} of shape {Y.shape} do "
                    f"not fit together: expected ({self.n_x}, m) and (1, m)."
                )

    @property
    def n_x(self) -> int:
        """Number of inputs of the network."""
        return self.X_train.shape[0]

    @property
    def m_train(self) -> int:
        """Number of training examples."""
        return self.X_train.shape[1]

    @property
    def m_test(self) -> int:
        """Number of test examples; 0 without a test set."""
        return self.X_test.shape[1]

    def X(self, split: Split) -> Array:
        """The examples of a split: (n_x, m)."""
        return self.X_train if split == "train" else self.X_test

    def Y(self, split: Split) -> Array:
        """The labels of a split: (1, m)."""
        return self.Y_train if split == "train" else self.Y_test

    def images(self, split: Split) -> Images | None:
        """The pictures of a split: (m, rows, columns, 3) uint8, or None."""
        return self.images_train if split == "train" else self.images_test

    def baseline(self, split: Split) -> float:
        """Accuracy of the best constant answer: the share of the commoner class.

        NaN for an empty split.

        >>> X, Y = np.zeros((2, 4)), np.array([[1.0, 0.0, 1.0, 1.0]])
        >>> none = np.zeros((2, 0)), np.zeros((1, 0))
        >>> Dataset("toy", "Toy", X, Y, *none).baseline("train")
        0.75
        """
        Y = self.Y(split)
        if Y.size == 0:
            return float("nan")
        ones = float(Y.mean())
        return max(ones, 1.0 - ones)


def read_only(values: npt.ArrayLike, dtype: type[Any]) -> npt.NDArray[Any]:
    """`values` as a C-contiguous array that nobody can write to, copied if need be."""
    array = np.ascontiguousarray(values, dtype=dtype)
    if array.flags.writeable:
        array = array.copy() if np.may_share_memory(array, values) else array
        array.flags.writeable = False
    return array
