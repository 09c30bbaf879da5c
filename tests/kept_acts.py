"""What a student does with runs, each act as a callback of the pages does it."""

from collections.abc import Callable

import streamlit as st

from app import state
from app.entries import DataChoice
from app.experiment import Data
from app.runs import Run
from dnn_core import Inputs, TrainConfig
from dnn_core.data import load_dataset

CONFIG = TrainConfig(layer_dims=(2, 3, 1), num_iterations=20)


def data(choice: DataChoice) -> Data:
    """The same object each time, as the pages have it."""
    kept = st.session_state.setdefault("data", {})
    if choice not in kept:
        dataset = load_dataset(choice.name, m=choice.m)
        kept[choice] = Data(dataset, Inputs.of(dataset))
    return kept[choice]


def start(name: str, alpha: float = 0.1) -> None:
    """A run of 20 iterations in place of the present one."""
    choice = DataChoice(name, m=40)
    state.start_over(CONFIG.replace(learning_rate=alpha), data(choice), choice)
    with present().turn() as session:
        session.step(20)


def present() -> Run:
    """The run of the Train page."""
    current = state.run()
    assert current is not None
    return current


def first() -> Run:
    """The first of the kept runs."""
    return state.kept_runs()[0].run


def reload() -> None:
    """Another session finds the run by its token."""
    token = present().token
    present().suspend()
    del st.session_state["_seat"]
    state.adopt(token)


ACTS: dict[str, Callable[[], object]] = {
    "xor": lambda: start("xor"),
    "xor 0.5": lambda: start("xor", 0.5),
    "moons": lambda: start("moons"),
    "pin": lambda: state.pin(present()),
    "branch": lambda: state.branch(present(), {"l2": 0.5}, 10),
    "unpin 0": lambda: state.unpin(first().token),
    "undo": state.put_back,
    "open 0": lambda: state.open_kept(first()),
    "rename 0": lambda: state.rename(first().token, "x" * 99),
    "reload": reload,
    "forget": lambda: state.registry().remove(first().token),
}


def rows() -> list[tuple[str, bool, bool, int, bool]]:
    """Of every kept run: name, pinned, present, colour, and if the server knows it."""
    return [
        (k.name, k.pinned, k.present, k.run.number, known(k.run))
        for k in state.kept_runs()
    ]


def known(run: Run) -> bool:
    """Whether the server still has it."""
    return state.registry().get(run.token) is run
