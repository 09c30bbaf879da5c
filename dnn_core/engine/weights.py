"""All parameters of a stack of networks, and the rule that moves them."""

import mmap
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine.direct import DirectFirstLayer
from dnn_core.engine.first_layer import FirstLayer
from dnn_core.engine.gram import GramFirstLayer
from dnn_core.engine.inputs import Inputs
from dnn_core.engine.layout import Layout
from dnn_core.engine.program import Call, Stack, inner
from dnn_core.engine.start import Start
from dnn_core.engine.updates import UPDATES, pieces
from dnn_core.initialization import Parameters
from dnn_core.optimizers import Memory

OWN_PAGES = 2**16  # bytes from which on a kept copy lies on pages of its own
SMALL_RATE = 1e-30  # learning rates below it, and above its inverse, are kept apart


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """All that an engine needs to go on from an iteration, bit for bit."""

    iteration: int
    theta: Array
    memory: tuple[Array, ...]


def kept_copy(array: Array) -> Array:
    """A copy to be kept for long.

    A large one lies on pages of its own, which the system has again as soon as it goes:
    hundreds of them among small blocks leave holes that never close.
    """
    if array.nbytes < OWN_PAGES:
        return array.copy()
    copy = np.frombuffer(_pages(array.nbytes), array.dtype).reshape(array.shape)
    copy[...] = array
    return copy


