"""The course's second part: the two models that tell cats from other things."""

from collections.abc import Mapping, Sequence

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine import Engine, Inputs
from dnn_core.functions import L_model_forward
from dnn_core.initialization import Parameters

COST_INTERVAL = 100


def two_layer_model(
    X: Array,
    Y: Array,
    layers_dims: Sequence[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 3000,
    print_cost: bool = False,
    *,
    seed: int = 1,
    initialization: str = "0.01",
) -> tuple[Parameters, list[float]]:
    """Train LINEAR -> RELU -> LINEAR -> SIGMOID by gradient descent.

    X: (n_x, m), Y: (1, m), layers_dims: (n_x, n_h, n_y).
    Returns the parameters W1, b1, W2, b2 and the cost every 100 iterations.

    Raises
    ------
    ValueError : layers_dims is not three sizes, or another setting is out of range.
    """
    if len(layers_dims) != 3:
        raise ValueError(
            f"layers_dims is {list(layers_dims)}; a two-layer model needs three sizes, "
            "(n_x, n_h, n_y). For more layers use L_layer_model."
        )
    return L_layer_model(
        X,
        Y,
        layers_dims,
        learning_rate,
        num_iterations,
        print_cost,
        seed=seed,
        initialization=initialization,
    )


def L_layer_model(
    X: Array,
    Y: Array,
    layers_dims: Sequence[int],
    learning_rate: float = 0.0075,
    num_iterations: int = 3000,
    print_cost: bool = False,
    *,
    seed: int = 1,
    initialization: str = "1/sqrt(n)",
) -> tuple[Parameters, list[float]]:
    """Train [LINEAR -> RELU] x (L-1) -> LINEAR -> SIGMOID by gradient descent.

    X: (n_x, m), Y: (1, m), layers_dims: (n_x, n[1], ..., n[L]).
    Returns the parameters and the cost every 100 iterations. With `print_cost` each
    of these costs is printed, as in the course.

    Raises
    ------
    ValueError : a setting is out of range, or layers_dims does not fit X.
    """
    config = TrainConfig(
        layer_dims=tuple(layers_dims),
        learning_rate=learning_rate,
        num_iterations=num_iterations,
        initialization=initialization,
        seed=seed,
    )
    engine = Engine(Inputs.training_only(X, Y), config)
    costs: list[float] = []
    with np.errstate(all="ignore"):  # a diverging run shows in its costs
        for iteration in range(num_iterations):
            if iteration % COST_INTERVAL == 0:
                costs.append(engine.cost())
                if print_cost:
                    print(f"Cost after iteration {iteration}: {costs[-1]}")
            engine.step()
        return engine.parameters(), costs


def predict(
    X: Array, parameters: Mapping[str, Array], *, activation: str = "relu"
) -> Array:
    """1 where the network's probability is above one half, else 0.

    X: (n_x, m); returns (1, m).
    """
    AL, _ = L_model_forward(X, parameters, activation=activation)
    return (AL > 0.5).astype(float)
