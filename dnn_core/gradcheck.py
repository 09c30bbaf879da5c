"""Is backpropagation right? Analytic gradients against central differences.

(J(theta + eps) - J(theta - eps)) / (2 eps) for one entry of W or b at a time, from
the forward pass alone, against dW and db (the course's later part on gradient
checking). dW and db carry the 1/m, so they are derivatives of J itself.

Nudging W_ij by eps adds eps times row j of A_prev to row i of Z, and nothing else, so
the forward pass goes on from there; the layers before it are done once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dnn_core.activations import Array, activation_named
from dnn_core.functions import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    linear_forward,
)

Verdict = Literal["agrees", "corner", "rounding", "differs"]

AGREES = 1e-6  # the course calls 2e-7 fine and worries from 1e-3 on
KINKED = ("relu", "leaky relu")
ROUNDINGS = 10  # what 1 + J may be off by, in units of its last place
CALLS = 2e5  # what a layer's numpy calls cost, in multiplications of the same time


@dataclass(frozen=True)
class CheckedArray:
    """The check of one array, such as W2.

    Attributes
    ----------
    name : W1, b1, ..., bL.
    entries : how many entries were checked.
    kinked : at how many of them a ReLU switches between the two costs; the cost has a
        corner there, and the two values need not agree.
    difference : ||analytic - numeric|| / (||analytic|| + ||numeric||) of the others, 0
        if both are 0, nan if there are none.
    rounding : the difference that the rounding of the cost alone may make.
    worst : index of the entry that differs most; of a wrong gradient none at a corner.
    analytic, numeric : the two values there.
    kinks : how many times a ReLU switches there, over all units and examples.
    """

    name: str
    entries: int
    kinked: int
    difference: float
    rounding: float
    worst: tuple[int, int]
    analytic: float
    numeric: float
    kinks: int

    @property
    def verdict(self) -> Verdict:
        """Whether the two agree, where the cost is smooth and rounding lets one see."""
        if self.kinked == self.entries:
            return "corner"
        if self.difference <= AGREES:
            return "agrees"
        # what overflowed compares as nothing
        return "differs" if self.difference > self.rounding else "rounding"

    @property
    def relative(self) -> float:
        """|analytic - numeric| / (|analytic| + |numeric|) of the worst entry."""
        return _difference(np.array([self.analytic]), np.array([self.numeric]))


def gradient_check(
    parameters: Mapping[str, Array],
    X: Array,
    Y: Array,
    *,
    activation: str = "relu",
    l2: float = 0.0,
    epsilon: float = 1e-5,
    most: int = 200,
    work: float | None = None,
    seed: int = 0,
) -> tuple[CheckedArray, ...]:
    """Check every array of the parameters, W1 first.

    X: (n_x, m), Y: (1, m). Arrays of more than `most` entries are sampled with `seed`;
    so are others if all together would need more than `work` multiplications.
    """
    check = _Check(parameters, X, Y, activation, l2, epsilon)
    if work is not None:
        most = min(most, check.affordable(work))
    random = np.random.default_rng(seed)
    results: list[CheckedArray] = []
    for name, value in parameters.items():
        flat = np.arange(value.size)
        if value.size > most:
            flat = np.sort(random.choice(value.size, most, replace=False))
        rows, columns = np.unravel_index(flat, value.shape)
        entries = list(zip(rows.tolist(), columns.tolist(), strict=True))
        results.append(check.array(name, entries))
    return tuple(results)


class _Check:
    """The gradients of one network, and its cost with one entry nudged."""

    def __init__(
        self,
        parameters: Mapping[str, Array],
        X: Array,
        Y: Array,
        activation: str,
        l2: float,
        epsilon: float,
    ) -> None:
        self._parameters, self._Y, self._epsilon = parameters, Y, epsilon
        self._activation, self._penalty = activation, l2 / (2 * Y.shape[1])
        AL, self._caches = L_model_forward(X, parameters, activation=activation)
        self._grads = L_model_backward(
            AL, Y, self._caches, activation=activation, l2=l2
        )
        bits = np.finfo(AL.dtype).eps
        self._noise = ROUNDINGS * float(bits) * (1 + compute_cost(AL, Y)) / epsilon

    def affordable(self, work: float) -> int:
        """Entries of each array that may be checked, at least 2."""
        m, L = self._Y.shape[1], len(self._caches)
        sizes = [CALLS + self._parameters[f"W{l}"].size * m for l in range(2, L + 1)]
        # nudging layer l costs the layers behind it, twice; W and b each
        once = sum(4 * (CALLS + sum(sizes[l - 1 :])) for l in range(1, L + 1))
        return max(2, int(work / once))

    def array(self, name: str, entries: list[tuple[int, int]]) -> CheckedArray:
        """Check these entries of one array."""
        analytic = np.array([self._grads[f"d{name}"][entry] for entry in entries])
        found = [self._slope(name, entry) for entry in entries]
        numeric = np.array([slope for slope, _ in found])
        kinks = np.array([kinks for _, kinks in found])
        smooth, gap = kinks == 0, np.abs(analytic - numeric)
        size = _size(analytic[smooth], numeric[smooth])
        noise = self._noise * float(np.sqrt(np.count_nonzero(smooth)))
        rounding = noise / size if size else 0.0
        difference = _difference(analytic[smooth], numeric[smooth])
        wrong = difference > max(AGREES, rounding)
        k = int(np.argmax(np.where(smooth, gap, 0.0) if wrong else gap))
        return CheckedArray(
            name=name,
            entries=len(entries),
            kinked=int(np.count_nonzero(kinks)),
            difference=difference,
            rounding=rounding,
            worst=entries[k],
            analytic=float(analytic[k]),
            numeric=float(numeric[k]),
            kinks=int(kinks[k]),
        )

    def _slope(self, name: str, entry: tuple[int, int]) -> tuple[float, int]:
        """The central difference, and how many times a ReLU switches in it."""
        epsilon = self._epsilon
        above, below = (self._forward(name, entry, by) for by in (epsilon, -epsilon))
        rise = self._cost(above[-1]) - self._cost(below[-1])
        if name.startswith("W"):  # the L2 term: (w + eps)^2 - (w - eps)^2
            w = self._parameters[name][entry]
            rise += self._penalty * ((w + epsilon) ** 2 - (w - epsilon) ** 2)
        kinks = 0
        if self._activation in KINKED:
            pairs = zip(above[:-1], below[:-1], strict=True)
            kinks = sum(int(np.count_nonzero((a > 0) != (b > 0))) for a, b in pairs)
        return float(rise) / (2 * epsilon), kinks

    def _cost(self, ZL: Array) -> float:
        AL, _ = activation_named("sigmoid").forward(ZL)
        return compute_cost(AL, self._Y)

    def _forward(self, name: str, entry: tuple[int, int], by: float) -> list[Array]:
        """Z of the nudged layer and of those behind it."""
        l, (i, j) = int(name[1:]), entry
        (A_prev, _, _), Z = self._caches[l - 1]
        Z = Z.copy()
        Z[i] += by * A_prev[j] if name.startswith("W") else by
        Zs, g = [Z], activation_named(self._activation)
        for (_, W, b), _ in self._caches[l:]:
            A, _ = g.forward(Zs[-1])
            Zs.append(linear_forward(A, W, b)[0])
        return Zs


def _size(analytic: Array, numeric: Array) -> float:
    return float(np.linalg.norm(analytic) + np.linalg.norm(numeric))


def _difference(analytic: Array, numeric: Array) -> float:
    if not analytic.size:
        return float("nan")
    size = _size(analytic, numeric)
    return float(np.linalg.norm(analytic - numeric)) / size if size else 0.0
