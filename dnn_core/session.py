"""A run that can be stepped, paused, watched and changed while it goes on.

Training is tick-driven: `step(n)` and `advance(budget_s)` do some iterations and
return. Play, pause, single step, tests and the command line are the same calls;
there is no thread and no timer here.

A run is its config plus its events, live changes in their order: `at` gives any of its
iterations again, to the bit, and `branch` goes on from there another way.
"""

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import LIVE_FIELDS, TrainConfig
from dnn_core.engine import Checkpoint, Inputs, Trace
from dnn_core.engine.passes import probability
from dnn_core.history import History
from dnn_core.initialization import Parameters
from dnn_core.moment import Moment
from dnn_core.snapshot import Curves, Snapshot, State, diverged_message
from dnn_core.statistics import accuracy
from dnn_core.timeline import Event, Past, Timeline

TEST_POINTS = 100  # the test set is looked at about so often in a run


class TrainingSession:
    """Trains one network, records its past and tells its present.

    Parameters
    ----------
    config : the settings; layer_dims[0] must be the inputs' n_x.
    inputs : the data.
    parameters : initial parameters; drawn from the config's seed if None.
    past : the run to go on from, as `branch` gives it; None starts at iteration 0.

    Attributes
    ----------
    config : the settings as they are now, live changes included.
    state : ready, running, paused, done or diverged.
    message : why the run stopped, in a sentence; empty while all is well.
    timeline, history : its states and its figures, for what keeps or tells a run.
    """

    def __init__(
        self,
        config: TrainConfig,
        inputs: Inputs,
        *,
        parameters: Mapping[str, Array] | None = None,
        past: Past | None = None,
    ) -> None:
        resumed = past is not None
        if past is None:
            timeline = Timeline(config, inputs, parameters)
            past = Past(timeline, History(config.num_layers), 0)
        self.config, self.inputs = config, inputs
        self.state: State = "paused" if past.iteration else "ready"
        self.message = ""
        self.timeline, self.history, _ = past
        self._engine = self.timeline.new_engine()
        epoch = self._engine.batches_per_epoch
        looks = config.num_iterations // (TEST_POINTS * epoch)
        self._test_interval = epoch * max(1, looks)
        # with mini-batches the cost is of interest at the end of an epoch only
        self._look_interval = epoch if epoch > 1 else self._test_interval
        with np.errstate(all="ignore"):
            if resumed:
                self.timeline.rewind(self._engine, past.iteration)
            else:
                self.timeline.checkpoints.add(self._engine.checkpoint())
            self._trace = Trace(self._engine)
            self._trace.write()
            self._settle()
        if self.iteration >= config.num_iterations:
            self.state = "done"

    @property
    def initial_config(self) -> TrainConfig:
        """What the run started from."""
        return self.timeline.config

    @property
    def events(self) -> list[Event]:
        """Live changes, in their order."""
        return self.timeline.events

    @property
    def iteration(self) -> int:
        """Updates done so far."""
        return self._engine.iteration

    @property
    def finished(self) -> bool:
        """Whether no further iteration is possible with these settings."""
        return self.state in ("done", "diverged")

    def play(self) -> None:
        """Let `advance` train; nothing happens to a finished run."""
        if not self.finished:
            self.state = "running"

    def pause(self) -> None:
        """Make `advance` do nothing until `play`."""
        if self.state == "running":
            self.state = "paused"

    def step(self, n: int = 1) -> int:
        """Do n iterations, fewer at the end of the run, and pause. Returns how many."""
        done = self._train(n, None)
        if not self.finished and (done or self.state == "running"):
            self.state = "paused"
        return done

    def advance(self, budget_s: float, most: int | None = None) -> int:
        """If running, train for about `budget_s` seconds and at most `most` iterations.

        At least one iteration is done, however small the budget. Returns how many.
        """
        if self.state != "running":
            return 0
        remaining = self.config.num_iterations - self.iteration
        n = remaining if most is None else min(most, remaining)
        return self._train(n, time.perf_counter() + budget_s)

    def _train(self, n: int, deadline: float | None) -> int:
        start = self.iteration
        end = min(start + n, self.config.num_iterations)
        engine, trace, timeline = self._engine, self._trace, self.timeline
        with np.errstate(all="ignore"):  # divergence is watched for, not warned of
            while engine.iteration < end and not self.finished:
                engine.step()
                trace.write()
                if engine.iteration >= timeline.checkpoints.due:
                    timeline.checkpoints.add(engine.checkpoint())
                if trace.full or engine.iteration % self._look_interval == 0:
                    self._settle()
                if deadline is not None and time.perf_counter() >= deadline:
                    break
            self._settle()
        if self.iteration >= self.config.num_iterations and not self.finished:
            self.state = "done"
        return self.iteration - start

    def _settle(self) -> None:
        """Write what was noted into the history; stop at what is not finite."""
        if not len(self._trace):
            return
        noted = self._trace.take()
        good = len(noted.finite) if noted.finite.all() else int(noted.finite.argmin())
        self.history.extend(
            noted.iterations[: len(noted.costs)][:good],
            noted.costs[:good],
            noted.gradient_norms[:good],
        )
        if good < len(noted.finite):
            self._diverge(int(noted.iterations[good]))
        else:
            self._look()

    def _look(self) -> None:
        """What is recorded less often: epochs, and the test set."""
        engine, t = self._engine, self.iteration
        if engine.batches_per_epoch > 1 and engine.at_epoch_start:
            cost = engine.cost()
            if not np.isfinite(cost):
                self._diverge(t)
                return
            self.history.extend([t], [cost], [engine.gradient_norms()])
        if t % self._test_interval == 0 or t == self.config.num_iterations:
            self._record_test(t)

    def _record_test(self, t: int) -> None:
        AL = probability(self._engine.logits_of("train"))
        train_accuracy = accuracy(AL, self.inputs.Y)
        test_cost = test_accuracy = np.nan
        if self.inputs.m_test:
            test_cost, AL_test = self._engine.test()
            test_accuracy = accuracy(AL_test, self.inputs.Y_test)
        self.history.record_test(t, test_cost, train_accuracy, test_accuracy)

    def _diverge(self, t: int) -> None:
        """Stop at iteration t and go back to the last finite one."""
        self.state = "diverged"
        self.message = diverged_message(t, self.config.learning_rate)
        last = max(t - 1, 0)
        self.timeline.forget_after(last)
        self.timeline.rewind(self._engine, last)

    def change(self, **changes: Any) -> None:
        """Change live settings (learning_rate, l2, num_iterations) from here on.

        Raises
        ------
        ValueError : a value out of its limits, or a setting that needs a new run.
        """
        for name in changes:
            if name not in LIVE_FIELDS:
                raise ValueError(
                    f"{name} cannot change during a run, only "
                    f"{', '.join(LIVE_FIELDS)} can; start a new run for it."
                )
        config = self.config.replace(**changes)
        if config == self.config:
            return
        if config.num_iterations < self.iteration:
            raise ValueError(
                f"The run is at iteration {self.iteration:,} already, so the number "
                f"of iterations cannot become {config.num_iterations:,}; reset first."
            )
        self.config = config
        self.events.append(Event(self.iteration, tuple(sorted(changes.items()))))
        self._engine.set_rates(config.learning_rate, config.l2)
        if self.state == "diverged" and changes.keys() & {"learning_rate", "l2"}:
            self.state, self.message = "paused", ""
        if self.state == "done" and self.iteration < config.num_iterations:
            self.state = "paused"

    def at(self, iteration: int | None = None) -> Moment:
        """The run at any iteration up to the newest, which is the default.

        What is shown is exactly what training had there: a kept state is taken and the
        few iterations behind it are done once more. Good until the next call.

        Raises
        ------
        ValueError : the run has not come there.
        """
        if iteration is None or iteration == self.iteration:
            engine, config = self._engine, self.config
        else:
            self._reached(iteration)
            engine = self.timeline.engine_at(iteration)
            config = self.timeline.config_at(iteration).replace(
                num_iterations=self.config.num_iterations
            )
        return Moment(
            engine, self.inputs, config, state=self.state, message=self.message
        )

    def branch(self, iteration: int, **changes: Any) -> "TrainingSession":
        """Another run with this one's past up to an iteration, changed live there.

        Raises
        ------
        ValueError : the run has not come there, or as for `change`.
        """
        self._reached(iteration)
        newest = self.newest_state() if iteration == self.iteration else None
        timeline = self.timeline.branch(iteration, newest)
        past = Past(timeline, self.history.before(iteration), iteration)
        config = self.timeline.config_at(iteration)
        twin = TrainingSession(config, self.inputs, past=past)
        twin.change(**changes)
        return twin

    def _reached(self, iteration: int) -> None:
        if not 0 <= iteration <= self.iteration:
            raise ValueError(
                f"Iteration {iteration:,} is not there: the run has done 0 to "
                f"{self.iteration:,}."
            )

    def snapshot(self) -> Snapshot:
        """The run as it stands."""
        return self.at().snapshot()

    def curves(self, most: int = 400) -> Curves:
        """The recorded past, thinned to about `most` points a curve."""
        return self.history.curves(most)

    def costs(self) -> tuple[Array, Array]:
        """(k,) recorded iterations and (k,) training costs."""
        return self.history.costs()

    @property
    def nbytes(self) -> int:
        """Memory of its past, kept states and curves, and of its shuffled examples."""
        return self.timeline.nbytes + self.history.nbytes + self._engine.nbytes

    def newest_state(self) -> Checkpoint:
        """All that the newest iteration goes on from, copied."""
        return self._engine.checkpoint()

    def parameters(self) -> Parameters:
        """W1, b1, ..., WL, bL as they are now, copies."""
        return self._engine.parameters()
