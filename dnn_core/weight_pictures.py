"""The rows of W1 as pictures: what each unit of layer 1 looks for.

A unit's weights stand in the order of the pixels, so that each row of W1, folded back
to rows x columns x 3, can be looked at like an example. Positive where light raises
the unit's Z, negative where it lowers it.
"""

from functools import lru_cache

import numpy as np

from dnn_core.activations import Array


def weight_pictures(
    W: Array, image_shape: tuple[int, int, int], *, side: int, colour: bool = False
) -> Array:
    """Rows of W1 as pictures whose longer side is at most `side`.

    Smaller pictures hold the mean of the pixels that share a cell.

    Parameters
    ----------
    W : (n, rows * columns * 3).
    image_shape : (rows, columns, 3).
    colour : the three channels apart; else their sum, one signed number a pixel.

    Returns
    -------
    (n, 1, height, width), or (n, 3, height, width) in colour.

    >>> weight_pictures(np.arange(12.0)[None], (2, 2, 3), side=2).tolist()
    [[[[3.0, 12.0], [21.0, 30.0]]]]
    >>> weight_pictures(np.arange(12.0)[None], (2, 2, 3), side=1).tolist()
    [[[[16.5]]]]
    """
    rows, columns, channels = image_shape
    if colour:
        pixels = W.reshape(-1, rows, columns, channels).transpose(0, 3, 1, 2)
    else:
        pixels = (W.reshape(-1, channels) @ np.ones(channels, W.dtype)).reshape(
            -1, 1, rows, columns
        )
    shrink = min(1.0, side / max(rows, columns))
    if shrink == 1.0:
        return pixels
    height, width = (max(1, round(n * shrink)) for n in (rows, columns))
    left, right = _pooling(rows, height), _pooling(columns, width).T
    return left.astype(W.dtype) @ pixels @ right.astype(W.dtype)


@lru_cache(maxsize=64)
def _pooling(cells: int, wished: int) -> Array:
    """(wished, cells): means over equal stretches, a cell on a border in parts."""
    edges = np.linspace(0, cells, wished + 1)
    low, high = edges[:-1, None], edges[1:, None]
    start = np.arange(cells)[None]
    overlap = np.minimum(high, start + 1) - np.maximum(low, start)
    return np.maximum(overlap, 0.0) * (wished / cells)
