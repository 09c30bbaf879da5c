"""A large W1 on a crowded server: seldom looked at while it moves, else always."""

import numpy as np
import pytest

from app.experiment import Data
from app.feed import payload
from app.live.payload import unpack
from app.runs import Run
from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.data import load_dataset
from dnn_core.engine.gram import GramFirstLayer
from dnn_core.statistics import histogram

SILHOUETTES = load_dataset("silhouettes")
DATA = Data(SILHOUETTES, Inputs.of(SILHOUETTES))
LARGE, SMALL = (12288, 6, 4, 1), (12288, 5, 4, 1)  # 73,728 and 61,440 weights


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


def exact(run, shown):
    """Whether the histogram of W1 is that of the weights, but for one on an edge."""
    iteration, layers, blobs = shown
    with run.turn() as session:
        W1 = session.at(iteration).parameters()["W1"]
    counts = blobs["counts1"].astype(int)
    moved = np.abs(counts - histogram(W1, layers[0]["high"])).sum()
    assert counts.sum() == W1.size
    return moved <= 4


@pytest.mark.parametrize(
    ("dims", "watched", "fresh"),
    [
        (LARGE, 30, [1, 0, 0, 0, 0, 1, 0]),  # each fifth: five times the calm six
        (LARGE, 7, [1, 0, 1, 0, 1, 0, 1]),
        (LARGE, 6, [1] * 7),
        (SMALL, 30, [1] * 7),
    ],
)
def test_how_often_a_large_layer_is_looked_at(dims, watched, fresh):
    run = running(dims)
    found = states(run, 7, watched)
    assert [int(exact(run, shown)) for shown in found] == fresh
    for name in ("counts2", "counts3"):
        assert len({shown[2][name].tobytes() for shown in found}) > 1
    norms = [[layer["norm"] for layer in layers] for _, layers, _ in found]
    with run.turn() as session:
        for (iteration, _, _), norm in zip(found, norms, strict=True):
            there = session.at(iteration).snapshot().layers
            assert norm == pytest.approx([layer.gradient_norm for layer in there])


def test_a_large_layer_is_not_even_formed(monkeypatch):
    form, formed = GramFirstLayer.W_to_draw, []

    def counted(self, k):
        later = form(self, k)
        return lambda: formed.append(1) or later()

    monkeypatch.setattr(GramFirstLayer, "W_to_draw", counted)
    states(running(LARGE), 7, watched=30)
    assert len(formed) == 2


def test_what_stands_still_is_looked_at():
    run = running(LARGE)
    states(run, 2, watched=60)
    run.look(3)
    assert exact(run, state(run, watched=60))
    run.look(None)
    states(run, 2, watched=60)
    run.pause()
    assert exact(run, state(run, watched=60))
