"""What the engine asks of layer 1, the only one that sees X, and which form it takes.

**Direct** (`direct.py`): W1 and b1 as they are. **Gram** (`gram.py`): W1 in the
coordinates of the training examples, never formed. The rest of the engine neither
knows nor cares which one it has.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine.inputs import Inputs
from dnn_core.engine.passes import Pass
from dnn_core.engine.program import Calls, Columns
from dnn_core.engine.start import Start

GRAM_BYTES = 256e6  # the most that the products of examples may take together


class FirstLayer(Protocol):
    """Layer 1 of a stack of networks, on its own stretches of theta.

    A `batch` is a slice of the shuffled order, or None for the full training set.
    """

    def attach(self, theta: Array, gradient: Array, start: Start) -> None:
        """Use these flat vectors, and write the initial values into theta."""
        ...

    def parts(self, flat: Array) -> list[Array]:
        """Views of this layer's stretches of a flat vector, `lead` in front."""
        ...

    def decayed(self, flat: Array) -> list[Array]:
        """The views among `parts` that L2 decays."""
        ...

    def shuffle(self, order: Columns) -> None:
        """A new epoch: its batches are slices of order, (*lead, m), from now on."""
        ...

    def forward(self, work: Pass, batch: slice | None) -> tuple[Array, Calls]:
        """Where Z1 = W1 X + b1 will stand, and the calls that bring it there."""
        ...

    def forward_test(self, work: Pass) -> tuple[Array, Calls]:
        """The same of the test set."""
        ...

    def backward(self, work: Pass, batch: slice | None) -> tuple[Array, Calls]:
        """Where dZ1 is wanted, and the calls that turn it into the gradient."""
        ...

    def decay(self, rate: Array) -> Calls:
        """What L2 needs beyond `rate` times the decayed values. rate: (*lead, 1, 1)."""
        ...

    def squared_norm(self, out: Array, *, decays: bool) -> Calls:
        """||dW1||^2, with the L2 term if `decays`, into out: (*lead,)."""
        ...

    def squared_weights(self) -> Array:
        """(*lead,): ||W1||^2."""
        ...

    def read(self, flat: Array, k: int) -> tuple[Array, Array]:
        """W1: (n1, n_x) and b1: (n1, 1) of network k, new arrays.

        flat: theta, or what a rule that fits this form remembers of its gradients.
        """
        ...

    def b(self, k: int) -> Array:
        """b1: (n1, 1) of network k, a copy."""
        ...

    @property
    def nbytes(self) -> int:
        """Memory of the shuffled copy from which mini-batches are taken."""
        ...

    def W_to_draw(self, k: int) -> Callable[[], Array]:
        """What gives the present W1: (n1, n_x) of network k later, to seven digits."""
        ...

    def W_sample(self, k: int) -> Callable[[], Array]:
        """The same of its columns `inputs.sample` alone, at a fraction of the price."""
        ...


def copied_bytes(inputs: Inputs, config: TrainConfig, form: str) -> int:
    """`FirstLayer.nbytes` of one network, known before there is one."""
    m = inputs.m
    if (config.batch_size or m) >= m:
        return 0
    return itemsize(config) * m * (m if form == "gram" else inputs.n_x + 1)


def shared_bytes(inputs: Inputs, config: TrainConfig, form: str) -> int:
    """Memory of what all networks share that look at the same examples in the same
    precision: their products, and the examples in it."""
    m, all_of_them = inputs.m, inputs.m + inputs.m_test
    products = m * all_of_them if form == "gram" else 0
    same = inputs.X.dtype == np.dtype(config.precision)
    converted = 0 if same else 3 * inputs.n_x * all_of_them
    return itemsize(config) * (products + converted)


def itemsize(config: TrainConfig) -> int:
    """Bytes of a number."""
    return np.dtype(config.precision).itemsize


def gram_is_cheaper(inputs: Inputs, config: TrainConfig, networks: int = 1) -> bool:
    """Choose the form by counted multiplications and memory.

    Gram needs a rule linear in the gradient, the products of examples in memory (in
    mini-batches also a shuffled copy for each network), and its set-up (G, and
    W1(0) X) to be earned back by cheaper steps.
    """
    n_x, m, n1 = inputs.n_x, inputs.m, config.layer_dims[1]
    batch = min(config.batch_size or m, m)
    copies = networks if batch < m else 0
    memory = inputs.X.itemsize * m * ((1 + copies) * m + inputs.m_test)
    if config.optimizer == "adam" or memory > GRAM_BYTES:
        return False
    direct_step, gram_step = 2 * n1 * n_x * batch, n1 * batch * m
    set_up = n_x * m * (m + inputs.m_test) + networks * n1 * n_x * m
    saved = networks * config.num_iterations * (direct_step - gram_step)
    return saved > set_up
