"""`predict`: what a saved network says of pictures, and how good it is on data."""

import argparse
import sys
from pathlib import Path

import numpy as np

from dnn_core.activations import Array
from dnn_core.commands.options import Commands, add_data, chosen_data
from dnn_core.data import DataError
from dnn_core.functions import L_model_forward
from dnn_core.pictures import MAX_MEGABYTES, ImageError, network_input, read_picture
from dnn_core.statistics import accuracy
from dnn_core.store import Model, load_model


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "predict",
        help="ask a saved network about pictures, or measure it on data",
        description="Prints a line for each picture: its file, the class, AL. With "
        "--data also the accuracies. A picture that cannot be read is told, the others "
        "are answered, and the exit status is 2.",
    )
    command.add_argument("network", metavar="MODEL", help="as `train --save` wrote it")
    command.add_argument("pictures", metavar="PICTURE", nargs="*")
    add_data(command)
    command.set_defaults(command=predict)


def predict(choices: argparse.Namespace) -> int:
    """Answer about each picture, then measure; 2 if a picture could not be read."""
    model = load_model(choices.network)
    if not choices.pictures and choices.data is None:
        raise DataError("Give pictures to ask about, or --data to measure it on.")
    status = 0
    for file in choices.pictures:
        try:
            print(f"{file}: {_answer(model, Path(file))}")
        except (ImageError, OSError) as why:
            print(f"{file}: {why}", file=sys.stderr)
            status = 2
    if choices.data is not None:
        _measure(model, choices)
    return status


def _answer(model: Model, file: Path) -> str:
    n_x = model.config.layer_dims[0]
    side = round((n_x / 3) ** 0.5)
    if 3 * side * side != n_x:
        raise DataError(
            f"This network takes {n_x} numbers, which are no square picture in colour; "
            "measure it with --data instead."
        )
    with file.open("rb") as opened:
        data = opened.read(MAX_MEGABYTES * 1_000_000 + 1)
    X = network_input(read_picture(data, size=side).seen)
    probability = float(_forward(model, X)[0, 0])
    names = model.about.get("class_names")
    if not (isinstance(names, list) and len(names) == 2):
        names = ["0", "1"]
    return f"{str(names[int(probability > 0.5)])!r} {probability:.4f}"


def _forward(model: Model, X: Array) -> Array:
    """AL: (1, m) of X: (n_x, m)."""
    with np.errstate(all="ignore"):
        AL, _ = L_model_forward(X, model.parameters, activation=model.config.activation)
    return AL


def _measure(model: Model, choices: argparse.Namespace) -> None:
    dataset, n_x = chosen_data(choices), model.config.layer_dims[0]
    if dataset.n_x != n_x:
        raise DataError(
            f"The network takes {n_x:,} numbers, an example of {dataset.title!r} has "
            f"{dataset.n_x:,}. Choose the data it was trained on."
        )
    for split in ("train", "test"):
        Y = dataset.Y(split)
        if Y.size:
            share = accuracy(_forward(model, dataset.X(split)), Y)
            print(f"{split} accuracy {share:.6f} of {Y.shape[1]} examples")
