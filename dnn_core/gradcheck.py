"""Is backpropagation right? Analytic gradients against central differences.

(J(theta + eps) - J(theta - eps)) / (2 eps) for one entry of W or b at a time, from
the forward pass alone, against dW and db (the course's later part on gradient
checking). dW and db carry the 1/m, so they are derivatives of J itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dnn_core.activations import Array
from dnn_core.functions import L_model_backward, L_model_forward, compute_cost


@dataclass(frozen=True)
class CheckedArray:
    """The check of one array, such as W2.

    Attributes
    ----------
    name : W1, b1, ..., bL.
    difference : ||analytic - numeric|| / (||analytic|| + ||numeric||), 0 if both are 0.
    entries : how many entries were checked.
    worst : index of the entry that differs most.
    analytic, numeric : the two values there.
    """

    name: str
    difference: float
    entries: int
    worst: tuple[int, int]
    analytic: float
    numeric: float


def gradient_check(
    parameters: Mapping[str, Array],
    X: Array,
    Y: Array,
    *,
    activation: str = "relu",
    l2: float = 0.0,
    epsilon: float = 1e-5,
    most: int = 200,
    seed: int = 0,
) -> tuple[CheckedArray, ...]:
    """Check every array of the parameters, W1 first.

    X: (n_x, m), Y: (1, m). Arrays of more than `most` entries are sampled with `seed`.
    """

    def cost(changed: Mapping[str, Array]) -> float:
        AL, _ = L_model_forward(X, changed, activation=activation)
        return compute_cost(AL, Y, parameters=changed, l2=l2)

    AL, caches = L_model_forward(X, parameters, activation=activation)
    grads = L_model_backward(AL, Y, caches, activation=activation, l2=l2)
    random = np.random.default_rng(seed)
    results: list[CheckedArray] = []
    for name, value in parameters.items():
        flat = np.arange(value.size)
        if value.size > most:
            flat = np.sort(random.choice(value.size, most, replace=False))
        analytic = grads[f"d{name}"].ravel()[flat]
        numeric = np.empty(len(flat))
        for k, entry in enumerate(flat.tolist()):
            numeric[k] = (
                cost(_nudged(parameters, name, entry, epsilon))
                - cost(_nudged(parameters, name, entry, -epsilon))
            ) / (2 * epsilon)
        results.append(_compare(name, value.shape, flat, analytic, numeric))
    return tuple(results)


def _nudged(
    parameters: Mapping[str, Array], name: str, entry: int, by: float
) -> dict[str, Array]:
    changed = parameters[name].copy()
    changed.flat[entry] += by
    return {**parameters, name: changed}


def _compare(
    name: str,
    shape: tuple[int, ...],
    flat: np.ndarray[tuple[int], np.dtype[np.intp]],
    analytic: Array,
    numeric: Array,
) -> CheckedArray:
    size = float(np.linalg.norm(analytic) + np.linalg.norm(numeric))
    gap = float(np.linalg.norm(analytic - numeric))
    worst = int(np.argmax(np.abs(analytic - numeric)))
    row, column = np.unravel_index(int(flat[worst]), shape)
    return CheckedArray(
        name=name,
        difference=gap / size if size else 0.0,
        entries=len(flat),
        worst=(int(row), int(column)),
        analytic=float(analytic[worst]),
        numeric=float(numeric[worst]),
    )
