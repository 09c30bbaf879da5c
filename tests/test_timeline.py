"""Any iteration of a run again: to the bit, in bounded memory, and branches."""

from functools import cache

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core.checkpoints import Checkpoints, nbytes
from dnn_core.engine import Checkpoint

STEPS = 150
SHAPES = {"plane": (2, 40), "picture": (60, 12)}  # n_x, m: direct and Gram form


def inputs(shape):
    n_x, m = SHAPES[shape]
    random = np.random.default_rng(m)
    X, X_test = random.standard_normal((n_x, m)), random.standard_normal((n_x, 6))
    Y, Y_test = ((x[:1] * x[1:2] > 0).astype(float) for x in (X, X_test))
    return Inputs(X, Y, X_test, Y_test)


@cache
def trained(number):
    """A random run with live changes, and what each of its iterations left."""
    random = np.random.default_rng(number)
    shape = ("plane", "picture")[number % 2]
    data = inputs(shape)
    config = TrainConfig(
        layer_dims=(data.n_x, *random.integers(1, 7, number % 4).tolist(), 1),
        learning_rate=0.05,
        num_iterations=STEPS,
        activation=str(random.choice(["relu", "tanh"])),
        optimizer=str(random.choice(["gradient descent", "momentum", "adam"])),
        batch_size=(None, 5)[int(random.integers(2))],
        l2=(0.0, 0.2)[int(random.integers(2))],
        seed=number,
    )
    session = TrainingSession(config, data)
    session.timeline.checkpoints = Checkpoints(  # room for few
        5 * nbytes(session._engine.checkpoint()), [session._engine.checkpoint()], 2
    )
    changes = dict.fromkeys(random.integers(1, STEPS, 3).tolist())
    left = [fingerprint(session.at())]
    for t in range(1, STEPS + 1):
        if t - 1 in changes:
            rate = float(random.uniform(0.01, 0.1))
            session.change(learning_rate=rate, l2=float(random.uniform(0.0, 0.3)))
            left[-1] = fingerprint(session.at())
        session.step()
        left.append(fingerprint(session.at()))
    return session, left


def fingerprint(moment):
    """The bits of the parameters and of what is drawn."""
    snapshot = moment.snapshot()
    numbers = (snapshot.cost, snapshot.l2_cost, snapshot.test_cost)
    norms = [layer.gradient_norm for layer in snapshot.layers]
    arrays = [*moment.parameters().values(), snapshot.test_probabilities]
    return (*numbers, *norms, b"".join(array.tobytes() for array in arrays))


@pytest.mark.parametrize("number", range(20))
def test_every_iteration_is_that_of_training_to_the_bit(number):
    session, left = trained(number)
    random = np.random.default_rng(number)
    for t in random.integers(0, STEPS + 1, 12).tolist():
        moment = session.at(t)
        assert moment.iteration == t
        assert fingerprint(moment) == left[t]
    assert fingerprint(session.at()) == left[-1]  # looking back changes nothing
    assert len(session.timeline.checkpoints) <= 5


@pytest.mark.parametrize("number", range(6))
def test_a_branch_without_a_change_is_the_same_run(number):
    session, left = trained(number)
    start = 70
    twin = session.branch(start)
    assert (twin.iteration, twin.state) == (start, "paused")
    assert fingerprint(twin.at()) == left[start]
    assert fingerprint(twin.at(31)) == left[31]
    later = [e for e in session.events if e.iteration > start]
    for event in later:
        twin.step(event.iteration - twin.iteration)
        twin.change(**dict(event.changes))
    twin.step(STEPS)
    assert twin.state == "done"
    assert fingerprint(twin.at()) == left[-1]
    assert fingerprint(session.at()) == left[-1]


