"""Which examples each iteration uses."""

from collections.abc import Sequence

import numpy as np

from dnn_core.engine.program import Stack


class Batches:
    """Mini-batches of each network, in an order that comes from (seed, epoch).

    Attributes
    ----------
    size, per_epoch : examples in a batch (the last may have fewer), batches an epoch.
    order : (*lead, m), of the epoch last shuffled; always the same array.
    """

    def __init__(
        self, stack: Stack, m: int, batch_size: int | None, seeds: Sequence[int]
    ) -> None:
        self.size = min(batch_size or m, m)
        self.per_epoch = -(-m // self.size)
        order = np.stack([np.arange(m) for _ in seeds])
        self.order = order if stack.lead else order[0]
        self._rows, self._m, self._seeds = list(order), m, seeds

    def shuffle(self, epoch: int) -> None:
        """Make `order` that of the epoch."""
        for row, seed in zip(self._rows, self._seeds, strict=True):
            row[:] = np.random.default_rng((seed, epoch)).permutation(self._m)

    def span(self, index: int) -> slice | None:
        """The part of `order` that is an epoch's batch; None for all, unshuffled."""
        if self.per_epoch == 1:
            return None
        start = index * self.size
        return slice(start, min(start + self.size, self._m))
