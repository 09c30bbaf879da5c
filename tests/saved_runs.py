"""Runs to be saved by themselves, and opened again."""

from pathlib import Path
from typing import Any

import numpy as np

from app import resume, workspaces
from app.autosave import Autosave
from app.entries import DataChoice
from app.experiment import Data, Origin
from app.look import PLAIN
from app.pane import HISTOGRAMS
from app.registry import Registry
from app.resume import View
from app.runs import Run
from app.saves import Limits
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset
from dnn_core.workspace import read_workspace

VIEW = View(PLAIN, HISTOGRAMS)
LIMITS = Limits(megabytes=50, saves=100, age_s=3600)


def a_run(registry: Registry | None = None, **settings: Any) -> Run:
    dataset = load_dataset("moons", m=40)
    data = Data(dataset, Inputs.of(dataset))
    config = TrainConfig((2, 5, 3, 1), learning_rate=0.3, num_iterations=4000)
    config = config.replace(**settings)
    origin = Origin(data, DataChoice("moons", 40))
    run = Run(TrainingSession(config, data.inputs), 200.0, origin)
    if registry is not None:
        registry.add(run)
    return run


def step(run: Run, n: int) -> None:
    with run.turn() as session:
        session.step(n)


def autosave(folder: Path | None, registry: Registry, owner: str = "a") -> Autosave:
    return Autosave(folder, registry, owner=owner, limits=LIMITS, every_s=5.0)


def again(saving: Autosave, token: str) -> list[Run]:
    """As a page opens a save, but for the page."""
    found = saving.find(token)
    assert found is not None
    workspace = read_workspace(found.file)
    dataset = load_dataset("moons", m=40)
    data = [Data(dataset, Inputs.of(dataset)) for _ in workspace.data]
    runs = workspaces.runs_of(workspace, data)
    resume.go_on(runs, workspace)
    return runs


def same(one: Run, other: Run) -> bool:
    """To the bit: parameters, and every cost that was recorded."""
    with one.turn() as a, other.turn() as b:
        parameters = zip(a.parameters().items(), b.parameters().items(), strict=True)
        alike = all(k == l and np.array_equal(v, w) for (k, v), (l, w) in parameters)
        costs = zip(a.costs(), b.costs(), strict=True)
        return alike and all(np.array_equal(v, w) for v, w in costs)
