"""scikit-learn's MLPClassifier with plain SGD, by its public methods."""

from typing import Any

import numpy as np

from benchmarks.measure import require
from benchmarks.work import Work
from dnn_core import initialize_parameters_deep


class MLP:
    """`partial_fit` is one pass over the examples it is given, in their order."""

    def __init__(self, work: Work) -> None:
        require("scikit-learn")
        from sklearn.neural_network import MLPClassifier  # type: ignore

        config, inputs = work.config, work.inputs
        self._work, self._epoch = work, 0
        self._X = np.ascontiguousarray(inputs.X.T)
        self._y = inputs.Y[0].astype(int)
        self._model: Any = MLPClassifier(
            config.layer_dims[1:-1],
            activation=config.activation,
            solver="sgd",
            alpha=0.0,
            batch_size=config.batch_size or inputs.m,
            learning_rate_init=config.learning_rate,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=False,
        )
        self._model.partial_fit(self._X, self._y, classes=[0, 1])
        initial = initialize_parameters_deep(
            config.layer_dims, seed=config.seed, initialization=config.initialization
        )
        for l in range(1, config.num_layers + 1):  # in place: the optimizer holds them
            self._model.coefs_[l - 1][...] = initial[f"W{l}"].T
            self._model.intercepts_[l - 1][...] = initial[f"b{l}"][:, 0]

    def run(self, n: int) -> None:
        """n iterations, or epochs with the cost at the end of each."""
        for _ in range(n):
            if self._work.config.batch_size is None:
                self._model.partial_fit(self._X, self._y)
                continue
            order = self._work.order(self._epoch)
            self._model.partial_fit(self._X[order], self._y[order])
            self._epoch += 1
            self.cost()

    def cost(self) -> float:
        """Cross-entropy of the training set."""
        right = self._model.predict_proba(self._X)[np.arange(len(self._y)), self._y]
        return float(-np.mean(np.log(right)))
