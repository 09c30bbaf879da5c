"""`gradient-check`: the backward pass against central differences."""

import argparse

import numpy as np

from dnn_core.commands.options import Commands, layer_dims
from dnn_core.gradcheck import gradient_check
from dnn_core.initialization import initialize_parameters_deep

LIMIT = 1e-6


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "gradient-check", help="our gradients against central differences"
    )
    command.add_argument("--layer-dims", default="5,4,3,1", help="the full list")
    command.set_defaults(command=check)


def check(choices: argparse.Namespace) -> int:
    """Print the difference of every array; 1 if one is too large."""
    first = choices.layer_dims.strip("[]() ").split(",")[0]
    n_x = int(first) if first.isdigit() else 5
    dims = layer_dims(choices.layer_dims, n_x)
    random = np.random.default_rng(1)
    X = random.standard_normal((dims[0], 7))
    Y = (random.random((1, 7)) > 0.5).astype(float)
    parameters = initialize_parameters_deep(dims, initialization="he")
    for l in range(1, len(dims)):  # off the kink of ReLU, where there is no derivative
        parameters[f"b{l}"] = 0.1 * random.standard_normal((dims[l], 1))
    worst = 0.0
    for array in gradient_check(parameters, X, Y):
        worst = max(worst, array.difference)
        print(f"{array.name:>4}  relative difference {array.difference:.2e}")
    return int(worst > LIMIT)
