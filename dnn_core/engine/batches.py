"""Which examples each iteration uses."""

from collections.abc import Sequence

import numpy as np

from dnn_core.engine.program import Stack


class Batches:
    """Mini-batches of each network, in an order that comes from (seed, epoch).

    Attributes
    ----------
    size, per_epoch : examples in a batch (the last may have fewer), batches an epoch.
    order : (*lead, m), this epoch's; the same array in every epoch, overwritten.
    """

    def __init__(
        self, stack: Stack, m: int, batch_size: int | None, seeds: Sequence[int]
    ) -> None:
        self.size = min(batch_size or m, m)
        self.per_epoch = -(-m // self.size)
        order = np.stack([np.arange(m) for _ in seeds])
        self.order = order if stack.lead else order[0]
        self._rows, self._m, self._seeds, self._epoch = list(order), m, seeds, -1

    def enter(self, iteration: int) -> bool:
        """Make `order` that of the iteration's epoch; whether it became another."""
        epoch = iteration // self.per_epoch
        if epoch == self._epoch or self.per_epoch == 1:
            return False
        self._epoch = epoch
        for row, seed in zip(self._rows, self._seeds, strict=True):
            row[:] = np.random.default_rng((seed, epoch)).permutation(self._m)
        return True

    def span(self, iteration: int) -> slice | None:
        """The iteration's part of `order`; None is the full training set."""
        if self.per_epoch == 1:
            return None
        start = iteration % self.per_epoch * self.size
        return slice(start, min(start + self.size, self._m))
