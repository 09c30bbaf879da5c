"""What is told of a run at a moment."""

from typing import Any, NamedTuple


class Status(NamedTuple):
    """What the buttons of a run depend on."""

    active: bool  # it trains
    replaying: bool  # the iteration shown moves on by itself
    behind: bool  # it is not the newest
    finished: bool


class Wish(NamedTuple):
    """How a run trains."""

    speed: float | None  # as fast as possible
    until: int | None  # the iteration at which it pauses


class Mark(NamedTuple):
    """How far a run is; another one says that there is something new to save."""

    iteration: int
    state: str
    events: int
    shown: int | None


class Birth(NamedTuple):
    """Where a branch left its run, and what was changed there."""

    iteration: int
    changes: dict[str, Any]
