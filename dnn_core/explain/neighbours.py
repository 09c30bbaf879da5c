"""Which examples it learned from look most like this one?"""

import numpy as np

from dnn_core.activations import Array


def nearest_examples(x: Array, X: Array, k: int = 6) -> tuple[list[int], list[float]]:
    """The k columns of X nearest to x, nearest first, and how far they are.

    The distance is the Euclidean one divided by sqrt(n_x): the root mean square
    difference of a value, 0 for the same picture and 1 for black against white.

    Parameters
    ----------
    x : (n_x, 1).
    X : (n_x, m).

    >>> X = np.array([[0.0, 1.0, 0.5], [0.0, 1.0, 0.5]])
    >>> nearest_examples(np.array([[0.4], [0.4]]), X, k=2)[0]
    [2, 0]
    """
    # ||x - x'||^2 = ||x||^2 - 2 x.x' + ||x'||^2 finds them with one product; for the
    # few that are kept the differences are formed, so that equal pictures give 0.
    squares = np.einsum("ij,ij->j", X, X) - 2 * (x.T @ X)[0]
    best = np.argsort(squares, kind="stable")[:k]
    distances = np.sqrt(np.mean((X[:, best] - x) ** 2, axis=0))
    order = np.argsort(distances, kind="stable")
    return [int(i) for i in best[order]], [float(d) for d in distances[order]]
