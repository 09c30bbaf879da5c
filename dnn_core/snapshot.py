"""What training shows of itself: small frozen records, never weight arrays.

A `Snapshot` is one moment of a run, `Curves` is its past thinned for drawing.
Both are plain data: a view can be fed, and tested, without a network.
"""

from dataclasses import dataclass
from typing import Literal

from dnn_core.activations import Array
from dnn_core.statistics import Counts

State = Literal["ready", "running", "paused", "done", "diverged"]


def diverged_message(t: int, alpha: float) -> str:
    """Why a run stopped whose iteration t is no longer finite."""
    return (
        f"Stopped at iteration {t:,}: the numbers grew beyond what a computer can "
        f"hold. The usual cause is a learning rate that is too large; this one is "
        f"{alpha:g}, try {alpha / 10:g}. Shown is iteration "
        f"{max(t - 1, 0):,}, the last that was finite."
    )


@dataclass(frozen=True, eq=False)
class LayerSnapshot:
    """Statistics of one layer's weights and of their gradient.

    Attributes
    ----------
    layer : index l of the layer, 1 .. L.
    shape : shape of W, (n, n_prev).
    counts : (bins,) histogram counts of W's entries over [low, high].
    sampled : whether counts, range and zeros are those of some columns of W alone, the
        counts scaled up to all.
    low, high : range of the histogram; it grows in coarse steps so that bins stay put.
    minimum, maximum : smallest and largest entry of W.
    zeros : share of the entries that are exactly 0, in [0, 1].
    gradient_norm : Frobenius norm of dW at this iteration.
    """

    layer: int
    shape: tuple[int, int]
    counts: Counts
    low: float
    high: float
    minimum: float
    maximum: float
    zeros: float
    gradient_norm: float
    sampled: bool = False


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The state of a run after `iteration` updates.

    Attributes
    ----------
    iteration, num_iterations : updates done, and wished.
    state : ready, running, paused, done or diverged.
    cost : cross-entropy of the whole training set, equation (7).
    l2_cost : the L2 term lambda / (2 m) sum ||W||^2, 0 without L2.
    test_cost : cross-entropy of the test set, None without one.
    train_accuracy, test_accuracy : share of right answers in [0, 1].
    layers : one `LayerSnapshot` a layer.
    test_probabilities : (m_test,) AL of the test set, empty without one.
    message : why the run stopped, in a sentence; empty while all is well.
    """

    iteration: int
    num_iterations: int
    state: State
    cost: float
    l2_cost: float
    test_cost: float | None
    train_accuracy: float
    test_accuracy: float | None
    layers: tuple[LayerSnapshot, ...]
    test_probabilities: Array
    message: str = ""


@dataclass(frozen=True, eq=False)
class Curves:
    """The recorded past of a run, thinned to a few hundred points a curve.

    Attributes
    ----------
    iterations : (k,) iterations of `cost` and `gradient_norms`, increasing.
    cost : (k,) training cost.
    gradient_norms : (L, k) Frobenius norm of dW of each layer.
    test_iterations : (j,) iterations at which the test set was looked at.
    test_cost, train_accuracy, test_accuracy : (j,) at those iterations.
    """

    iterations: Array
    cost: Array
    gradient_norms: Array
    test_iterations: Array
    test_cost: Array
    train_accuracy: Array
    test_accuracy: Array
