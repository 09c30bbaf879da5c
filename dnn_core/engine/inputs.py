"""A data set as the engine wants it, with the products every run on it shares."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from dnn_core.activations import Array


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

    @cached_property
    def X1(self) -> Array:
        """(n_x + 1, m): X with a row of ones below, so that b is one more weight."""
        return with_ones(self.X)

    @cached_property
    def X1_test(self) -> Array:
        """(n_x + 1, m_test): X_test with a row of ones below."""
        return with_ones(self.X_test)

    @cached_property
    def G(self) -> Array:
        """(m, m): the Gram matrix X^T X of the training examples."""
        return self.X.T @ self.X

    @cached_property
    def G_test(self) -> Array:
        """(m, m_test): X^T X_test."""
        return self.X.T @ self.X_test


def with_ones(X: Array) -> Array:
    """X: (n, m) and a row of ones below it, (n + 1, m)."""
    return np.vstack([X, np.ones((1, X.shape[1]), X.dtype)])
