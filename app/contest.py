"""A race as the server keeps it: driven by the scheduler, looked at by one page."""

import secrets
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from app.experiment import Data
from app.pace import Pace
from app.runs import UNWATCHED_S, working_bytes
from app.turns import Turns
from dnn_core.race import Race, Result

RACE_S = 8.0  # a race lasts so long at least, or nobody could follow it
MEASURES = ("training cost", "test accuracy")


@dataclass(frozen=True)
class Bet:
    """What was guessed before the start.

    Attributes
    ----------
    measure : what counts, one of MEASURES.
    lane : who will win by it; None if no guess was made.
    """

    measure: str
    lane: int | None


class Contest:
    """One race of one student. As a run, it has its turn in the scheduler's round.

    Attributes
    ----------
    id : its identity for the browser.
    names : what each lane is called.
    bet : what counts, and what was guessed.
    data : what all lanes learn from.
    paused : by its student.
    """

    def __init__(self, race: Race, names: tuple[str, ...], bet: Bet, data: Data):
        self.id = secrets.token_hex(4)
        self.names, self.bet, self.data = names, bet, data
        self.next_turn, self.paused = 0.0, False
        self._race, self._turns = race, Turns()
        self._suspended = False
        self._touched = time.monotonic()
        self._pace = Pace(race.lanes[0].config.num_iterations / RACE_S)
        self._results: tuple[Result, ...] | None = None

    @contextmanager
    def turn(self) -> Generator[Race]:
        """Have the race to oneself."""
        with self._turns.next():
            yield self._race

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self._race.over

    @property
    def active(self) -> bool:
        """Whether the scheduler should give it turns."""
        return not (self.paused or self._suspended or self._race.over)

    @property
    def nbytes(self) -> int:
        """Memory that all its runs take."""
        return sum(
            session.nbytes + working_bytes(lane.config)
            for lane in self._race.lanes
            for session in lane.sessions
        )

    def results(self) -> tuple[Result, ...]:
        """What every lane came to; worked out once."""
        with self.turn() as race:
            if self._results is None or not race.over:
                self._results = tuple(lane.result() for lane in race.lanes)
            return self._results

    def pause(self) -> None:
        """Stop after the slice that is going on."""
        self.paused = True

    def play(self) -> None:
        """Go on; the time that passed meanwhile is not made up for."""
        self._pace = Pace(self._pace.wished)
        self.next_turn, self.paused = 0.0, False

    def suspend(self) -> None:
        """Stop because nobody looks; quick and without the lock."""
        self._suspended = True

    def wake(self) -> None:
        """Somebody looks again."""
        self._touched, self._suspended = time.monotonic(), False

    def train_slice(self, budget_s: float) -> None:
        """One turn of the scheduler."""
        with self.turn() as race:
            if time.monotonic() - self._touched > UNWATCHED_S:
                self.suspend()
            if not self.active:
                return
            most = self._pace.due(time.monotonic())
            if most:
                self._pace.done(race.advance(budget_s, most))
            rest = 0.0 if self._pace.owed >= 1 else self._pace.wait_s()
            self.next_turn = time.monotonic() + rest
