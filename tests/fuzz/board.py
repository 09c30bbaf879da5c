"""What a worker writes for whoever watches it, in memory that both have.

It is there also when the worker is not any more.
"""

from multiprocessing.sharedctypes import RawArray
from typing import NamedTuple

NUMBER, BEGAN, BEGAN_CPU, ACCEPTED, REFUSED, SLOWEST, GROWN = range(7)


class Sums(NamedTuple):
    """What came of inputs; slowest in seconds, grown in megabytes."""

    accepted: int = 0
    refused: int = 0
    slowest: float = 0.0
    grown: float = 0.0

    def plus(self, other: "Sums") -> "Sums":
        """Of both."""
        return Sums(
            self.accepted + other.accepted,
            self.refused + other.refused,
            max(self.slowest, other.slowest),
            max(self.grown, other.grown),
        )


class Board:
    """The input that a worker is at, since when, and its sums."""

    def __init__(self, first: int) -> None:
        self._values = RawArray("d", 7)
        self._values[NUMBER] = first

    def begin(self, number: int, now: float, cpu: float) -> None:
        """The next input is this one; by the clock, and by the process's own."""
        values = self._values
        values[NUMBER], values[BEGAN_CPU], values[BEGAN] = number, cpu, now

    def end(self, accepted: bool, seconds: float, grown: float) -> None:
        """It has ended."""
        values = self._values
        values[BEGAN] = 0.0
        values[ACCEPTED if accepted else REFUSED] += 1
        values[SLOWEST] = max(values[SLOWEST], seconds)
        values[GROWN] = max(values[GROWN], grown)

    @property
    def number(self) -> int:
        """Of the input that was begun last."""
        return int(self._values[NUMBER])

    def at_it_for(self, now: float, cpu: float) -> tuple[float, float]:
        """Seconds that it has been at its input, by both clocks; 0 between two."""
        began, began_cpu = self._values[BEGAN], self._values[BEGAN_CPU]
        return (now - began, cpu - began_cpu) if began else (0.0, 0.0)

    @property
    def sums(self) -> Sums:
        """So far."""
        values = self._values
        counts = int(values[ACCEPTED]), int(values[REFUSED])
        return Sums(*counts, values[SLOWEST], values[GROWN])
