"""The course's functions, sections 4 to 6: the readable oracle.

A network of L layers, [LINEAR -> RELU] x (L-1) -> LINEAR -> SIGMOID, on m examples:

    array       shape              what it is
    X = A[0]    (n[0], m)          one example a column
    W[l]        (n[l], n[l-1])     weights
    b[l]        (n[l], 1)          biases
    Z[l], A[l]  (n[l], m)          before and after the activation
    AL = A[L]   (1, m)             probability of class 1
    Y           (1, m)             labels, 0 or 1

Gradients have the shape of what they belong to. The course's convention: dW and db
are derivatives of the cost J, with its 1/m; dZ and dA are m times the derivative of
J (the derivative of the sum of the losses), the 1/m comes in equations (8) and (9).

Each forward function is followed by its backward. Nothing here modifies its inputs.
The engine is the fast twin of this file and is judged by it.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from dnn_core.activations import Array, activation_named
from dnn_core.initialization import Parameters

LinearCache = tuple[Array, Array, Array]
Cache = tuple[LinearCache, Array]
Gradients = dict[str, Array]


def linear_forward(A: Array, W: Array, b: Array) -> tuple[Array, LinearCache]:
    """Z = W A + b, equation (4).

    A: (n_prev, m), W: (n, n_prev), b: (n, 1).
    Returns Z: (n, m) and the cache (A, W, b).
    """
    Z = W @ A + b
    return Z, (A, W, b)


def linear_backward(dZ: Array, cache: LinearCache) -> tuple[Array, Array, Array]:
    """Gradients of the linear part, equations (8), (9) and (10).

    dZ: (n, m); cache: (A_prev, W, b) of `linear_forward`.
    Returns dA_prev: (n_prev, m), dW: (n, n_prev), db: (n, 1).
    """
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


def linear_activation_forward(
    A_prev: Array, W: Array, b: Array, activation: str
) -> tuple[Array, Cache]:
    """A = g(W A_prev + b): one layer, [LINEAR -> ACTIVATION], section 4.2.

    A_prev: (n_prev, m), W: (n, n_prev), b: (n, 1); activation: a name of ACTIVATIONS.
    Returns A: (n, m) and the cache (linear cache, Z).
    """
    Z, linear_cache = linear_forward(A_prev, W, b)
    A, activation_cache = activation_named(activation).forward(Z)
    return A, (linear_cache, activation_cache)


def linear_activation_backward(
    dA: Array, cache: Cache, activation: str
) -> tuple[Array, Array, Array]:
    """Gradients of one layer: dZ = dA * g'(Z), equation (11), then the linear part.

    dA: (n, m); cache: of `linear_activation_forward`.
    Returns dA_prev: (n_prev, m), dW: (n, n_prev), db: (n, 1).
    """
    linear_cache, activation_cache = cache
    dZ = activation_named(activation).backward(dA, activation_cache)
    return linear_backward(dZ, linear_cache)


def L_model_forward(
    X: Array, parameters: Mapping[str, Array], *, activation: str = "relu"
) -> tuple[Array, list[Cache]]:
    """Forward propagation through the whole network, section 4 d).

    X: (n[0], m); parameters: W1, b1, ..., WL, bL; activation: of the hidden layers.
    Returns AL: (1, m) and the L caches, layer 1 first.
    """
    L = len(parameters) // 2
    caches: list[Cache] = []
    A = X
    for l in range(1, L):
        A, cache = linear_activation_forward(
            A, parameters[f"W{l}"], parameters[f"b{l}"], activation
        )
        caches.append(cache)
    AL, cache = linear_activation_forward(
        A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid"
    )
    caches.append(cache)
    return AL, caches


def compute_cost(
    AL: Array,
    Y: Array,
    *,
    parameters: Mapping[str, Array] | None = None,
    l2: float = 0.0,
) -> float:
    """Cross-entropy cost J, equation (7); AL and Y: (1, m).

    With `parameters` and `l2` = lambda the term lambda / (2 m) sum ||W||^2 is added
    (the course's later part on regularization). Where a probability is exactly 0 or
    1 and wrong, its logarithm is that of the smallest normal number, not -inf.

    >>> Y, AL = np.array([[1, 1, 1]]), np.array([[0.8, 0.9, 0.4]])
    >>> round(compute_cost(AL, Y), 12)
    0.414931599615
    """
    m = Y.shape[1]
    tiny = np.finfo(AL.dtype).tiny
    log_AL = np.log(np.maximum(AL, tiny))
    log_1_AL = np.log(np.maximum(1 - AL, tiny))
    cost = -np.sum(Y * log_AL + (1 - Y) * log_1_AL) / m
    if parameters is not None and l2 > 0:
        L = len(parameters) // 2
        squares = sum(np.sum(parameters[f"W{l}"] ** 2) for l in range(1, L + 1))
        cost += l2 / (2 * m) * squares
    return float(cost)


def cost_backward(AL: Array, Y: Array) -> Array:
    """dAL, from which backward propagation starts, section 6.3; AL and Y: (1, m).

    A probability of exactly 0 or 1 would divide by zero; dZ is 0 there all the same.
    """
    info = np.finfo(AL.dtype)
    finite = np.where(AL == 0, info.tiny, np.where(AL == 1, 1 - info.eps, AL))
    return -(Y / finite - (1 - Y) / (1 - finite))


def L_model_backward(
    AL: Array,
    Y: Array,
    caches: Sequence[Cache],
    *,
    activation: str = "relu",
    l2: float = 0.0,
) -> Gradients:
    """Backward propagation through the whole network, section 6.3, equation (15).

    AL: (1, m), Y: (1, m), caches: of `L_model_forward`. With `l2` = lambda each dW
    gains (lambda / m) W; biases are never decayed.

    Returns grads["dWl"], grads["dbl"] for l = 1 .. L and grads["dA0"] ..
    grads["dA{L-1}"], where dA{l} is the gradient with respect to A of layer l
    (older course material stores that same array under dA{l+1}).
    """
    L = len(caches)
    m = AL.shape[1]
    dA = cost_backward(AL, Y.reshape(AL.shape))
    grads: Gradients = {}
    for l in range(L, 0, -1):
        layer_activation = "sigmoid" if l == L else activation
        dA, dW, db = linear_activation_backward(dA, caches[l - 1], layer_activation)
        W = caches[l - 1][0][1]
        grads[f"dA{l - 1}"] = dA
        grads[f"dW{l}"] = dW + (l2 / m) * W if l2 > 0 else dW
        grads[f"db{l}"] = db
    return grads


def update_parameters(
    parameters: Mapping[str, Array], grads: Mapping[str, Array], learning_rate: float
) -> Parameters:
    """One step of gradient descent, W - alpha dW and b - alpha db, equation (16).

    Returns new arrays; `parameters` and `grads` stay as they are.
    """
    return {
        name: value - learning_rate * grads[f"d{name}"]
        for name, value in parameters.items()
    }