def _pages(nbytes: int) -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, nbytes)
    return mmap.mmap(-1, nbytes, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def _itself(W: Array) -> Array:
    return W


class Weights:
    """Parameters in one flat vector, gradients in another; layers are views of them.

    Attributes
    ----------
    first : layer 1, in its form.
    V, dV : of the layers from 2 on, [W[l] b[l]]^T, (*lead, n[l-1] + 1, n[l]), indexed
        by the course's l.
    """

    def __init__(
        self,
        stack: Stack,
        inputs: Inputs,
        start: Start,
        *,
        form: str,
        optimizer: str,
        shuffled: bool,
    ) -> None:
        self._stack, self._m, dims = stack, inputs.m, stack.layer_dims
        layout = Layout(stack.dtype)
        first = GramFirstLayer if form == "gram" else DirectFirstLayer
        self.first: FirstLayer = first(stack, inputs, layout, shuffled=shuffled)
        self._stretches = [
            layout.reserve(*stack.lead, dims[l - 1] + 1, dims[l])
            for l in range(2, stack.L + 1)
        ]
        self._theta, self._gradient = layout.zeros(), layout.zeros()
        self.first.attach(self._theta, self._gradient, start)
        unused = np.empty((0, 0), stack.dtype)
        self.V = [unused, unused, *self._later(self._theta)]
        self.dV = [unused, unused, *self._later(self._gradient)]
        for l in range(2, stack.L + 1):
            for V, initial in zip(stack.each(self.V[l]), start.others, strict=True):
                V[:-1], V[-1:] = initial[f"W{l}"].T, initial[f"b{l}"].T
        self._rule = UPDATES[optimizer](self._theta)

    def _later(self, flat: Array) -> list[Array]:
        """The views of a flat vector that belong to layers 2 .. L."""
        return [stretch.of(flat) for stretch in self._stretches]

    def _spread(self, values: Array) -> Array:
        """Each network's value at each of its entries; if all agree, that scalar."""
        if (values == values[0]).all():
            return values[0].reshape(())
        flat = np.zeros_like(self._theta)
        for part in (*self.first.parts(flat), *self._later(flat)):
            part[...] = values[:, np.newaxis, np.newaxis]
        return flat

    def prepare(self, t: int) -> None:
        """To be called before the calls of update t, from 1."""
        self._rule.prepare(t)

    def scales(self, alphas: Sequence[float]) -> Array:
        """(K,): what each network's gradient should be multiplied by, early on.

        Where the rule allows it that is alpha, which saves a pass over theta; not where
        the square of a gradient so scaled might leave the range of numbers.
        """
        scales = self._held(alphas)
        safe = self._stack.dtype == np.float64 and np.all(
            (scales > SMALL_RATE) & (scales < 1 / SMALL_RATE)
        )
        return scales if self._rule.linear and safe else np.ones_like(scales)

    def _held(self, rates: Sequence[float] | Array) -> Array:
        """In the dtype of the weights, the too large as the largest it holds."""
        dtype = self._stack.dtype
        return np.minimum(rates, float(np.finfo(dtype).max)).astype(dtype)

    def update(self, alphas: Sequence[float], scales: Array) -> Iterator[Call]:
        """theta against the scaled gradient, at each network's learning rate."""
        self._gradient[:] = 0.0  # what only L2 wrote must not outlive it
        alpha = self._spread(self._held(alphas) / scales)
        yield from self._rule.calls(self._theta, self._gradient, alpha)

    def decay(self, l2s: Sequence[float], scales: Array) -> Iterator[Call]:
        """Add (lambda / m) W to the gradient of each network; biases are left alone."""
        rates = self._held(np.array(l2s) / self._m * scales)
        decayed = np.zeros_like(self._theta)
        later = [part[..., :-1, :] for part in self._later(decayed)]
        for part in (*self.first.decayed(decayed), *later):
            part[...] = 1.0
        shrink, change = self._spread(rates) * decayed, np.empty_like(decayed)
        yield from self.first.decay(rates.reshape(*self._stack.lead, 1, 1))
        for W, rate, term, dW in pieces(self._theta, shrink, change, self._gradient):
            yield partial(np.multiply, W, rate, term)
            yield partial(np.add, dW, term, dW)

    def squared_norms(self, squares: Array, *, decays: bool) -> Iterator[Call]:
        """||dW[l]||^2, scaled, into squares: (*lead, L); with L2 if it `decays`."""
        stack = self._stack
        out = [squares[..., l : l + 1].reshape(stack.lead) for l in range(stack.L)]
        yield from self.first.squared_norm(out[0], decays=decays)
        for dV, square in zip(self.dV[2:], out[1:], strict=True):
            yield inner(stack, dV[..., :-1, :], dV[..., :-1, :], square)

    def squared_weights(self) -> list[Array]:
        """(*lead,) each: ||W[l]||^2 of l = 1 .. L."""
        later = [np.sum(np.square(V[..., :-1, :]), axis=(-2, -1)) for V in self.V[2:]]
        return [self.first.squared_weights(), *later]

    def parameters_of(self, k: int) -> Parameters:
        """W1, b1, ..., WL, bL of network k, copies."""
        return self._read(self._theta, k)

    def memory_of(self, k: int, t: int) -> Memory:
        """What the rule remembers of network k after t updates, as its oracle does."""
        return self._rule.recall(partial(self._read, k=k), t)

    def _read(self, flat: Array, k: int) -> Parameters:
        W1, b1 = self.first.read(flat, k)
        arrays: Parameters = {"W1": W1, "b1": b1}
        for l, later in enumerate(self._later(flat), start=2):
            V = self._stack.each(later)[k]
            arrays[f"W{l}"], arrays[f"b{l}"] = V[:-1].T.copy(), V[-1:].T.copy()
        return arrays

    def biases(self, k: int) -> list[Array]:
        """b1 .. bL of network k, copies."""
        later = [self._stack.each(V)[k][-1:].T.copy() for V in self.V[2:]]
        return [self.first.b(k), *later]

    def to_draw(self, k: int) -> list[Callable[[], Array]]:
        """What gives each of W1 .. WL of network k, as it is now, later; to seven
        digits."""
        later = [self._stack.each(V)[k][:-1].T.copy() for V in self.V[2:]]
        return [self.first.W_to_draw(k), *(partial(_itself, W) for W in later)]

    def W1_sample(self, k: int) -> Callable[[], Array]:
        """`to_draw` of some columns of W1."""
        return self.first.W_sample(k)

    def checkpoint(self, iteration: int) -> Checkpoint:
        """The full state, copied."""
        memory = tuple(map(kept_copy, self._rule.memory))
        return Checkpoint(iteration, kept_copy(self._theta), memory)

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go back to a checkpoint.

        Raises
        ------
        ValueError : it is of another network.
        """
        kept = [array.shape for array in (self._theta, *self._rule.memory)]
        if kept != [array.shape for array in (checkpoint.theta, *checkpoint.memory)]:
            raise ValueError("The checkpoint is of another network.")
        self._theta[:] = checkpoint.theta
        for kept, saved in zip(self._rule.memory, checkpoint.memory, strict=True):
            kept[:] = saved
