"""Options that several commands have: which data, which layers."""

import argparse
from pathlib import Path
from typing import Any, TypeAlias

from dnn_core.config import TrainConfig
from dnn_core.data import (
    DataError,
    Dataset,
    dataset_names,
    load_dataset,
    load_file,
    missing_photos,
)

# argparse has no public name for what `add_subparsers` gives
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # pyright: ignore
CATS = "cats"
DATA_HELP = (
    "a data set by name (cats, {names}) or a file: a CSV table, a zip with two folders "
    "of pictures, or HDF5 in the course's layout; cats are the course's photos where "
    "they are, else the silhouettes"
)


def add_data(command: argparse.ArgumentParser, **options: Any) -> None:
    """--data, and how points of the plane are drawn."""
    names = ", ".join(dataset_names())
    command.add_argument("--data", help=DATA_HELP.format(names=names), **options)
    command.add_argument("--m", type=int, default=400, help="points to learn from")
    command.add_argument("--noise", type=float, default=0.1, help="of points")
    command.add_argument("--draw", type=int, default=1, help="which points: a seed")


def chosen_data(choices: argparse.Namespace) -> Dataset:
    """The data set that was asked for.

    Raises
    ------
    DataError : there is none of that name, or the file cannot be used.
    """
    name = choices.data
    if name == CATS:
        name = "silhouettes" if missing_photos() else "photos"
    if name in dataset_names():
        return load_dataset(name, m=choices.m, noise=choices.noise, seed=choices.draw)
    if Path(name).suffix or Path(name).exists():
        return load_file(Path(name))
    raise DataError(
        f"There is no data set {name!r} here; there are {CATS}, "
        f"{', '.join(dataset_names())}, and files. `fetch-photos` fetches the photos."
    )


def layer_dims(text: str, n_x: int) -> tuple[int, ...]:
    """The full list from the hidden layers alone, the full list, or “none”.

    Raises
    ------
    ValueError : a word is not a whole number, or not above 0.

    >>> layer_dims("20,7,5", n_x=12288)
    (12288, 20, 7, 5, 1)
    >>> layer_dims("2,4,1", n_x=2)
    (2, 4, 1)
    """
    words = [] if text == "none" else text.strip("[]() ").replace(",", " ").split()
    try:
        units = tuple(int(word) for word in words)
    except ValueError:
        raise ValueError(
            f"--layer-dims got {text!r}; give the units of the hidden layers such as "
            "20,7,5, or none."
        ) from None
    if len(units) >= 2 and units[0] == n_x and units[-1] == 1:
        units = units[1:-1]
    return TrainConfig(layer_dims=(n_x, *units, 1)).layer_dims
