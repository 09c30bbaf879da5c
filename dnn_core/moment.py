"""One iteration of a run, looked at."""

import math
from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine import Engine, Inputs
from dnn_core.engine.program import Columns
from dnn_core.functions import L_model_forward
from dnn_core.initialization import Parameters
from dnn_core.onestep import Iteration
from dnn_core.snapshot import LayerSnapshot, Snapshot, State
from dnn_core.statistics import accuracy, coarse_range, histogram

T = TypeVar("T")
LARGE = 2**16  # weights: of fewer, a sample would be rough, and saves nothing


class Moment:
    """A run at one iteration, until the run is asked for another or trains on.

    What costs something is worked out when it is asked for, and once.

    Attributes
    ----------
    iteration : updates done then.
    config : the settings as they were then.
    """

    def __init__(
        self,
        engine: Engine,
        inputs: Inputs,
        config: TrainConfig,
        *,
        state: State,
        message: str,
    ) -> None:
        self.iteration, self.config = engine.iteration, config
        self._engine, self._inputs = engine, inputs
        self._state: State = state
        self._message = message
        self._parameters: Parameters | None = None
        self._weights: list[Callable[[], Array]] | None = None

    def parameters(self) -> Parameters:
        """W1, b1, ..., WL, bL; not to be written to."""
        if self._parameters is None:
            with np.errstate(all="ignore"):
                self._parameters = self._engine.parameters()
        return self._parameters

    def parameters_to_draw(self) -> Callable[[], Parameters]:
        """What gives them to seven digits, also when the run has gone on meanwhile.

        Beside `capture` it costs next to nothing: W1 is formed once for both.
        """
        weights, biases = self._weights_to_draw(), self._engine.biases()
        return lambda: {
            f"{name}{l}": array
            for l, (W, b) in enumerate(zip(weights, biases, strict=True), start=1)
            for name, array in (("W", W()), ("b", b))
        }

    def _weights_to_draw(self) -> list[Callable[[], Array]]:
        if self._weights is None:
            self._weights = [cache(_quiet(W)) for W in _quiet(self._engine.weights)()]
        return self._weights

    def predict_proba(self, X: Array) -> Array:
        """AL: (1, m) of any examples X: (n_x, m)."""
        with np.errstate(all="ignore"):
            AL, _ = L_model_forward(
                X, self.parameters(), activation=self.config.activation
            )
        return AL

    def activations(self) -> list[Array]:
        """A[1] .. A[L]: (n, m) of all training examples, until the run trains on."""
        return self._engine.activations()

    def weight_norms(self) -> Array:
        """(L,): ||W[l]||, without forming W1."""
        return self._engine.weight_norms()

    def batch(self) -> Columns | None:
        """(batch,): columns of X, the next iteration's examples; None for all."""
        return self._engine.batch()

    def next_iteration(self) -> Iteration:
        """All that the iteration from here starts from, for the readable oracle."""
        config, batch = self.config, self.batch()
        inputs = self._inputs.in_precision(config.precision)
        X, Y = inputs.X, inputs.Y
        return Iteration(
            self.parameters(),
            X if batch is None else X[:, batch],
            Y if batch is None else Y[:, batch],
            inputs.m,
            activation=config.activation,
            optimizer=config.optimizer,
            learning_rate=config.learning_rate,
            l2=config.l2,
            memory=self._engine.memory(),
        )

    def snapshot(self) -> Snapshot:
        """All that views draw of it; it costs the next iteration nothing."""
        return self.capture()()

    def capture(self, *, sampled: bool = False) -> Callable[[], Snapshot]:
        """What gives the snapshot, also when the run has gone on meanwhile.

        All that needs the run is done here, so that it need not wait for the rest:
        to look at a large W1 takes as long as a dozen iterations.

        sampled : of a large W1 some of the columns will do.
        """
        dims = self.config.layer_dims
        shapes = list(zip(dims[1:], dims, strict=False))
        engine, inputs = self._engine, self._inputs
        with np.errstate(all="ignore"):
            cost, AL = engine.train()
            test_cost, AL_test = engine.test() if inputs.m_test else (None, None)
            norms = engine.gradient_norms()
            l2_cost = engine.l2_cost()
            weights = self._weights_to_draw()
            sampled = sampled and math.prod(shapes[0]) >= LARGE
            if sampled:
                weights = [_quiet(engine.W1_sample()), *weights[1:]]
        finished = partial(
            Snapshot,
            iteration=self.iteration,
            num_iterations=self.config.num_iterations,
            state=self._state,
            cost=cost,
            l2_cost=l2_cost,
            test_cost=test_cost,
            train_accuracy=accuracy(AL, inputs.Y),
            test_accuracy=(
                None if AL_test is None else accuracy(AL_test, inputs.Y_test)
            ),
            test_probabilities=np.empty(0) if AL_test is None else AL_test[0],
            message=self._message,
        )
        return lambda: finished(
            layers=tuple(
                _layer_snapshot(l, shape, W(), norm)
                for l, (shape, W, norm) in enumerate(
                    zip(shapes, weights, norms.tolist(), strict=True), start=1
                )
            )
        )


def _quiet(give: Callable[[], T]) -> Callable[[], T]:
    """The same without warnings: single precision may not hold all weights."""

    def given() -> T:
        with np.errstate(all="ignore"):
            return give()

    return given


def _layer_snapshot(
    l: int, shape: tuple[int, int], W: Array, gradient_norm: float
) -> LayerSnapshot:
    """W may be some columns alone."""
    minimum, maximum = float(W.min()), float(W.max())
    half_range = coarse_range(max(-minimum, maximum))
    counts, sampled = histogram(W, half_range), W.shape != shape
    if sampled:
        counts = np.rint(counts * (math.prod(shape) / W.size)).astype(np.intp)
    return LayerSnapshot(
        layer=l,
        shape=shape,
        counts=counts,
        low=-half_range,
        high=half_range,
        minimum=minimum,
        maximum=maximum,
        zeros=np.count_nonzero(W == 0) / W.size,
        gradient_norm=gradient_norm,
        sampled=sampled,
    )
