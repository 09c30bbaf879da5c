"""A data set as the engine wants it, with the products every run on it shares."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from dnn_core.activations import Array

SAMPLED = 20_000  # weights, by which the bars of a histogram are known to 2 %


def sample(shape: tuple[int, int]) -> slice:
    """Columns of a W1: (n1, n_x) that stand for all; a seventh of them at most.

    Each 7th, 13th, 19th and so on: prime to 2 and 3, so that all three colours are
    among them, and all columns of a picture.
    """
    return slice(None, None, 6 * max(1, shape[0] * shape[1] // SAMPLED // 6) + 1)


class Split(Protocol):
    """Anything with the four arrays of a data set, such as `dnn_core.Dataset`."""

    @property
    def X_train(self) -> Array: ...
    @property
    def Y_train(self) -> Array: ...
    @property
    def X_test(self) -> Array: ...
    @property
    def Y_test(self) -> Array: ...


@dataclass(frozen=True, eq=False)
class Inputs:
    """Training and test examples; one object serves every run on the same data.

    X: (n_x, m), Y: (1, m); X_test: (n_x, m_test), Y_test: (1, m_test), possibly of
    width 0. The derived matrices are computed at first use, once, and kept.
    """

    X: Array
    Y: Array
    X_test: Array
    Y_test: Array

    @classmethod
    def of(cls, data: Split) -> "Inputs":
        """The arrays of a data set."""
        return cls(data.X_train, data.Y_train, data.X_test, data.Y_test)

    @classmethod
    def training_only(cls, X: Array, Y: Array) -> "Inputs":
        """Without a test set. X: (n_x, m), Y: (1, m)."""
        return cls(X, Y, X[:, :0], Y[:, :0])

    @property
    def n_x(self) -> int:
        """Features of an example."""
        return self.X.shape[0]

    @property
    def m(self) -> int:
        """Training examples."""
        return self.X.shape[1]

    @property
    def m_test(self) -> int:
        """Test examples."""
        return self.X_test.shape[1]

    def in_precision(self, name: str) -> "Inputs":
        """The same examples as "float64" or "float32"; converted once."""
        dtype = np.dtype(name)
        if self.X.dtype == dtype:
            return self
        if dtype not in self._converted:
            arrays = (self.X, self.Y, self.X_test, self.Y_test)
            self._converted[dtype] = Inputs(*(array.astype(dtype) for array in arrays))
        return self._converted[dtype]

    @cached_property
    def _converted(self) -> dict[np.dtype, "Inputs"]:
        return {}

    @cached_property
    def targets(self) -> Array:
        """(1, m): 2 Y - 1, the labels as -1 and 1."""
        return 2 * self.Y - 1

    @cached_property
    def targets_test(self) -> Array:
        """(1, m_test): 2 Y_test - 1."""
        return 2 * self.Y_test - 1

    @cached_property
    def mean_square(self) -> float:
        """Mean of ||x||^2 over the training examples."""
        return float(np.vdot(self.X, self.X)) / self.m

    @cached_property
    def X1(self) -> Array:
        """(n_x + 1, m): X with a row of ones below, so that b is one more weight."""
        return with_ones(self.X)

    @cached_property
    def X_rows(self) -> Array:
        """(m, n_x): X with an example a row; products with C read it a third faster."""
        return np.ascontiguousarray(self.X.T)

    @cached_property
    def X_rows_single(self) -> Array:
        """X_rows in single precision, to look at W1 at half the price."""
        return np.ascontiguousarray(self.X.T, np.float32)

    def X_rows_sample(self, columns: slice) -> Array:
        """X_rows_single, only these features; picked out once."""
        if columns.step not in self._samples:
            picked = np.ascontiguousarray(self.X_rows_single[:, columns])
            self._samples[columns.step] = picked
        return self._samples[columns.step]

    @cached_property
    def _samples(self) -> dict[int, Array]:
        return {}

    @cached_property
    def X1_rows(self) -> Array:
        """(m, n_x + 1): X1 with an example a row, from which mini-batches are taken."""
        return np.ascontiguousarray(self.X1.T)

    @cached_property
    def X1_test(self) -> Array:
        """(n_x + 1, m_test): X_test with a row of ones below."""
        return with_ones(self.X_test)

    @cached_property
    def G1(self) -> Array:
        """(m, m): X1^T X1, the Gram matrix of the training examples, plus 1."""
        return self._inner(self.X) + self.X.dtype.type(1)

    @cached_property
    def G_test(self) -> Array:
        """(m, m_test): X^T X_test."""
        return self._inner(self.X_test)

    @property
    def nbytes_more(self) -> int:
        """Memory of what was made for runs so far, beside the examples in three
        forms: their products, and all of it in another precision."""
        made = vars(self)
        products = [made[name] for name in ("G1", "G_test") if name in made]
        others = tuple(made.get("_converted", {}).values())
        converted = (
            3 * (other.X.nbytes + other.X_test.nbytes) + other.nbytes_more
            for other in others
        )
        return sum(product.nbytes for product in products) + sum(converted)

    def _inner(self, other: Array) -> Array:
        """X^T other; a sum over all features wants double precision."""
        X, other = (array.astype(np.float64, copy=False) for array in (self.X, other))
        # the few columns of a test set are faster from the left
        product = X.T @ X if other is X else (other.T @ X).T
        return np.ascontiguousarray(product, self.X.dtype)


def with_ones(X: Array) -> Array:
    """X: (n, m) and a row of ones below it, (n + 1, m)."""
    return np.vstack([X, np.ones((1, X.shape[1]), X.dtype)])
