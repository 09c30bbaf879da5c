"""The recorded past of a run: bounded memory, thinned honestly for drawing."""

import numpy as np
import numpy.typing as npt

from dnn_core.activations import Array
from dnn_core.snapshot import Curves

CAPACITY = 32_768
EVERYTHING = 10**9  # points: a curve as it was recorded, not thinned


class Series:
    """Rows of numbers against a growing iteration, in bounded memory.

    When full, every second row is dropped and from then on only every second is
    kept: which rows are there depends on the iterations alone, never on the clock.
    """

    def __init__(self, columns: int, capacity: int = CAPACITY) -> None:
        self._rows = np.empty((min(capacity, 1024), columns + 1))
        self._capacity, self._stride = capacity, 1
        self._seen = self._kept = 0
        self._last: Array | None = None

    @classmethod
    def of(cls, rows: Array, stride: int) -> "Series":
        """From what `rows` and `stride` of a copy made by `before` were."""
        series = cls(rows.shape[1] - 1)
        series._rows = rows if len(rows) else series._rows
        series._stride, series._kept = stride, len(rows)
        series._seen = (len(rows) - 1) * stride + 1 if len(rows) else 0
        series._last = rows[-1].copy() if len(rows) else None
        return series

    @property
    def stride(self) -> int:
        """Every so many-th row is kept."""
        return self._stride

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return self._rows.nbytes

    def extend(self, rows: Array) -> None:
        """Record rows (k, 1 + columns) of iteration and values; iterations increase."""
        if len(rows):
            self._last = rows[-1].copy()
        while len(rows):
            skip = -self._seen % self._stride
            wanted = rows[skip :: self._stride]
            room = self._capacity - self._kept
            if len(wanted) <= room:
                self._store(wanted)
                self._seen += len(rows)
                return
            self._store(wanted[:room])
            taken = skip + room * self._stride
            self._seen, rows = self._seen + taken, rows[taken:]
            self._halve()

    def _store(self, rows: Array) -> None:
        end = self._kept + len(rows)
        if end > len(self._rows):
            grown = min(max(2 * len(self._rows), end), self._capacity)
            self._rows = np.resize(self._rows, (grown, self._rows.shape[1]))
        self._rows[self._kept : end] = rows
        self._kept = end

    def _halve(self) -> None:
        half = self._rows[: self._kept : 2].copy()
        self._rows[: len(half)] = half
        self._kept, self._stride = len(half), 2 * self._stride

    def rows(self) -> Array:
        """(k, 1 + columns): iteration and values, the newest row always among them."""
        kept = self._rows[: self._kept]
        if self._last is not None and (self._kept == 0 or kept[-1, 0] != self._last[0]):
            return np.vstack([kept, self._last])
        return kept.copy()

    def before(self, iteration: float) -> "Series":
        """A copy that has come to just before an iteration."""
        kept = int(np.searchsorted(self._rows[: self._kept, 0], iteration))
        copy = Series.of(self._rows[:kept].copy(), self._stride)
        copy._capacity = self._capacity
        return copy


def thin(rows: Array, most: int) -> Array:
    """At most about `most` rows, each column's extremes kept.

    Rows are cut into buckets of equal length, a power of two, aligned with the
    start, so that a growing series does not shimmer. A bucket becomes two rows that
    hold each column's smallest and largest value in the order they came: an
    oscillation stays visible as a band. The last row is always kept.
    """
    bucket = 1
    while 2 * len(rows) / bucket > most:
        bucket *= 2
    if bucket <= 2:
        return rows
    whole, columns = len(rows) // bucket * bucket, rows.shape[1]
    # a column in one piece: four times as fast
    blocks = np.ascontiguousarray(rows[:whole].T).reshape(columns, -1, bucket)
    low, high = blocks.min(axis=2), blocks.max(axis=2)
    falling = blocks.argmin(axis=2) > blocks.argmax(axis=2)
    pairs = np.stack(
        [np.where(falling, high, low), np.where(falling, low, high)], axis=2
    )
    pairs[0, :, 0], pairs[0, :, 1] = blocks[0, :, 0], blocks[0, :, bucket // 2]
    return np.vstack([pairs.reshape(columns, -1).T, rows[whole:][-1:], rows[-1:]])


class History:
    """Scalars of every recorded iteration of one run.

    Attributes
    ----------
    train : cost and gradient norms; `record_test` tells what is in test.
    """

    def __init__(self, num_layers: int) -> None:
        self.train, self.test = Series(1 + num_layers), Series(3)

    @classmethod
    def of(cls, train: Series, test: Series) -> "History":
        """From its two series."""
        history = cls(0)
        history.train, history.test = train, test
        return history

    def extend(
        self,
        iterations: npt.ArrayLike,
        costs: npt.ArrayLike,
        gradient_norms: npt.ArrayLike,
    ) -> None:
        """Training costs (k,) and ||dW|| of each layer (k, L) at k iterations."""
        self.train.extend(np.column_stack([iterations, costs, gradient_norms]))

    def record_test(
        self,
        iteration: int,
        test_cost: float,
        train_accuracy: float,
        test_accuracy: float,
    ) -> None:
        """What is looked at less often; NaN where there is no test set."""
        row = [iteration, test_cost, train_accuracy, test_accuracy]
        self.test.extend(np.array([row]))

    def before(self, iteration: int) -> "History":
        """A copy that has come to just before an iteration."""
        return History.of(self.train.before(iteration), self.test.before(iteration))

    @property
    def nbytes(self) -> int:
        """Memory it takes."""
        return self.train.nbytes + self.test.nbytes

    def costs(self) -> tuple[Array, Array]:
        """(k,) recorded iterations and (k,) costs."""
        rows = self.train.rows()
        return rows[:, 0], rows[:, 1]

    def curves(self, most: int = 400) -> Curves:
        """All series, thinned to about `most` points each."""
        train, test = thin(self.train.rows(), most), thin(self.test.rows(), most)
        return Curves(
            iterations=train[:, 0],
            cost=train[:, 1],
            gradient_norms=train[:, 2:].T,
            test_iterations=test[:, 0],
            test_cost=test[:, 1],
            train_accuracy=test[:, 2],
            test_accuracy=test[:, 3],
        )
