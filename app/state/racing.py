"""The race of a tab."""

from collections.abc import Sequence

from app.contest import Bet, Contest
from app.experiment import Data
from app.state.server import scheduler
from app.state.tab import seat
from dnn_core import TrainConfig
from dnn_core.race import Clock, Race


def start_race(
    configs: Sequence[TrainConfig],
    names: tuple[str, ...],
    data: Data,
    bet: Bet,
    *,
    seeds: Sequence[int],
    clock: Clock,
) -> None:
    """Begin a race in place of the last one."""
    end_race()
    race = Race(configs, data.inputs, seeds=seeds, clock=clock)
    contest = seat().contest = Contest(race, names, bet, data)
    scheduler().add(contest)


def contest() -> Contest | None:
    """The race of this browser tab, or None."""
    return seat().contest


def pause_race() -> None:
    """Pause it, or let it go on."""
    current = contest()
    if current is None:
        return
    if current.paused:
        current.play()
        scheduler().add(current)
    else:
        current.pause()


def race_again() -> None:
    """The same race from the start, without a guess: its result has been seen."""
    current = contest()
    if current is None:
        return
    with current.turn() as race:
        configs = [lane.config for lane in race.lanes]
        seeds, clock = race.seeds, race.clock
    bet = Bet(current.bet.measure, None)
    start_race(configs, current.names, current.data, bet, seeds=seeds, clock=clock)


def end_race() -> None:
    """Stop it and forget it."""
    current = contest()
    if current is not None:
        current.suspend()
    seat().contest = None
