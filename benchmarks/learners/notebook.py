"""The readable functions in a plain loop, as the course's notebook has it."""

from benchmarks.work import Work
from dnn_core import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    initialize_parameters_deep,
    update_parameters,
)
from dnn_core.activations import Array


class Notebook:
    """Forward, cost, backward, update; the cost in every iteration."""

    def __init__(self, work: Work) -> None:
        config = work.config
        self._work, self._epoch = work, 0
        self._parameters = initialize_parameters_deep(
            config.layer_dims, seed=config.seed, initialization=config.initialization
        )

    def run(self, n: int) -> None:
        """n iterations, or epochs with the cost at the end of each."""
        X, Y = self._work.inputs.X, self._work.inputs.Y
        for _ in range(n):
            if self._work.config.batch_size is None:
                self._step(X, Y, with_cost=True)
                continue
            for columns in self._work.batches(self._epoch):
                self._step(X[:, columns], Y[:, columns], with_cost=False)
            self._epoch += 1
            self.cost()

    def _step(self, X: Array, Y: Array, *, with_cost: bool) -> None:
        config = self._work.config
        AL, caches = L_model_forward(X, self._parameters, activation=config.activation)
        if with_cost:
            compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches, activation=config.activation)
        self._parameters = update_parameters(
            self._parameters, grads, config.learning_rate
        )

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        inputs, activation = self._work.inputs, self._work.config.activation
        AL, _ = L_model_forward(inputs.X, self._parameters, activation=activation)
        return float(compute_cost(AL, inputs.Y))
