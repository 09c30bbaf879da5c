"""JAX on the CPU: many steps in one compiled loop."""

from typing import Any

import numpy as np

from benchmarks.measure import require
from benchmarks.work import Work
from dnn_core import initialize_parameters_deep


class Jitted:
    """`value_and_grad` of the cost, compiled together with the update and the loop."""

    def __init__(self, work: Work, dtype: str) -> None:
        require("jax")
        import jax  # type: ignore[import-not-found]

        jax.config.update("jax_enable_x64", True)
        self._jax, self._work, self._epoch = jax, work, 0
        inputs, config = work.inputs, work.config
        self._X, self._Y = (jax.numpy.asarray(a, dtype) for a in (inputs.X, inputs.Y))
        initial = initialize_parameters_deep(
            config.layer_dims, seed=config.seed, initialization=config.initialization
        )
        self._parameters = [
            (
                jax.numpy.asarray(initial[f"W{l}"], dtype),
                jax.numpy.asarray(initial[f"b{l}"], dtype),
            )
            for l in range(1, config.num_layers + 1)
        ]
        self._cost = jax.jit(self._objective)
        self._many, self._pass = jax.jit(self._iterations), jax.jit(self._one_epoch)

    def _objective(self, parameters: Any, X: Any, Y: Any) -> Any:
        numpy, A = self._jax.numpy, X
        hidden = {"relu": self._jax.nn.relu, "tanh": numpy.tanh}
        for W, b in parameters[:-1]:
            A = hidden[self._work.config.activation](W @ A + b)
        W, b = parameters[-1]
        Z = W @ A + b
        return numpy.mean(numpy.logaddexp(0, Z) - Y * Z)

    def _step(self, parameters: Any, X: Any, Y: Any) -> Any:
        alpha = self._work.config.learning_rate
        grads = self._jax.grad(self._objective)(parameters, X, Y)
        return self._jax.tree.map(lambda p, g: p - alpha * g, parameters, grads)

    def _iterations(self, parameters: Any, X: Any, Y: Any, n: Any) -> Any:
        def body(_: Any, p: Any) -> Any:
            return self._step(p, X, Y)

        return self._jax.lax.fori_loop(0, n, body, parameters)

    def _one_epoch(self, parameters: Any, X: Any, Y: Any, order: Any) -> Any:
        def body(p: Any, columns: Any) -> Any:
            return self._step(p, X[:, columns], Y[:, columns]), None

        parameters, _ = self._jax.lax.scan(body, parameters, order)
        return parameters, self._objective(parameters, X, Y)

    def run(self, n: int) -> None:
        """n iterations, or epochs with the cost at the end of each."""
        if self._work.config.batch_size is None:
            self._parameters = self._many(self._parameters, self._X, self._Y, n)
        else:
            for _ in range(n):
                batches = np.stack(list(self._work.batches(self._epoch)))
                self._parameters, _ = self._pass(
                    self._parameters, self._X, self._Y, batches
                )
                self._epoch += 1
        self._jax.block_until_ready(self._parameters)

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        return float(self._cost(self._parameters, self._X, self._Y))
