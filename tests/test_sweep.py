"""Sweeps: the plan, and that its runs are those of a session, whoever trains them."""

import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import make_planar
from dnn_core.sweep import (
    Choices,
    Held,
    Range,
    Sweep,
    train_group,
)

BASE = TrainConfig(layer_dims=(2, 8, 4, 1), learning_rate=0.3, num_iterations=150)


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return Inputs.of(make_planar("moons", m=60))


def plan(**changes):
    axes = (
        Choices("layer_dims", ((2, 4, 1), (2, 8, 4, 1))),
        Range("learning_rate", 0.01, 1.0, 3),
    )
    return Sweep(BASE, axes, seeds=(1, 2), **changes)


def test_a_grid_is_every_combination_with_every_seed():
    configs = plan().configs()
    assert [(c.layer_dims[1], c.learning_rate, c.seed) for c in configs] == [
        (width, rate, seed)
        for width in (4, 8)
        for rate in (0.01, 0.1, 1.0)
        for seed in (1, 2)
    ]


def test_runs_are_those_of_sessions(inputs):
    for group in plan().groups():
        for result in train_group(group, Held(inputs)):
            session = TrainingSession(result.config, inputs)
            session.step(BASE.num_iterations)
            snapshot = session.snapshot()
            assert result.cost == pytest.approx(snapshot.cost, rel=1e-9)
            assert result.test_cost == pytest.approx(snapshot.test_cost, rel=1e-9)
            assert result.train_accuracy == snapshot.train_accuracy
            assert result.test_accuracy == snapshot.test_accuracy
