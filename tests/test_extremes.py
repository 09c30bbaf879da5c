"""Shapes and settings at the edge: a clear state, finite numbers, no warning."""

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.engine import BatchedEngine, Engine
from tests import oracle

SHAPES = [
    ((3, 4, 1), 1),  # one example
    ((3, 1), 5),  # one layer
    ((3, 1, 1, 1), 5),  # width 1
    ((1, 3, 1), 5),  # one feature
    ((1, 1), 1),  # all of it
]


def examples(n_x, m, labels):
    X = np.linspace(-1, 1, n_x * m).reshape(n_x, m)
    Y = np.full((1, m), labels) if labels is not None else np.arange(m)[None] % 2.0
    return Inputs(X, Y, X[:, :1], Y[:, :1])


@pytest.mark.parametrize(("layer_dims", "m"), SHAPES)
@pytest.mark.parametrize("labels", [None, 0.0, 1.0])
@pytest.mark.parametrize("form", ["direct", "gram"])
@pytest.mark.parametrize("batch_size", [None, 1, 2])
def test_smallest_shapes(layer_dims, m, labels, form, batch_size):
    inputs = examples(layer_dims[0], m, labels)
    config = TrainConfig(layer_dims=layer_dims, learning_rate=0.1, l2=0.1)
    config = config.replace(batch_size=batch_size)
    alone = Engine(inputs, config, form=form)
    together = BatchedEngine(inputs, [config, config], form=form)
    costs, _, _ = oracle.train(inputs.X, inputs.Y, config, 10)
    for t in range(10):
        np.testing.assert_allclose(alone.cost(), costs[t], rtol=1e-9)
        np.testing.assert_allclose(together.costs(), costs[t], rtol=1e-9)
        assert np.isfinite(alone.gradient_norms()).all()
        alone.step()
        together.step()
    assert np.isfinite(alone.test()[0])


@pytest.mark.parametrize("optimizer", ["gradient descent", "momentum", "adam"])
@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("batch_size", [None, 2])
@pytest.mark.parametrize("learning_rate", [1e8, 1e30, 1e200])
def test_a_learning_rate_far_too_large(optimizer, precision, batch_size, learning_rate):
    """The run ends, done or diverged, on finite numbers and a sentence."""
    config = TrainConfig(
        layer_dims=(3, 5, 4, 1),
        learning_rate=learning_rate,
        num_iterations=200,
        initialization="he",
        optimizer=optimizer,
        precision=precision,
        batch_size=batch_size,
    )
    session = TrainingSession(config, examples(3, 7, None))
    session.step(200)
    assert session.state in ("done", "diverged")
    assert bool(session.message) == (session.state == "diverged")
    assert np.isfinite(session.costs()[1]).all()
    snapshot = session.snapshot()
    assert np.isfinite(snapshot.cost)
    for layer in snapshot.layers:
        assert layer.counts.sum() == layer.shape[0] * layer.shape[1]


@pytest.mark.parametrize("learning_rate", [1e-200, 1e-31, 1e-20, 1e20, 1e31, 1e140])
def test_gradient_norms_do_not_depend_on_the_learning_rate(learning_rate):
    inputs = examples(3, 7, None)
    usual = Engine(inputs, TrainConfig(layer_dims=(3, 5, 1)))
    config = TrainConfig(layer_dims=(3, 5, 1), learning_rate=learning_rate)
    extreme = Engine(inputs, config)
    np.testing.assert_allclose(
        extreme.gradient_norms(), usual.gradient_norms(), rtol=1e-12
    )
