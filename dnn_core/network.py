"""The easy-to-use class the course promises.

>>> import numpy as np
>>> X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
>>> Y = np.array([[0.0, 1.0, 1.0, 0.0]])
>>> network = Network((2, 8, 1), learning_rate=1.0, num_iterations=2000, seed=3)
>>> network.fit(X, Y).predict(X).tolist()
[[0.0, 1.0, 1.0, 0.0]]
>>> print(network)
Network of 2 layers, 33 parameters
  X             2
  1  LINEAR -> RELU           8  ████████████████
  2  LINEAR -> SIGMOID        1  ██
"""

from typing import Any

import numpy as np

from dnn_core.activations import Array
from dnn_core.config import TrainConfig
from dnn_core.engine import Inputs
from dnn_core.functions import L_model_forward
from dnn_core.initialization import Parameters, initialize_parameters_deep
from dnn_core.models import predict
from dnn_core.session import TrainingSession
from dnn_core.statistics import accuracy
from dnn_core.store import File, load_model, save_model

BAR = 16


class Network:
    """An L-layer network that is fitted, asked and saved.

    Parameters
    ----------
    layer_dims : units of each layer, input first, 1 last.
    settings : any other field of `TrainConfig`.

    Attributes
    ----------
    config : the settings.
    parameters : W1: (n1, n_x), b1: (n1, 1), ..., WL, bL; initial until `fit`.
    costs : (k,) training cost of every recorded iteration of the last `fit`.

    Raises
    ------
    ValueError : a setting is out of its limits.
    """

    def __init__(self, layer_dims: tuple[int, ...], **settings: Any) -> None:
        self.config = TrainConfig(layer_dims=tuple(layer_dims), **settings)
        self.parameters: Parameters = initialize_parameters_deep(
            self.config.layer_dims,
            seed=self.config.seed,
            initialization=self.config.initialization,
        )
        self.costs: Array = np.empty(0)

    def fit(self, X: Array, Y: Array) -> "Network":
        """Train from the initial parameters. X: (n_x, m), Y: (1, m) of 0 and 1.

        Raises
        ------
        ValueError : X or Y does not fit, or the training diverged.
        """
        X, Y = self._examples(X), np.asarray(Y, dtype=float)
        if Y.shape != (1, X.shape[1]):
            raise ValueError(
                f"Y has shape {Y.shape}; it must be (1, {X.shape[1]}), one label for "
                "each column of X."
            )
        if not np.isin(Y, (0.0, 1.0)).all():
            raise ValueError("Y holds labels other than 0 and 1; renumber the classes.")
        session = TrainingSession(self.config, Inputs.training_only(X, Y))
        session.step(self.config.num_iterations)
        if session.state == "diverged":
            raise ValueError(session.message)
        self.parameters = session.parameters()
        self.costs = session.costs()[1]
        return self

    def predict_proba(self, X: Array) -> Array:
        """Probability of class 1. X: (n_x, m); returns (1, m)."""
        AL, _ = L_model_forward(
            self._examples(X), self.parameters, activation=self.config.activation
        )
        return AL

    def predict(self, X: Array) -> Array:
        """1 where that probability is above one half, else 0. Returns (1, m)."""
        activation = self.config.activation
        return predict(self._examples(X), self.parameters, activation=activation)

    def score(self, X: Array, Y: Array) -> float:
        """Share of right answers. X: (n_x, m), Y: (1, m)."""
        return accuracy(self.predict_proba(X), np.asarray(Y))

    def save(self, file: File, **about: Any) -> None:
        """Write the network as HDF5; `about` is kept with it (plain values)."""
        save_model(file, self.parameters, self.config, about=about)

    @classmethod
    def load(cls, file: File) -> "Network":
        """Read a network written by `save`.

        Raises
        ------
        ModelError : the file is not such a network.
        """
        model = load_model(file)
        settings = model.config.to_dict()
        network = cls(tuple(settings.pop("layer_dims")), **settings)
        network.parameters = model.parameters
        return network

    def _examples(self, X: Array) -> Array:
        X, n_x = np.asarray(X, dtype=float), self.config.layer_dims[0]
        if X.ndim != 2 or X.shape[0] != n_x:
            raise ValueError(
                f"X has shape {X.shape}; it must be ({n_x}, m), one example a column."
            )
        return X

    def __repr__(self) -> str:
        """The architecture, drawn: a bar's length grows with the layer's width."""
        dims, L = self.config.layer_dims, self.config.num_layers
        widest = max(dims[1:])
        s = "s" if L > 1 else ""
        lines = [f"Network of {L} layer{s}, {self.config.num_parameters:,} parameters"]
        lines.append(f"  X  {dims[0]:>12,}")
        for l, n in enumerate(dims[1:], start=1):
            activation = "sigmoid" if l == L else self.config.activation
            bar = "█" * max(1, round(BAR * n / widest))
            lines.append(f"  {l}  LINEAR -> {activation.upper():<10} {n:>5,}  {bar}")
        return "\n".join(lines)
