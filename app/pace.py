"""Clocks of a run: how fast it trains, and where in its past it is looked at."""

import time
from dataclasses import dataclass, field

TICK_S = 0.02  # a paced run is served about so often
BACKLOG_S = 0.25  # a paced run that fell behind catches up on so much, no more
REPLAY_S = 10.0  # without a wished speed, a replay takes so long


@dataclass(eq=False)
class Pace:
    """Iterations owed to a run that wishes so many a second; None is no limit."""

    wished: float | None
    owed: float = 1.0
    last: float = field(default_factory=time.monotonic)

    def due(self, now: float) -> int | None:
        """How many iterations may be done now; None for any number."""
        if self.wished is None:
            return None
        most = max(1.0, self.wished * BACKLOG_S)
        self.owed = min(self.owed + self.wished * (now - self.last), most)
        self.last = now
        return int(self.owed)

    def done(self, iterations: int) -> None:
        """Take what was done off what is owed."""
        self.owed -= iterations

    def wait_s(self) -> float:
        """Seconds until something is owed again."""
        if self.wished is None:
            return 0.0
        return max(TICK_S, (1.0 - self.owed) / self.wished)


class Playhead:
    """Which iteration of a run is looked at, still or moving.

    Attributes
    ----------
    shown : the iteration; None is the newest, whichever that is.
    wished : the one that was wished for and is out of reach; None if `shown` is it.
    """

    def __init__(self) -> None:
        self.shown: int | None = None
        self.wished: int | None = None
        self._speed: float | None = None
        self._start = (0, 0.0)

    @property
    def moving(self) -> bool:
        """Whether it replays."""
        return self._speed is not None

    def look(self, iteration: int | None, newest: int) -> None:
        """Stand at an iteration, as near as the run has it."""
        self._speed = self.wished = None
        if iteration is None or iteration >= newest:
            self.shown = None
        else:
            self.shown = max(0, iteration)

    def fall_back(self, reached: int) -> None:
        """Show this iteration: from the one to be shown, no more is in reach."""
        if self.shown is not None and reached < self.shown:
            self.wished, self.shown = self.shown, reached

    def step(self, n: int, newest: int) -> None:
        """Stand n iterations on; back for n < 0."""
        here = newest if self.shown is None else self.shown
        self.look(here + n, newest)

    def replay(self, speed: float | None, newest: int) -> None:
        """Move to the newest iteration from here, or from the first if it is there."""
        self.shown, self.wished = self.shown or 0, None
        self._speed = speed or max(1.0, newest / REPLAY_S)
        self._start = (self.shown, time.monotonic())

    def stop(self) -> None:
        """Stand still."""
        self._speed = None

    def at(self, now: float, newest: int) -> int | None:
        """The iteration looked at now; a replay that has arrived stands still there."""
        if self._speed is not None:
            (first, then), self.wished = self._start, None
            self.shown = first + int(self._speed * (now - then))
            if self.shown >= newest:
                self.look(None, newest)
        return self.shown
