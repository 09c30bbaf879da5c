"""States of a run at regular iterations, in bounded memory."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from dnn_core.engine import Checkpoint

FIRST_STRIDE = 16  # iterations between two states, while there is room
MOST = 4096  # states, however small
OVERHEAD = 500  # bytes of a state beside its arrays


def nbytes(checkpoint: Checkpoint) -> int:
    """Memory that a state takes."""
    arrays = (checkpoint.theta, *checkpoint.memory)
    return sum(array.nbytes for array in arrays) + OVERHEAD


class Checkpoints:
    """The first state of a run, and those at the multiples of a stride.

    When they fill their memory, every second one goes and the stride doubles: which
    are there depends on the iterations alone, never on the clock.

    Parameters
    ----------
    limit : bytes they may take together; the first state is kept in any case.
    kept : states to begin with, by growing iteration, as `until` gives them.
    stride : iterations between two of them.

    Attributes
    ----------
    due : the iteration from which on the next state is wanted.
    """

    def __init__(
        self,
        limit: int,
        kept: Iterable[Checkpoint] = (),
        stride: int = FIRST_STRIDE,
    ) -> None:
        self._limit, self.stride = limit, stride
        self._kept = list(kept)
        self._plan()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kept)

    @property
    def nbytes(self) -> int:
        """Memory they take together: all are of one size."""
        return len(self._kept) * nbytes(self._kept[0]) if self._kept else 0

    def add(self, checkpoint: Checkpoint) -> None:
        """Keep a state that is due."""
        self._kept.append(checkpoint)
        self._thin()

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep a state that is not due, until there is no more room for it."""
        self._kept.append(checkpoint)
        self._plan()

    def _thin(self) -> None:
        most = min(MOST, max(1, self._limit // nbytes(self._kept[-1])))
        while len(self._kept) > most:
            self.stride *= 2
            first, *rest = self._kept
            self._kept = [first, *(c for c in rest if not c.iteration % self.stride)]
        self._plan()

    def _plan(self) -> None:
        last = self._kept[-1].iteration if self._kept else -self.stride
        self.due = (last // self.stride + 1) * self.stride

    def before(self, iteration: int) -> Checkpoint:
        """The last state at or before an iteration."""
        index = bisect_right(self._kept, iteration, key=lambda kept: kept.iteration)
        return self._kept[max(0, index - 1)]

    def within(self, limit: int) -> "Checkpoints":
        """As many of them as take so many bytes, as a collection of its own."""
        fewer = Checkpoints(limit, self._kept, self.stride)
        fewer._thin()
        return fewer

    def __iter__(self) -> Iterator[Checkpoint]:
        """By growing iteration."""
        return iter(self._kept)

    def until(self, iteration: int) -> "Checkpoints":
        """Those at or before an iteration, as a collection of its own."""
        kept = (state for state in self._kept if state.iteration <= iteration)
        return Checkpoints(self._limit, kept, self.stride)
