"""The fast twin of `functions.py`: same numbers, kept buffers, no temporaries.

`Networks` trains a stack of networks; `Engine` and `BatchedEngine` are what others
see of it, for one network and for many.

`evaluate` is a forward and a backward pass at the current parameters, done at most
once for them: looking at a run (cost, gradients) costs the next step nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine.activation_calls import ACTIVATION_CALLS
from dnn_core.engine.batches import Batches
from dnn_core.engine.first_layer import gram_is_cheaper
from dnn_core.engine.inputs import Inputs
from dnn_core.engine.passes import Pass, cross_entropy, probability
from dnn_core.engine.program import Call, Columns, Stack, run
from dnn_core.engine.start import start_of
from dnn_core.engine.weights import Checkpoint, Weights
from dnn_core.initialization import Parameters
from dnn_core.optimizers import Memory

SplitName = Literal["train", "test"]


@dataclass(frozen=True, eq=False)
class Program:
    """A finished list of calls, and where it leaves the logits ZL: (*lead, 1, m)."""

    calls: list[Call]
    ZL: Array


class Networks:
    """Trains networks of one shape, rule and batch size on one data set.

    Attributes
    ----------
    iteration : updates done.
    form : "gram" or "direct", how layer 1 is kept.
    batch_size : examples of an iteration; the last of an epoch may have fewer.
    batches_per_epoch : 1 in full batch.
    logits : (*lead, 1, m) ZL of the examples last evaluated, a kept buffer.
    """

    logits: Array

    def __init__(
        self,
        inputs: Inputs,
        configs: Sequence[TrainConfig],
        lead: tuple[int, ...],
        parameters: Sequence[Mapping[str, Array]] | None,
        form: str | None,
    ) -> None:
        config = configs[0]
        if config.layer_dims[0] != inputs.n_x:
            raise ValueError(
                f"layer_dims starts with {config.layer_dims[0]}, but an example has "
                f"{inputs.n_x} features; start layer_dims with {inputs.n_x}."
            )
        if form is None:
            gram = gram_is_cheaper(inputs, config, len(configs))
            form = "gram" if gram else "direct"
        self.form, self.iteration = form, 0
        self._inputs = inputs.in_precision(config.precision)
        self._stack = Stack(lead, config.layer_dims, self._inputs.X.dtype)
        seeds = [config.seed for config in configs]
        self._batches = Batches(self._stack, inputs.m, config.batch_size, seeds)
        self.batch_size = self._batches.size
        self.batches_per_epoch = self._batches.per_epoch
        self._shuffled, self._epoch = self.batches_per_epoch > 1, -1
        self._weights = Weights(
            self._stack,
            self._inputs,
            start_of(self._inputs, lead, configs, parameters),
            form=form,
            optimizer=config.optimizer,
            shuffled=self._shuffled,
        )
        self._activation = ACTIVATION_CALLS[config.activation]
        self._targets = self.targets
        if self._shuffled:
            self._targets = self._stack.zeros(1, inputs.m)
        self._squares = self._stack.zeros(self._stack.L)
        self._programs: dict[int, Program] = {}
        self._looks: dict[SplitName, Program] = {}
        self._passes: dict[tuple[str, int], Pass] = {}
        self._set_rates([c.learning_rate for c in configs], [c.l2 for c in configs])

    def _set_rates(self, alphas: Sequence[float], l2s: Sequence[float]) -> None:
        """Other learning rates and lambdas from this iteration on."""
        weights, self._l2s = self._weights, np.array(l2s)
        self._scales = scales = weights.scales(alphas)
        decays = bool(self._l2s.any())
        self._update_calls = list(weights.update(alphas, scales))
        self._decay_calls = list(weights.decay(l2s, scales)) if decays else []
        self._norm_calls = list(weights.squared_norms(self._squares, decays=decays))
        self._programs.clear()  # the scales are in them
        self._evaluated = False

    def step(self) -> None:
        """One iteration: forward, backward, update."""
        if not self._evaluated:
            self.evaluate()
        self.iteration += 1
        self._weights.prepare(self.iteration)
        for call in self._update_calls:
            call()
        self._evaluated = False

    def evaluate(self) -> None:
        """Forward and backward on this iteration's examples, unless done already."""
        if self._evaluated:
            return
        index = 0
        if self._shuffled:
            epoch, index = divmod(self.iteration, self.batches_per_epoch)
            if epoch != self._epoch:
                self._shuffle(epoch)
        program = self._programs.get(index) or self._make_program(index)
        for call in program.calls:
            call()
        for call in self._decay_calls:
            call()
        self.logits = program.ZL
        self._evaluated = True

    def _shuffle(self, epoch: int) -> None:
        self._batches.shuffle(epoch)
        order, each = self._batches.order, self._stack.each
        for kept, columns in zip(each(self._targets), each(order), strict=True):
            self.targets.take(columns, axis=1, out=kept, mode="clip")
        self._weights.first.shuffle(order)
        self._epoch = epoch

    def _make_program(self, index: int) -> Program:
        """Forward and backward on an epoch's batch of this index; kept."""
        first, batch = self._weights.first, self._batches.span(index)
        targets = self._targets if batch is None else self._targets[..., batch]
        work = self._pass("step", targets.shape[-1])
        Z1, bring = first.forward(work, batch)
        dZ1, finish = first.backward(work, batch)
        ZL = work.ZL(Z1)
        scales = self._scales.reshape(*self._stack.lead, 1, 1)
        backward = work.backward(ZL, targets, dZ1, self._weights.dV, scales)
        calls = [*bring, *work.forward(Z1), *backward, *finish]
        self._programs[index] = Program(calls, ZL)
        return self._programs[index]

    def _pass(self, purpose: str, m: int) -> Pass:
        """Kept buffers; a look at a whole split leaves those of a step alone."""
        if (purpose, m) not in self._passes:
            work = Pass(self._stack, m, self._activation, self._weights.V)
            self._passes[purpose, m] = work
        return self._passes[purpose, m]

    @property
    def at_epoch_start(self) -> bool:
        """Whether every example has been used equally often; always, in full batch."""
        return self.iteration % self.batches_per_epoch == 0

    @property
    def targets(self) -> Array:
        """(1, m): 2 Y - 1 of the training set, in the order of X."""
        return self._inputs.targets

    def logits_of(self, split: SplitName) -> Array:
        """ZL: (*lead, 1, m) of the whole training or test set, a kept buffer."""
        if split == "train" and self.batches_per_epoch == 1:
            self.evaluate()
            return self.logits
        if split not in self._looks:
            self._looks[split] = self._make_look(split)
        look = self._looks[split]
        run(look.calls)
        return look.ZL

    def _make_look(self, split: SplitName) -> Program:
        first, inputs = self._weights.first, self._inputs
        work = self._pass(split, inputs.m if split == "train" else inputs.m_test)
        if split == "train":
            Z1, bring = first.forward(work, None)
        else:
            Z1, bring = first.forward_test(work)
        return Program([*bring, *work.forward(Z1)], work.ZL(Z1))

    def outcome(self, split: SplitName) -> tuple[Array, Array]:
        """Costs (*lead,), and AL: (*lead, 1, m), a copy, of a split that is not empty.

        Costs are cross-entropy, without the L2 term.
        """
        ZL, inputs = self.logits_of(split), self._inputs
        targets = inputs.targets if split == "train" else inputs.targets_test
        return cross_entropy(ZL, targets)[..., 0], probability(ZL)

    def squared_norms(self) -> Array:
        """(*lead, L): ||dW[l]||^2 of the next step with its L2 term, a kept buffer.

        As it stands: `norms` makes it into numbers for others.
        """
        if not self._evaluated:
            self.evaluate()
        for call in self._norm_calls:
            call()
        return self._squares

    def gradient_norms(self) -> Array:
        """(*lead, L): ||dW[l]|| of the next step, its L2 term included."""
        return self.norms(self.squared_norms())

    def norms(self, squares: Array) -> Array:
        """Norms from copies of `squared_norms`: (..., *lead, L), at the rates of now.

        Rounding may leave what should be 0 a little below.
        """
        norms = np.sqrt(np.maximum(squares, 0.0))
        return norms / self._scales.reshape(*self._stack.lead, 1)

    def l2_costs(self) -> Array:
        """(*lead,): the L2 term lambda / (2 m) sum ||W||^2."""
        rates = self._l2s.reshape(self._stack.lead) / (2 * self._inputs.m)
        return rates * sum(self._weights.squared_weights())

    def weight_norms(self) -> Array:
        """(*lead, L): ||W[l]||."""
        return np.sqrt(np.stack(self._weights.squared_weights(), axis=-1))

    def activations(self) -> list[Array]:
        """A[1] .. A[L]: (*lead, n, m) of the whole training set; AL is a copy, the
        others are kept buffers."""
        AL = probability(self.logits_of("train"))
        purpose = "step" if self.batches_per_epoch == 1 else "train"
        return [*self._pass(purpose, self._inputs.m).outputs, AL]

    def parameters_of(self, k: int) -> Parameters:
        """W1, b1, ..., WL, bL of network k, copies."""
        return self._weights.parameters_of(k)

    def biases_of(self, k: int) -> list[Array]:
        """b1 .. bL of network k, copies."""
        return self._weights.biases(k)

    def weights_to_draw(self, k: int) -> list[Callable[[], Array]]:
        """What gives each of W1 .. WL of network k, as it is now, later; to seven
        digits."""
        return self._weights.to_draw(k)

    def W1_sample_of(self, k: int) -> Callable[[], Array]:
        """`weights_to_draw` of some columns of W1."""
        return self._weights.W1_sample(k)

    def memory_of(self, k: int) -> Memory:
        """What the update rule of network k remembers, as `dnn_core.optimizers` has it.

        New arrays; a direct input for the oracle's next update.
        """
        return self._weights.memory_of(k, self.iteration)

    def batch_of(self, k: int) -> Columns | None:
        """(batch,): the columns of X in network k's next iteration; None for all."""
        return self._batches.columns(k, self.iteration)

    @property
    def nbytes(self) -> int:
        """Memory of the shuffled examples, or of their products, that it holds."""
        return self._weights.first.nbytes

    def checkpoint(self) -> Checkpoint:
        """The full state, copied."""
        return self._weights.checkpoint(self.iteration)

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go back to a checkpoint of this engine."""
        self.iteration = checkpoint.iteration
        self._weights.restore(checkpoint)
        self._evaluated = False
