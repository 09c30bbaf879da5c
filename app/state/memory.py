"""The memory that one student's work takes, and whether more may be added to it."""

import time
from collections.abc import Sequence

from app.entries import UPLOADED
from app.experiment import Data
from app.runs import Run, working_bytes
from app.settings import SETTINGS
from app.state.server import places, registry
from app.state.tab import seat
from app.text import limits as say
from dnn_core import TrainConfig

MB = 1e6


def held_bytes() -> int:
    """Bytes of all that this tab keeps: runs, their own data, the race."""
    place, current = seat(), registry().get(seat().token)
    runs = {pin.run for pin in place.shelf}
    runs |= set() if current is None else set(current.family)
    runs |= set() if place.removed is None else {place.removed[1].run}
    race = place.contest
    own = _own_data([*runs]) | (
        {place.uploaded} if place.uploaded is not None else set()
    )
    held = sum(kept.nbytes for kept in runs) + sum(data.nbytes for data in own)
    return held + (0 if race is None else race.nbytes)


def no_room(more: int = 0) -> str:
    """Why nothing may be added to this tab's work; empty while there is room.

    more : bytes that are to be added.
    """
    held, most = held_bytes() / MB, share_mb(more)
    if held + more / MB <= most and held < most:
        return ""
    if not more:
        return say.MEMORY_FULL.format(held=held, most=most)
    return say.TOO_LARGE.format(held=held, more=more / MB, most=most)


def no_room_for_race(configs: Sequence[TrainConfig], seeds: int) -> str:
    """The same for a race, which takes the place of the last one."""
    return no_room(sum(seeds * working_bytes(config) for config in configs))


def no_room_for_upload(more: int, instead: Data | None = None) -> str:
    """Why so many bytes of own data may not be added, neither to this tab's work nor
    to that of all; empty while there is room.

    instead : the data whose place they take.
    """
    problem = no_room(more)
    if problem:
        return problem
    goes = instead is not None and not registry().learns(instead)
    freed = instead.nbytes if instead is not None and goes else 0
    held = (registry().make_room(more - freed) - freed) / MB
    most = SETTINGS.max_runs_mb
    if held + more / MB <= most:
        return ""
    return say.SERVER_FULL.format(more=more / MB, held=held, most=most)


def share_mb(more: int = 0) -> float:
    """What one student may have; where all together have too much, a fair share.

    more : bytes that are to be added.
    """
    most = SETTINGS.max_session_mb
    if registry().nbytes + more <= SETTINGS.max_runs_mb * MB:
        return most
    inside = places().crowd(time.monotonic()).inside
    return min(most, SETTINGS.max_runs_mb / max(1, inside))


def _own_data(runs: Sequence[Run]) -> set[Data]:
    origins = [kept.origin for kept in runs]
    return {o.data for o in origins if o is not None and o.choice.name == UPLOADED}
