"""Which examples each iteration uses."""

from collections.abc import Sequence

import numpy as np

from dnn_core.engine.program import Columns, Stack


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
        self._rows, self._m = list(order), m
        self._orders = [Order(seed) for seed in seeds]

    def shuffle(self, epoch: int) -> None:
        """Make `order` that of the epoch."""
        for row, order in zip(self._rows, self._orders, strict=True):
            row[:] = order.permutation(self._m, epoch)

    def span(self, index: int) -> slice | None:
        """The part of `order` that is an epoch's batch; None for all, unshuffled."""
        if self.per_epoch == 1:
            return None
        start = index * self.size
        return slice(start, min(start + self.size, self._m))

    def columns(self, k: int, iteration: int) -> Columns | None:
        """(batch,): network k's examples in an iteration; None for all, in order."""
        epoch, index = divmod(iteration, self.per_epoch)
        span = self.span(index)
        if span is None:
            return None
        return self._orders[k].permutation(self._m, epoch)[span]


class Order:
    """The order of the examples in any epoch of the runs with a seed.

    Philox numbers its numbers (Salmon et al. 2011), so an epoch's are found by setting
    a counter, in a fifth of the time that seeding a generator takes.
    """

    def __init__(self, seed: int) -> None:
        self._bits = np.random.Philox(key=seed)
        self._generator = np.random.Generator(self._bits)
        self._start = self._bits.state

    def permutation(self, m: int, epoch: int) -> Columns:
        """(m,): as np.random.Philox(key=seed, counter=(0, 0, 0, epoch)) has it."""
        self._start["state"]["counter"][-1] = epoch
        self._bits.state = self._start
        return self._generator.permutation(m)
