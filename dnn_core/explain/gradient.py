"""What moves the logit: its gradient by the input, and by the units of layer 1.

The scalar that is differentiated is ZL, not the cost. Backpropagation therefore
starts from dZL = 1 where the course starts from the cost's dZL = AL - Y; as every
later step is linear in dZ, for an example with label Y

    the course's dA0  =  (AL - Y) times the input gradient below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dnn_core.activations import Array
from dnn_core.functions import (
    Cache,
    L_model_forward,
    linear_activation_backward,
    linear_backward,
)


@dataclass(frozen=True)
class UnitVotes:
    """How the units of layer 1 add up to the logit: ZL = sum of the votes + rest.

    A vote is gradient times activation, A1 * dZL/dA1. With ReLU and leaky ReLU, which
    are straight lines through 0 wherever they do not bend, the rest is exactly what
    the biases of layers 2 to L contribute; so it is for one hidden layer of any kind.
    With tanh and sigmoid in deeper networks the votes are a first-order account and
    the rest is what they leave out.

    Without a hidden layer the only unit is the output: its vote is W1 x and the rest
    its bias b1.

    Attributes
    ----------
    activations : (n1,) A1, or W1 x without a hidden layer.
    gradients : (n1,) dZL/dA1, or 1.
    votes : (n1,) their product.
    logit : ZL.
    """

    activations: Array = field(repr=False)
    gradients: Array = field(repr=False)
    votes: Array
    logit: float

    @property
    def rest(self) -> float:
        """What the votes leave of the logit."""
        return self.logit - float(self.votes.sum())

    def strongest(self, k: int) -> list[int]:
        """Up to k units with the largest votes for or against, largest first."""
        order = np.argsort(-np.abs(self.votes), kind="stable")
        return [int(unit) for unit in order[:k]]


def input_gradient(
    X: Array, parameters: Mapping[str, Array], *, activation: str = "relu"
) -> Array:
    """dZL/dA0: how the logit of each example grows with each of its inputs.

    X: (n_x, m), parameters: W1, b1, ..., WL, bL. Returns (n_x, m). Where a ReLU
    stands exactly at 0 its derivative is taken for 0, as in the course.

    >>> W1, b1 = np.array([[1.0, -2.0], [4.0, 0.0]]), np.zeros((2, 1))
    >>> W2, b2 = np.array([[3.0, 5.0]]), np.zeros((1, 1))
    >>> parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    >>> input_gradient(np.array([[-1.0], [-1.0]]), parameters).T.tolist()
    [[3.0, -6.0]]
    """
    _, caches = L_model_forward(X, parameters, activation=activation)
    return _gradient_at(0, caches, activation)


def unit_votes(
    x: Array, parameters: Mapping[str, Array], *, activation: str = "relu"
) -> UnitVotes:
    """Account for the logit of one example by the units of layer 1. x: (n_x, 1)."""
    _, caches = L_model_forward(x, parameters, activation=activation)
    ZL = caches[-1][1]
    if len(caches) == 1:
        A1, dA1 = parameters["W1"] @ x, np.ones((1, 1))
    else:
        A1, dA1 = caches[1][0][0], _gradient_at(1, caches, activation)
    return UnitVotes(A1[:, 0], dA1[:, 0], (A1 * dA1)[:, 0], float(ZL[0, 0]))


def _gradient_at(layer: int, caches: Sequence[Cache], activation: str) -> Array:
    """dZL/dA of a layer below L, (n[layer], m), from the caches of layers 1 to L."""
    linear_cache, ZL = caches[-1]
    dA, _, _ = linear_backward(np.ones_like(ZL), linear_cache)
    for cache in reversed(caches[layer:-1]):
        dA, _, _ = linear_activation_backward(dA, cache, activation)
    return dA
