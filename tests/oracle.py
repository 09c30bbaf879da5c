"""The plain loop over the readable functions: what the engine is judged by."""

import numpy as np

from dnn_core import (
    OPTIMIZERS,
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
)


def batches(m, batch_size, seed):
    """Columns of each iteration, epoch after epoch, for ever."""
    epoch = 0
    while True:
        if batch_size is None or batch_size >= m:
            yield np.arange(m)
            continue
        bits = np.random.Philox(key=seed, counter=(0, 0, 0, epoch))
        order = np.random.Generator(bits).permutation(m)
        for start in range(0, m, batch_size):
            yield order[start : start + batch_size]
        epoch += 1


def train(X, Y, config, iterations, parameters=None):
    """Costs before each update and after the last, gradient norms, parameters."""
    if parameters is None:
        parameters = initialize_parameters_deep(
            config.layer_dims, seed=config.seed, initialization=config.initialization
        )
    m, memory = X.shape[1], {}
    costs, norms = [], []
    order = batches(m, config.batch_size, config.seed)
    for _ in range(iterations):
        columns = next(order)
        AL, _ = L_model_forward(X, parameters, activation=config.activation)
        costs.append(compute_cost(AL, Y))
        Xb, Yb = X[:, columns], Y[:, columns]
        AL, caches = L_model_forward(Xb, parameters, activation=config.activation)
        # the L2 term is lambda / m W with m of the whole set, also in a mini-batch
        l2 = config.l2 * len(columns) / m
        grads = L_model_backward(AL, Yb, caches, activation=config.activation, l2=l2)
        L = config.num_layers
        norms.append([np.linalg.norm(grads[f"dW{l}"]) for l in range(1, L + 1)])
        rule = OPTIMIZERS[config.optimizer]
        parameters, memory = rule(parameters, grads, memory, config.learning_rate)
    AL, _ = L_model_forward(X, parameters, activation=config.activation)
    costs.append(compute_cost(AL, Y))
    return np.array(costs), np.array(norms), parameters
