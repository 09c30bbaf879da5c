"""Ours: the engine, the session around it, the course's function; and the floor."""

import numpy as np

from benchmarks.work import Work
from dnn_core import (
    Inputs,
    L_layer_model,
    L_model_forward,
    TrainingSession,
    compute_cost,
)
from dnn_core.engine import Engine


class EngineLearner:
    """`Engine.step`, and in mini-batches the cost at the end of each epoch."""

    def __init__(self, work: Work, precision: str = "float64") -> None:
        self._engine = Engine(work.inputs, work.config.replace(precision=precision))
        self._epochs = work.config.batch_size is not None

    def run(self, n: int) -> None:
        """n iterations or epochs."""
        engine = self._engine
        for _ in range(n):
            for _ in range(engine.batches_per_epoch):
                engine.step()
            if self._epochs:
                engine.cost()

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        return self._engine.cost()


class SessionLearner:
    """`TrainingSession`: cost and all gradient norms recorded, test set looked at."""

    def __init__(self, work: Work) -> None:
        config = work.config.replace(num_iterations=10**9)
        self._session = TrainingSession(config, work.inputs)
        batch = config.batch_size or work.inputs.m
        self._per_unit = -(-work.inputs.m // batch)

    def run(self, n: int) -> None:
        """n iterations or epochs."""
        self._session.step(n * self._per_unit)

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        return float(self._session.costs()[1][-1])


class WholeModel:
    """`L_layer_model` from its call to its return, G = X^T X included."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def run(self, n: int) -> None:
        """One run of n iterations."""
        inputs, config = self._work.inputs, self._work.config
        self._parameters, self.costs = L_layer_model(
            inputs.X,
            inputs.Y,
            config.layer_dims,
            config.learning_rate,
            n,
            seed=config.seed,
            initialization=config.initialization,
        )

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        AL, _ = L_model_forward(self._work.inputs.X, self._parameters)
        return float(compute_cost(AL, self._work.inputs.Y))


class WholeSession:
    """A `TrainingSession` from its making to its last iteration, G included."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def run(self, n: int) -> None:
        """One run of n iterations."""
        inputs = self._work.inputs
        fresh = Inputs(inputs.X, inputs.Y, inputs.X_test, inputs.Y_test)
        config = self._work.config.replace(num_iterations=n)
        self._session = TrainingSession(config, fresh)
        self._session.step(n)

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        return float(self._session.costs()[1][-1])


class Floor:
    """Only the products of (n1, m) by (m, m); nobody in these coordinates is faster."""

    def __init__(self, work: Work) -> None:
        m, n1 = work.inputs.m, work.config.layer_dims[1]
        self._dZ1, self._G = np.random.default_rng(0).random((n1, m)), np.ones((m, m))
        self._out = np.empty((n1, m))

    def run(self, n: int) -> None:
        """n products."""
        for _ in range(n):
            np.dot(self._dZ1, self._G, out=self._out)

    def cost(self) -> float:
        """There is none: it learns nothing."""
        return float("nan")
