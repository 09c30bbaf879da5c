"""Section 3 of the course: the parameters before the first iteration.

Weights are drawn at random, biases start at zero. How large the weights are drawn
decides whether a deep network learns at all: the course's first part multiplies by
0.01, its second part silently divides by sqrt(n[l-1]). Both stand in the table,
under their own names, beside He's rule and two ways to fail.

The stream is that of the course's notebooks (`np.random.seed(seed)` and then
`np.random.randn`, layer by layer), drawn from a local generator.
"""

from collections.abc import Callable, Sequence

import numpy as np

from dnn_core.activations import Array

Parameters = dict[str, Array]

# name -> factor by which the standard normal draws of layer l are multiplied,
# given n_prev = n[l-1]
INITIALIZATIONS: dict[str, Callable[[int], float]] = {
    "0.01": lambda n_prev: 0.01,  # course, part 1, section 3
    "1/sqrt(n)": lambda n_prev: float(1 / np.sqrt(n_prev)),  # course, part 2
    "he": lambda n_prev: float(np.sqrt(2 / n_prev)),  # He et al. 2015, eq. (10)
    "zeros": lambda n_prev: 0.0,  # every unit of a layer stays the same
    "too large": lambda n_prev: 10.0,  # saturates or diverges
}


def initialize_parameters(
    n_x: int, n_h: int, n_y: int, *, seed: int = 1, initialization: str = "0.01"
) -> Parameters:
    """Draw the parameters of a two-layer network (section 3.1).

    Returns W1: (n_h, n_x), b1: (n_h, 1), W2: (n_y, n_h), b2: (n_y, 1).

    >>> parameters = initialize_parameters(3, 2, 1)
    >>> parameters["W2"].round(8).tolist()
    [[0.01744812, -0.00761207]]
    """
    return initialize_parameters_deep(
        (n_x, n_h, n_y), seed=seed, initialization=initialization
    )


def initialize_parameters_deep(
    layer_dims: Sequence[int], *, seed: int = 3, initialization: str = "0.01"
) -> Parameters:
    """Draw the parameters of an L-layer network (section 3.2).

    Parameters
    ----------
    layer_dims : units of each layer, input first: n[0], n[1], ..., n[L].
    seed : of the local random stream; the same seed gives the same parameters.
    initialization : a name of `INITIALIZATIONS`.

    Returns
    -------
    parameters : Wl: (n[l], n[l-1]) and bl: (n[l], 1) for l = 1 .. L.

    Raises
    ------
    ValueError : unknown initialization.
    """
    if initialization not in INITIALIZATIONS:
        known = ", ".join(INITIALIZATIONS)
        raise ValueError(
            f"unknown initialization {initialization!r}, expected one of: {known}"
        )
    scale = INITIALIZATIONS[initialization]
    random = np.random.RandomState(seed)
    parameters: Parameters = {}
    for l in range(1, len(layer_dims)):
        n, n_prev = layer_dims[l], layer_dims[l - 1]
        parameters[f"W{l}"] = random.randn(n, n_prev) * scale(n_prev)
        parameters[f"b{l}"] = np.zeros((n, 1))
    return parameters
