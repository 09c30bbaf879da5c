"""A large W1 in a crowd: while it moves, some of its columns stand for all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.experiment import Data
from app.feed import payload
from app.live.payload import unpack
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset
from dnn_core.engine.gram import GramFirstLayer
from dnn_core.engine.inputs import SAMPLED, sample
from dnn_core.statistics import histogram

SILHOUETTES = load_dataset("silhouettes")
DATA = Data(SILHOUETTES, Inputs.of(SILHOUETTES))
LARGE, SMALL = (12288, 6, 4, 1), (12288, 5, 4, 1)  # 73,728 and 61,440 weights
COURSE = (12288, 20, 4, 1)


def running(dims):
    config = TrainConfig(
        layer_dims=dims,
        num_iterations=1000,
        learning_rate=0.01,
        l2=200.0,  # shrinks all weights by half a percent an iteration
    )
    run = Run(TrainingSession(config, DATA.inputs), None)
    run.play(speed=None)
    return run


def states(run, count, watched):
    """As many states of a run, each 20 iterations after the last."""
    found = []
    for _ in range(count):
        with run.turn() as session:
            session.step(20)
            session.play()
        found.append(state(run, watched))
    return found


def state(run, watched):
    header, blobs = unpack(payload(run, SILHOUETTES, watched=lambda: watched))
    return header["iteration"], header["layers"], blobs


def differs(run, shown):
    """What share of the weights stands in another bar than that of all weights."""
    iteration, layers, blobs = shown
    with run.turn() as session:
        W1 = session.at(iteration).parameters()["W1"]
    counts = blobs["counts1"].astype(int)
    assert counts.sum() == pytest.approx(W1.size, abs=len(counts))
    return np.abs(counts - histogram(W1, layers[0]["high"])).sum() / 2 / W1.size


@pytest.mark.parametrize(
    ("dims", "watched", "sampled"),
    [(LARGE, 7, True), (COURSE, 30, True), (LARGE, 6, False), (SMALL, 30, False)],
)
def test_a_large_layer_is_drawn_from_a_sample_in_a_crowd(dims, watched, sampled):
    run = running(dims)
    found = states(run, 5, watched)
    for shown in found:
        assert shown[1][0]["sampled"] == sampled
        assert shown[1][0]["shape"] == list(dims[1::-1])
        assert not any(layer["sampled"] for layer in shown[1][1:])
        assert (differs(run, shown) > 1e-4) == sampled
        assert differs(run, shown) < 0.02
    for name in ("counts1", "counts2", "counts3"):  # none stands still meanwhile
        assert len({shown[2][name].tobytes() for shown in found}) > 1
    with run.turn() as session:
        for iteration, layers, _ in found:
            there = session.at(iteration).snapshot().layers
            norms = [layer.gradient_norm for layer in there]
            assert [layer["norm"] for layer in layers] == pytest.approx(norms)


def test_all_of_a_large_layer_is_not_even_formed(monkeypatch):
    def never(self, k):
        return lambda: pytest.fail("W1 was formed")

    monkeypatch.setattr(GramFirstLayer, "W_to_draw", never)
    states(running(LARGE), 3, watched=30)


@pytest.mark.parametrize(("units", "step"), [(5, 7), (20, 13), (128, 79)])
@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_sample_is_some_of_the_columns(optimizer, precision, units, step):
    config = TrainConfig(
        layer_dims=(12288, units, 4, 1),
        num_iterations=100_000,
        optimizer=optimizer,
        precision=precision,
        l2=1.0,
    )
    session = TrainingSession(config, DATA.inputs)
    session.step(3)
    engine = session._engine
    later, W1 = engine.W1_sample(), engine.parameters()["W1"]
    session.step(3)
    picked = later()
    np.testing.assert_allclose(picked, W1[:, ::step], rtol=1e-4, atol=1e-7)


@given(st.integers(1, 10_000), st.integers(1, 50_000))
def test_all_colours_and_columns_of_a_picture_are_in_a_sample(n1, n_x):
    step = sample((n1, n_x)).step
    assert step >= 7 and step % 2 and step % 3
    assert step == 7 or n1 * n_x / step >= SAMPLED * 0.9


def test_what_stands_still_is_looked_at_in_full():
    run = running(LARGE)
    states(run, 2, watched=60)
    run.look(3)
    assert differs(run, state(run, watched=60)) < 1e-4
    run.look(None)
    states(run, 2, watched=60)
    run.pause()
    assert differs(run, state(run, watched=60)) < 1e-4
