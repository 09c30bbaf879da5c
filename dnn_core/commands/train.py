"""`train`: a network trained on any data, and saved."""

import argparse
import sys
from pathlib import Path

from dnn_core.activations import ACTIVATIONS
from dnn_core.commands.options import CATS, Commands, add_data, chosen_data, layer_dims
from dnn_core.commands.progress import Progress
from dnn_core.config import OPTIMIZER_NAMES, PRECISIONS, TrainConfig
from dnn_core.data import Dataset
from dnn_core.engine import Inputs
from dnn_core.initialization import INITIALIZATIONS
from dnn_core.session import TrainingSession
from dnn_core.snapshot import Snapshot
from dnn_core.store import save_model

EVERY = 100  # iterations between two costs that are printed, as in the course
SLICE_S = 0.1  # between two looks at the progress


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "train",
        help="train a network, print its cost and accuracies, save it",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add_data(command, default=CATS)
    command.add_argument(
        "--layer-dims",
        default="20,7,5",
        help="units of the hidden layers, or the full list; none: logistic regression",
    )
    command.add_argument(
        "--learning-rate", type=float, default=TrainConfig.learning_rate, help="alpha"
    )
    command.add_argument(
        "--iterations",
        type=int,
        default=TrainConfig.num_iterations,
        help="updates of the parameters; a mini-batch is one",
    )
    for name, names, what in (
        ("initialization", INITIALIZATIONS, "of W"),
        ("activation", ACTIVATIONS, "of the hidden layers"),
        ("optimizer", OPTIMIZER_NAMES, "the update rule"),
        ("precision", PRECISIONS, "of all numbers"),
    ):
        default = getattr(TrainConfig, name)
        command.add_argument(f"--{name}", choices=[*names], default=default, help=what)
    command.add_argument("--l2", type=float, default=TrainConfig.l2, help="lambda")
    command.add_argument("--batch-size", type=int, help="examples; all if unset")
    command.add_argument(
        "--seed", type=int, default=TrainConfig.seed, help="of W and of the batches"
    )
    command.add_argument("--save", metavar="FILE", help="write the network as HDF5")
    command.add_argument("--float32", action="store_true", help="in 4-byte numbers")
    command.add_argument(
        "--print-cost", action="store_true", help=f"every {EVERY} iterations"
    )
    command.set_defaults(command=train)


def train(choices: argparse.Namespace) -> int:
    """Train to the end; 1 if the run diverged."""
    if choices.save and not Path(choices.save).parent.is_dir():
        raise ValueError(f"There is no folder for {choices.save!r}; make it first.")
    dataset = chosen_data(choices)
    config = TrainConfig(
        layer_dims=layer_dims(choices.layer_dims, dataset.n_x),
        learning_rate=choices.learning_rate,
        num_iterations=choices.iterations,
        initialization=choices.initialization,
        activation=choices.activation,
        optimizer=choices.optimizer,
        l2=choices.l2,
        batch_size=choices.batch_size,
        seed=choices.seed,
        precision=choices.precision,
    )
    session = TrainingSession(config, Inputs.of(dataset))
    if choices.print_cost:
        _print_costs(session)
    else:
        _show_progress(session)
    snapshot = session.snapshot()
    print(session.message or f"cost {snapshot.cost:.6f}")
    for split in ("train", "test"):
        value = getattr(snapshot, f"{split}_accuracy")
        if value is not None:
            baseline = dataset.baseline(split)
            print(f"{split} accuracy {value:.6f}, guessing gives {baseline:.6f}")
    if choices.save:
        _save(choices, session, dataset, snapshot)
    return int(session.state == "diverged")


def _print_costs(session: TrainingSession) -> None:
    while True:
        print(f"Cost after iteration {session.iteration}: {session.snapshot().cost:f}")
        if session.finished:
            return
        session.step(EVERY)


def _show_progress(session: TrainingSession) -> None:
    total = session.config.num_iterations
    with Progress(sys.stderr) as progress:
        session.play()
        while not session.finished:
            session.advance(SLICE_S)
            cost = session.costs()[1][-1]
            progress.show(session.iteration, total, f"cost {cost:.4f}")


def _save(
    choices: argparse.Namespace,
    session: TrainingSession,
    dataset: Dataset,
    snapshot: Snapshot,
) -> None:
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
    save_model(choices.save, parameters, session.config, about=about, dtype=dtype)
    print(f"saved as {choices.save}")
