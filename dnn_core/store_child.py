"""The process that reads networks from outside; `store.py` has it started."""

import io

import numpy as np

from dnn_core.apart.reading import serve_confined
from dnn_core.config import TrainConfig
from dnn_core.store import read_network, save_model


def rehearsal() -> bytes:
    """A small network with a packed array and a plain one."""
    made = io.BytesIO()
    parameters = {"W1": np.zeros((1, 1001)), "b1": np.zeros((1, 1))}
    save_model(made, parameters, TrainConfig(layer_dims=(1001, 1)))
    return made.getvalue()


def main() -> None:
    """Serve the request."""
    serve_confined(read_network, rehearsal())
