"""A run that can be stepped, paused, watched and changed while it goes on.

Training is tick-driven: `step(n)` and `advance(budget_s)` do some iterations and
return. Play, pause, single step, tests and the command line are the same calls;
there is no thread and no timer here.

A run is its config plus its events: live changes are kept in order as
(iteration, change), so that replaying them gives the same numbers.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import LIVE_FIELDS, TrainConfig
from dnn_core.engine import Engine, Inputs, Trace
from dnn_core.engine.passes import probability
from dnn_core.functions import L_model_forward
from dnn_core.history import History
from dnn_core.initialization import Parameters
from dnn_core.snapshot import Curves, LayerSnapshot, Snapshot, State
from dnn_core.statistics import accuracy, coarse_range, histogram

TEST_POINTS = 100  # the test set is looked at about so often in a run
CHECKPOINT_INTERVAL = 256


@dataclass(frozen=True)
class Event:
    """A live change: from `iteration` on, these fields of the config are new."""

    iteration: int
    changes: tuple[tuple[str, float], ...]


class TrainingSession:
    """Trains one network, records its past and tells its present.

    Parameters
    ----------
    config : the settings; layer_dims[0] must be the inputs' n_x.
    inputs : the data.
    parameters : initial parameters; drawn from the config's seed if None.

    Attributes
    ----------
    config : the settings as they are now, live changes included.
    initial_config, events : what the run started from, and its live changes.
    state : ready, running, paused, done or diverged.
    message : why the run stopped, in a sentence; empty while all is well.
    """

    def __init__(
        self,
        config: TrainConfig,
        inputs: Inputs,
        *,
        parameters: Mapping[str, Array] | None = None,
    ) -> None:
        self.config = self.initial_config = config
        self.inputs = inputs
        self.events: list[Event] = []
        self.state: State = "ready"
        self.message = ""
        self._engine = Engine(inputs, config, parameters=parameters)
        self._history = History(config.num_layers)
        epoch = self._engine.batches_per_epoch
        looks = config.num_iterations // (TEST_POINTS * epoch)
        self._test_interval = epoch * max(1, looks)
        # with mini-batches the cost is of interest at the end of an epoch only
        self._look_interval = epoch if epoch > 1 else self._test_interval
        with np.errstate(all="ignore"):
            self._safe = self._engine.checkpoint()
            self._trace = Trace(self._engine)
            self._trace.write()
            self._settle()

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
        engine, trace = self._engine, self._trace
        with np.errstate(all="ignore"):  # divergence is watched for, not warned of
            while engine.iteration < end and not self.finished:
                engine.step()
                trace.write()
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
        self._history.extend(
            noted.iterations[: len(noted.costs)][:good],
            noted.costs[:good],
            noted.gradient_norms[:good],
        )
        if good < len(noted.finite):
            self._diverge(int(noted.iterations[good]))
        else:
            self._look()

    def _look(self) -> None:
        """What is recorded less often: epochs, the test set, checkpoints."""
        engine, t = self._engine, self.iteration
        if engine.batches_per_epoch > 1 and engine.at_epoch_start:
            cost = engine.cost()
            if not np.isfinite(cost):
                self._diverge(t)
                return
            self._history.extend([t], [cost], [engine.gradient_norms()])
        if t % self._test_interval == 0 or t == self.config.num_iterations:
            self._record_test(t)
        if t - self._safe.iteration >= CHECKPOINT_INTERVAL:
            self._safe = engine.checkpoint()

    def _record_test(self, t: int) -> None:
        AL = probability(self._engine.logits_of("train"))
        train_accuracy = accuracy(AL, self.inputs.Y)
        test_cost = test_accuracy = np.nan
        if self.inputs.m_test:
            test_cost, AL_test = self._engine.test()
            test_accuracy = accuracy(AL_test, self.inputs.Y_test)
        self._history.record_test(t, test_cost, train_accuracy, test_accuracy)

    def _diverge(self, t: int) -> None:
        """Stop at iteration t and go back to the last finite one."""
        self.state = "diverged"
        alpha = self.config.learning_rate
        self.message = (
            f"Stopped at iteration {t:,}: the numbers grew beyond what a computer can "
            f"hold. The usual cause is a learning rate that is too large; this one is "
            f"{alpha:g}, try {alpha / 10:g}. Shown is iteration "
            f"{max(t - 1, 0):,}, the last that was finite."
        )
        self._engine.restore(self._safe)
        while self.iteration < t - 1:
            self._engine.step()

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
        if not self.finished:  # what diverged stays so; its checkpoint is the past
            self._safe = self._engine.checkpoint()
        self._engine.set_rates(config.learning_rate, config.l2)
        if self.state == "done" and self.iteration < config.num_iterations:
            self.state = "paused"

    def snapshot(self) -> Snapshot:
        """The run as it stands; it costs the next iteration nothing."""
        engine = self._engine
        with np.errstate(all="ignore"):
            cost, AL = engine.train()
            test_cost, AL_test = engine.test() if self.inputs.m_test else (None, None)
            norms = engine.gradient_norms()
            parameters = engine.parameters()
            l2_cost = engine.l2_cost()
        layers = tuple(
            _layer_snapshot(l, parameters[f"W{l}"], float(norms[l - 1]))
            for l in range(1, self.config.num_layers + 1)
        )
        return Snapshot(
            iteration=self.iteration,
            num_iterations=self.config.num_iterations,
            state=self.state,
            cost=cost,
            l2_cost=l2_cost,
            test_cost=test_cost,
            train_accuracy=accuracy(AL, self.inputs.Y),
            test_accuracy=(
                None if AL_test is None else accuracy(AL_test, self.inputs.Y_test)
            ),
            layers=layers,
            test_probabilities=np.empty(0) if AL_test is None else AL_test[0],
            message=self.message,
        )

    def curves(self, most: int = 400) -> Curves:
        """The recorded past, thinned to about `most` points a curve."""
        return self._history.curves(most)

    def costs(self) -> tuple[Array, Array]:
        """(k,) recorded iterations and (k,) training costs."""
        return self._history.costs()

    def parameters(self) -> Parameters:
        """W1, b1, ..., WL, bL as they are now, copies."""
        return self._engine.parameters()

    def predict_proba(self, X: Array) -> Array:
        """AL: (1, m) of any examples X: (n_x, m)."""
        with np.errstate(all="ignore"):
            AL, _ = L_model_forward(
                X, self.parameters(), activation=self.config.activation
            )
        return AL


def _layer_snapshot(l: int, W: Array, gradient_norm: float) -> LayerSnapshot:
    n, n_prev = W.shape
    minimum, maximum = float(W.min()), float(W.max())
    half_range = coarse_range(max(-minimum, maximum))
    return LayerSnapshot(
        layer=l,
        shape=(n, n_prev),
        counts=histogram(W, half_range),
        low=-half_range,
        high=half_range,
        minimum=minimum,
        maximum=maximum,
        zeros=1.0 - np.count_nonzero(W) / W.size,
        gradient_norm=gradient_norm,
    )
