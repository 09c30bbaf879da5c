"""A run as it can be told again: its config, its live changes, and some of its states.

Training has no chance in it, so a state and the changes that came after it give every
later iteration, to the bit: the timeline finds the nearest kept state and does the
missing iterations once more, on an engine of its own, beside the one that trains.

Where few states are kept, these iterations may take hours: `within_reach` tells how far
one look gets. It counts work, not time, so that it is the same on every machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dnn_core.activations import Array
from dnn_core.checkpoints import Checkpoints
from dnn_core.config import TrainConfig
from dnn_core.engine import Checkpoint, Engine, Inputs
from dnn_core.engine.counted import step_seconds
from dnn_core.history import History

# Bytes of kept states: with the curves a run stays below 48 MB, unless a single state
# of a very wide network is larger.
MEMORY = 40_000_000
FINE_MEMORY = 5_000_000  # bytes of states between two of them, where one looks now
FINE_STEPS = 64  # from so many iterations between two kept states on
LOOK_S = 4.0  # of counted work in a look
ENTRY_S = 5e-9  # to update a parameter, which is not counted for a step


@dataclass(frozen=True)
class Event:
    """A live change: from `iteration` on, these fields of the config are new."""

    iteration: int
    changes: tuple[tuple[str, Any], ...]


class Timeline:
    """All iterations of a run up to the newest, kept or made anew.

    Parameters
    ----------
    config : what the run started from.
    inputs : the data.
    parameters : initial parameters; drawn from the config's seed if None.
    memory : bytes for kept states.
    form : how layer 1 is kept; chosen by the first engine if None.

    Attributes
    ----------
    events : live changes in their order.
    """

    def __init__(
        self,
        config: TrainConfig,
        inputs: Inputs,
        parameters: Mapping[str, Array] | None = None,
        *,
        memory: int = MEMORY,
        form: str | None = None,
    ) -> None:
        self.config, self.inputs, self.parameters = config, inputs, parameters
        self.events: list[Event] = []
        self.checkpoints = Checkpoints(memory)
        self.form = form
        self._engine: Engine | None = None
        self._fine = Checkpoints(FINE_MEMORY)

    @property
    def nbytes(self) -> int:
        """Memory that kept states take, of which branches share some, and an engine
        that went back to one."""
        engine = 0 if self._engine is None else self._engine.nbytes
        return self.checkpoints.nbytes + self._fine.nbytes + engine

    def new_engine(self) -> Engine:
        """An engine at iteration 0; all of a run keep layer 1 in the same form."""
        engine = Engine(
            self.inputs, self.config, parameters=self.parameters, form=self.form
        )
        self.form = engine.form
        return engine

    def config_at(self, iteration: int) -> TrainConfig:
        """The settings by which the run goes on from an iteration."""
        changes: dict[str, Any] = {}
        for event in self.events:
            if event.iteration <= iteration:
                changes.update(event.changes)
        return self.config.replace(**changes)

    def branch(self, iteration: int, newest: Checkpoint | None = None) -> "Timeline":
        """The same past up to an iteration; what is shared is never written to.

        newest : the state there, if the run has come no further.
        """
        twin = Timeline(self.config, self.inputs, self.parameters, form=self.form)
        twin.events = [e for e in self.events if e.iteration <= iteration]
        twin.checkpoints = self.checkpoints.until(iteration)
        if twin.within_reach(iteration) < iteration:  # not to be done once more
            twin.checkpoints.keep(newest or self.engine_at(iteration).checkpoint())
        return twin

    def within_reach(self, iteration: int) -> int:
        """The last iteration up to this one to which one look may go.

        What a look has come to is known to the next one, which gets further.
        """
        seconds = step_seconds(self.inputs, self.config, gram=self.form == "gram")
        moved = self.checkpoints.before(0).theta.size  # also in coordinates of examples
        steps = max(1, int(LOOK_S / (seconds + ENTRY_S * moved)))
        return min(iteration, self._known_before(iteration) + steps)

    def _known_before(self, iteration: int) -> int:
        """The last iteration up to this one that is known without any step."""
        nearest = self._nearest(iteration).iteration
        here = 0 if self._engine is None else self._engine.iteration
        return max(nearest, here) if here <= iteration else nearest

    def forget_after(self, iteration: int) -> None:
        """Drop the states behind an iteration."""
        self.checkpoints = self.checkpoints.until(iteration)

    def engine_at(self, iteration: int) -> Engine:
        """The timeline's own engine, moved there; the next call moves it again."""
        if self._engine is None:
            self._engine = self.new_engine()
            self._engine.restore(self.checkpoints.before(0))
        engine, nearest = self._engine, self._nearest(iteration)
        if not nearest.iteration <= engine.iteration <= iteration:
            engine.restore(nearest)
        self._replay(engine, iteration, keep=True)
        return engine

    def rewind(self, engine: Engine, iteration: int) -> None:
        """Move an engine of this run to an iteration of its past."""
        engine.restore(self._nearest(iteration))
        self._replay(engine, iteration, keep=False)

    def _nearest(self, iteration: int) -> Checkpoint:
        kept = self.checkpoints.before(iteration)
        if not len(self._fine):
            return kept
        fine = self._fine.before(iteration)
        return fine if kept.iteration < fine.iteration <= iteration else kept

    def _replay(self, engine: Engine, iteration: int, *, keep: bool) -> None:
        """Iterations again, with the changes that came between."""
        start, fine = engine.iteration, self._fine
        goes_on = len(fine) > 1 and fine.due - fine.stride <= start <= fine.due
        if keep and iteration - start >= FINE_STEPS and not goes_on:
            self._fine = Checkpoints(FINE_MEMORY, [engine.checkpoint()])
        with np.errstate(all="ignore"):
            for stop in self._stops(engine.iteration, iteration):
                config = self.config_at(engine.iteration)
                engine.set_rates(config.learning_rate, config.l2)
                while engine.iteration < stop:
                    engine.step()
                    if keep and len(self._fine) and engine.iteration >= self._fine.due:
                        self._fine.add(engine.checkpoint())
            config = self.config_at(iteration)
            engine.set_rates(config.learning_rate, config.l2)

    def _stops(self, start: int, end: int) -> list[int]:
        """Where something changes between two iterations, and the end."""
        between = {e.iteration for e in self.events if start < e.iteration < end}
        return [*sorted(between), end]


class Past(NamedTuple):
    """What a branch shares with the run it leaves, up to its first iteration."""

    timeline: Timeline
    history: History
    iteration: int