def test_a_branch_with_another_rate_shares_the_past_and_nothing_else():
    data = inputs("plane")
    config = TrainConfig(layer_dims=(2, 5, 1), learning_rate=0.5, num_iterations=100)
    session = TrainingSession(config, data)
    session.step(60)
    twin = session.branch(40, learning_rate=0.05)
    twin.step(60)
    iterations, costs = twin.costs()
    assert iterations.tolist() == list(range(101))
    np.testing.assert_array_equal(costs[:41], session.costs()[1][:41])
    assert costs[60] != session.costs()[1][60]
    assert (session.config.learning_rate, twin.config.learning_rate) == (0.5, 0.05)
    assert [e.iteration for e in twin.events] == [40]
    assert session.events == []
    assert twin.at(39).config.learning_rate == 0.5


def test_a_long_way_back_is_short_the_second_time():
    whole, left = trained(0)
    session = whole.branch(STEPS)
    first = whole.timeline.checkpoints.before(0)
    session.timeline.checkpoints = Checkpoints(0, [first], 4096)
    assert fingerprint(session.at(140)) == left[140]
    steps = 0
    engine = session.timeline.engine_at(140)
    step = engine.step

    def counted():
        nonlocal steps
        steps += 1
        step()

    engine.step = counted
    assert fingerprint(session.at(139)) == left[139]
    assert steps < 16


def test_iterations_that_were_not_reached_are_refused():
    session, _ = trained(1)
    for t in (-1, STEPS + 1):
        with pytest.raises(ValueError, match="the run has done 0 to 150"):
            session.at(t)
        with pytest.raises(ValueError, match="the run has done 0 to 150"):
            session.branch(t)


def test_a_diverged_run_can_be_gone_through_and_branched():
    config = TrainConfig(layer_dims=(2, 5, 1), learning_rate=1e200, initialization="he")
    session = TrainingSession(config, inputs("plane"))
    session.step(50)
    assert session.state == "diverged"
    assert np.isfinite(session.at(0).snapshot().cost)
    twin = session.branch(0, learning_rate=0.1)
    assert twin.step(20) == 20


def test_a_branch_may_begin_at_a_batch_that_is_not_full():
    config = TrainConfig(layer_dims=(2, 5, 1), batch_size=16, num_iterations=60)
    session = TrainingSession(config, inputs("plane"))
    session.step(40)
    twin = session.branch(8)  # of 16, 16 and 8 examples it sees 8
    assert twin.step(32) == 32
    assert fingerprint(twin.at()) == fingerprint(session.at())


def test_a_branch_from_the_very_start_has_the_rates_of_then():
    data = inputs("plane")
    config = TrainConfig(layer_dims=(2, 5, 1), learning_rate=0.01, num_iterations=100)
    session = TrainingSession(config, data)
    session.change(learning_rate=0.5)
    session.step(40)
    twin = session.branch(0)
    assert twin.timeline.checkpoints.nbytes == nbytes(session._engine.checkpoint())
    twin.step(40)
    np.testing.assert_array_equal(twin.costs(), session.costs())
    assert fingerprint(twin.at(5)) == fingerprint(session.at(5))


def test_a_diverged_run_goes_on_with_another_rate():
    config = TrainConfig(layer_dims=(2, 5, 1), learning_rate=1e200, initialization="he")
    session = TrainingSession(config, inputs("plane"))
    session.step(50)
    assert session.state == "diverged"
    session.change(learning_rate=0.1)
    assert (session.state, session.message) == ("paused", "")
    assert session.step(5) == 5


def test_states_fill_their_memory_and_no_more():
    theta = np.zeros(1000)
    one = nbytes(Checkpoint(0, theta, ()))
    kept = Checkpoints(10 * one)
    for t in range(0, 5001):
        if t >= kept.due:
            kept.add(Checkpoint(t, theta, ()))
    assert kept.nbytes <= 10 * one
    assert len(kept) > 4
    assert kept.before(0).iteration == 0
    for t in (1, 777, 5000):
        assert 0 <= t - kept.before(t).iteration < kept.stride
