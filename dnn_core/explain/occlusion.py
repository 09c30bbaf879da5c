"""Cover a part of the picture: what does the network say then?

After M. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional Networks"
(2014), section 4.2: where the logit falls, the covered part spoke for class 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dnn_core.activations import Array, activation_named
from dnn_core.functions import L_model_forward, linear_forward


@dataclass(frozen=True, eq=False)
class Occlusion:
    """What the network says with each part covered.

    Attributes
    ----------
    logit : ZL of the whole picture.
    covered : (rows, columns) ZL with the patch at each position.
    patch, stride : in pixels; position (i, j) covers the rows from i * stride and the
        columns from j * stride.
    shape : rows and columns of the picture.
    """

    logit: float
    covered: Array
    patch: int
    stride: int
    shape: tuple[int, int]

    @property
    def support(self) -> Array:
        """(rows, columns) how far the logit falls: above 0 the part speaks for 1."""
        return self.logit - self.covered

    def per_pixel(self) -> Array:
        """`support` of each pixel: the mean over the patches that cover it, or 0."""
        total, count = np.zeros(self.shape), np.zeros(self.shape)
        for (i, j), value in np.ndenumerate(self.support):
            top, left = i * self.stride, j * self.stride
            place = np.s_[top : top + self.patch, left : left + self.patch]
            total[place] += value
            count[place] += 1
        return total / np.maximum(count, 1)


def occlusion(
    image: Array,
    parameters: Mapping[str, Array],
    *,
    activation: str = "relu",
    patch: int = 8,
    stride: int = 4,
) -> Occlusion:
    """Slide a square patch of the picture's mean colour over it.

    Layer 1 is linear, so with D the change that the patch makes to the pixels it
    covers, Z1 = W1 x + b1 + W1 D: the whole product is made once, and the sums of
    W1 (colour - x) over all squares come from one running sum. That is the arithmetic
    of two pictures, however many positions there are.

    Parameters
    ----------
    image : (rows, columns, channels), as the network sees it, 0 to 1.
    parameters : W1, b1, ..., WL, bL; W1 has a column for each value of `image`, in
        the order of `image.reshape(-1)`.
    activation : of the hidden layers.

    Raises
    ------
    ValueError : the patch does not fit into the picture, or a size is not positive.
    """
    rows, columns, _ = image.shape
    if not (1 <= patch <= min(rows, columns) and stride >= 1):
        raise ValueError(
            f"a patch of {patch} with a stride of {stride} cannot slide over {rows} x "
            f"{columns} pixels; take 1 to {min(rows, columns)}, and at least 1"
        )
    _, caches = L_model_forward(image.reshape(-1, 1), parameters, activation=activation)
    colour = image.mean(axis=(0, 1))
    W1 = parameters["W1"].reshape(-1, *image.shape)
    change = np.einsum("nijc,ijc->nij", W1, colour - image)
    moves = _patch_sums(change, patch, stride)
    Z1 = caches[0][1] + moves.reshape(len(W1), -1)
    ZL = _logits_above(Z1, parameters, activation)
    return Occlusion(
        logit=float(caches[-1][1][0, 0]),
        covered=ZL.reshape(moves.shape[1:]),
        patch=patch,
        stride=stride,
        shape=(rows, columns),
    )


def _patch_sums(values: Array, patch: int, stride: int) -> Array:
    """Sums over every square. (n, rows, columns) -> (n, positions, positions)."""
    running = np.pad(values.cumsum(axis=1).cumsum(axis=2), ((0, 0), (1, 0), (1, 0)))
    low, high = slice(None, -patch), slice(patch, None)
    sums = (
        running[:, high, high]
        - running[:, low, high]
        - running[:, high, low]
        + running[:, low, low]
    )
    return sums[:, ::stride, ::stride]


def _logits_above(Z1: Array, parameters: Mapping[str, Array], activation: str) -> Array:
    """ZL: (1, m) from Z1: (n1, m)."""
    Z = Z1
    for l in range(2, len(parameters) // 2 + 1):
        A, _ = activation_named(activation).forward(Z)
        Z, _ = linear_forward(A, parameters[f"W{l}"], parameters[f"b{l}"])
    return Z
