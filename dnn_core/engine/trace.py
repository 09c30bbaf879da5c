"""Costs and gradient norms of every iteration, at a fraction of their price.

An evaluated iteration leaves its logits and squared gradient norms in kept buffers.
Copying them takes about a microsecond; logarithms are taken of many rows at once.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array
from dnn_core.engine.networks import Networks
from dnn_core.engine.passes import cross_entropy

LENGTH = 64


@dataclass(frozen=True, eq=False)
class Traced:
    """What k iterations left.

    iterations : (k,) of `finite`.
    finite : (k,) whether every network's logits and costs were.
    costs, gradient_norms : (k, *lead) and (k, *lead, L); without rows in mini-batches,
        where an iteration sees only some of the examples.
    """

    iterations: npt.NDArray[np.intp]
    finite: npt.NDArray[np.bool_]
    costs: Array
    gradient_norms: Array


class Trace:
    """Collects up to LENGTH iterations; `take` tells and forgets them.

    What was collected must be taken before rates change.
    """

    def __init__(self, networks: Networks) -> None:
        networks.evaluate()
        self._networks = networks
        self._full_batch = networks.batches_per_epoch == 1
        # a branch may begin at the last batch of an epoch, narrower than the others
        lead = networks.logits.shape[:-1]
        self._buffer = np.zeros((LENGTH, *lead, networks.batch_size))
        self._logits = [self._buffer[row] for row in range(LENGTH)]
        self._squares = np.zeros((LENGTH, *networks.squared_norms().shape))
        self._iterations = np.zeros(LENGTH, np.intp)
        self._count = 0

    def __len__(self) -> int:
        """Iterations collected since the last `take`."""
        return self._count

    @property
    def full(self) -> bool:
        """Whether `take` must come before the next `write`."""
        return self._count == LENGTH

    def write(self) -> None:
        """Collect the iteration at which the networks stand; each only once."""
        networks, row = self._networks, self._count
        networks.evaluate()
        logits = networks.logits
        if self._full_batch:
            self._squares[row] = networks.squared_norms()
            self._logits[row][...] = logits
        else:
            self._logits[row][..., : logits.shape[-1]] = logits
        self._iterations[row] = networks.iteration
        self._count += 1

    def take(self) -> Traced:
        """Everything collected since the last time."""
        k, self._count = self._count, 0
        logits, squares = self._buffer[:k], self._squares[:k]
        finite = np.isfinite(logits.reshape(k, -1).sum(axis=1))
        if self._full_batch:
            costs = cross_entropy(logits, self._networks.targets)[..., 0]
            finite &= np.isfinite(costs).reshape(k, -1).all(axis=1)
        else:
            squares = squares[:0]
            costs = np.empty(squares.shape[:-1])
        norms = self._networks.norms(squares)
        return Traced(self._iterations[:k].copy(), finite, costs, norms)
