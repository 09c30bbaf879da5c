"""The fast twin of `functions.py`: same numbers, kept buffers, no temporaries.

All parameters are one flat vector theta, all gradients another; a layer's V = [W b]^T
is a view into it, so an update rule is a handful of operations whatever the depth.

`evaluate` is a forward and a backward pass at the current parameters, done at most
once for them: looking at a run (cost, gradients) costs the next step nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine.first_layer import (
    Columns,
    DirectFirstLayer,
    FirstLayer,
    GramFirstLayer,
    gram_is_cheaper,
)
from dnn_core.engine.inplace import INPLACE_ACTIVATIONS
from dnn_core.engine.inputs import Inputs
from dnn_core.engine.passes import Pass
from dnn_core.engine.updates import UPDATES
from dnn_core.initialization import Parameters, initialize_parameters_deep


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """All that an engine needs to go on from an iteration, bit for bit."""

    iteration: int
    theta: Array
    memory: tuple[Array, ...]


class Engine:
    """Trains one network on one data set.

    Parameters
    ----------
    inputs : the examples; X: (n_x, m).
    config : layer_dims[0] must be n_x.
    parameters : initial W1, b1, ..., WL, bL; drawn from the config's seed if None.
    form : "gram" or "direct" for layer 1; None chooses the cheaper one.

    Attributes
    ----------
    iteration : updates done.
    batch_cost : cross-entropy of the examples last evaluated.
    learning_rate, l2 : may be changed between steps (l2 through `set_l2`).
    """

    def __init__(
        self,
        inputs: Inputs,
        config: TrainConfig,
        *,
        parameters: Mapping[str, Array] | None = None,
        form: str | None = None,
    ) -> None:
        if config.layer_dims[0] != inputs.n_x:
            raise ValueError(
                f"layer_dims starts with {config.layer_dims[0]}, but an example has "
                f"{inputs.n_x} features; start layer_dims with {inputs.n_x}."
            )
        if parameters is None:
            parameters = initialize_parameters_deep(
                config.layer_dims,
                seed=config.seed,
                initialization=config.initialization,
            )
        if form is None:
            form = "gram" if gram_is_cheaper(inputs, config) else "direct"
        self.inputs, self.form = inputs, form
        self.iteration = 0
        self.learning_rate, self.l2 = config.learning_rate, config.l2
        self._dims, self._seed = config.layer_dims, config.seed
        self._activation = INPLACE_ACTIVATIONS[config.activation]
        self._lay_out(parameters)
        self._update = UPDATES[config.optimizer](self._theta)
        self._batch_size = min(config.batch_size or inputs.m, inputs.m)
        self.batches_per_epoch = -(-inputs.m // self._batch_size)
        self._epoch, self._order = -1, np.arange(inputs.m)
        self._passes: dict[tuple[str, int], Pass] = {}
        self.batch_cost = np.nan
        self._evaluated = False

    def _lay_out(self, parameters: Mapping[str, Array]) -> None:
        """Give every layer its stretch of theta and of the gradient."""
        first_form = GramFirstLayer if self.form == "gram" else DirectFirstLayer
        first: FirstLayer = first_form(self.inputs, parameters["W1"], parameters["b1"])
        dims, L = self._dims, len(self._dims) - 1
        sizes = [(dims[l - 1] + 1) * dims[l] for l in range(2, L + 1)]
        self._theta = np.empty(first.size + sum(sizes))
        self._gradient = np.zeros_like(self._theta)
        self._decay = np.zeros_like(self._theta)
        first.attach(self._theta[: first.size], self._gradient[: first.size])
        self._decay[: first.decayed] = 1.0
        empty = np.empty((0, 0))
        self._V, self._dV, start = [empty, empty], [empty, empty], first.size
        for l in range(2, L + 1):
            end, shape = start + sizes[l - 2], (dims[l - 1] + 1, dims[l])
            self._V.append(self._theta[start:end].reshape(shape))
            self._dV.append(self._gradient[start:end].reshape(shape))
            self._V[l][:-1] = parameters[f"W{l}"].T
            self._V[l][-1:] = parameters[f"b{l}"].T
            self._decay[start:end].reshape(shape)[:-1] = 1.0
            start = end
        self._first = first

    def step(self) -> None:
        """One iteration: forward, backward, update."""
        self.evaluate()
        self._update.apply(
            self._theta, self._gradient, self.learning_rate, self.iteration + 1
        )
        self.iteration += 1
        self._evaluated = False

    def evaluate(self) -> None:
        """Forward and backward on this iteration's examples, unless done already."""
        if self._evaluated:
            return
        columns = self._columns()
        Y = self.inputs.Y if columns is None else self.inputs.Y[:, columns]
        work = self._pass("step", Y.shape[1])
        self._first.forward(work.Z1, columns)
        work.forward(self._V)
        work.backward(self._V, self._dV, Y)
        self._first.backward(work.dZ1, columns)
        if self.l2 > 0:
            shrink = np.multiply(self._theta, self.l2 / self.inputs.m)
            shrink *= self._decay
            self._gradient += shrink
        self.batch_cost = work.cost(Y)
        self._evaluated = True

    def _columns(self) -> Columns | None:
        """The examples of this iteration; their order comes from (seed, epoch)."""
        if self.batches_per_epoch == 1:
            return None
        epoch, batch = divmod(self.iteration, self.batches_per_epoch)
        if epoch != self._epoch:
            random = np.random.default_rng((self._seed, epoch))
            self._epoch, self._order = epoch, random.permutation(self.inputs.m)
        start = batch * self._batch_size
        return self._order[start : start + self._batch_size]

    def _pass(self, purpose: str, m: int) -> Pass:
        """Kept buffers; a look at a whole split leaves those of a step alone."""
        if (purpose, m) not in self._passes:
            self._passes[purpose, m] = Pass(
                self._dims, m, self._activation, self._theta.dtype
            )
        return self._passes[purpose, m]

    def set_l2(self, l2: float) -> None:
        """Another lambda from this iteration on."""
        self.l2 = l2
        self._evaluated = False

    @property
    def at_epoch_start(self) -> bool:
        """Whether every example has been used equally often; always, in full batch."""
        return self.iteration % self.batches_per_epoch == 0

    def cost(self) -> float:
        """Cross-entropy of the whole training set, without the L2 term."""
        if self.batches_per_epoch == 1:
            self.evaluate()
            return self.batch_cost
        return self.train()[0]

    def train(self) -> tuple[float, Array]:
        """Cost and AL: (1, m) of the whole training set."""
        if self.batches_per_epoch == 1:
            self.evaluate()
            return self.batch_cost, self._pass("step", self.inputs.m).AL.copy()
        work = self._pass("train", self.inputs.m)
        self._first.forward(work.Z1, None)
        work.forward(self._V)
        return work.cost(self.inputs.Y), work.AL.copy()

    def test(self) -> tuple[float, Array]:
        """Cost and AL: (1, m_test) of the test set, which must not be empty."""
        work = self._pass("test", self.inputs.m_test)
        self._first.forward_test(work.Z1)
        work.forward(self._V)
        return work.cost(self.inputs.Y_test), work.AL.copy()

    def gradient_norms(self) -> Array:
        """(L,): ||dW[l]|| of the next step, the L2 term included."""
        self.evaluate()
        squares = [self._first.squared_norm()]
        for dV in self._dV[2:]:
            dW = dV[:-1].ravel()
            squares.append(float(np.dot(dW, dW)))
        return np.sqrt(squares)

    def l2_cost(self) -> float:
        """The L2 term lambda / (2 m) sum ||W||^2."""
        if self.l2 == 0:
            return 0.0
        squares = self._first.squared_weights()
        squares += sum(float(np.sum(V[:-1] ** 2)) for V in self._V[2:])
        return self.l2 / (2 * self.inputs.m) * squares

    def parameters(self) -> Parameters:
        """W1, b1, ..., WL, bL, copies."""
        parameters: Parameters = {"W1": self._first.W(), "b1": self._first.b()}
        for l, V in enumerate(self._V[2:], start=2):
            parameters[f"W{l}"] = V[:-1].T.copy()
            parameters[f"b{l}"] = V[-1:].T.copy()
        return parameters

    def checkpoint(self) -> Checkpoint:
        """The full state, copied."""
        memory = tuple(array.copy() for array in self._update.memory)
        return Checkpoint(self.iteration, self._theta.copy(), memory)

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go back to a checkpoint of this engine."""
        self.iteration = checkpoint.iteration
        self._theta[:] = checkpoint.theta
        for kept, saved in zip(self._update.memory, checkpoint.memory, strict=True):
            kept[:] = saved
        self._evaluated = False
