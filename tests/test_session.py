"""A run: step, advance, snapshot, live changes, divergence."""

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession, compute_cost
from dnn_core.functions import L_model_forward
from tests import oracle


def inputs(m=30, m_test=10, seed=0):
    random = np.random.RandomState(seed)
    X, X_test = random.randn(2, m), random.randn(2, m_test)
    Y, Y_test = ((x[:1] * x[1:] > 0).astype(float) for x in (X, X_test))
    return Inputs(X, Y, X_test, Y_test)


CONFIG = TrainConfig(layer_dims=(2, 5, 1), learning_rate=0.5, num_iterations=40)


def test_states_of_a_run():
    session = TrainingSession(CONFIG, inputs())
    assert (session.state, session.iteration) == ("ready", 0)
    assert session.advance(1.0) == 0  # not playing
    session.play()
    assert session.state == "running"
    assert session.advance(10.0, most=15) == 15
    session.pause()
    assert (session.state, session.iteration) == ("paused", 15)
    assert session.step(10) == 10
    assert session.state == "paused"
    assert session.step(100) == 15  # no further than the end
    assert (session.state, session.iteration) == ("done", 40)
    session.play()
    assert session.state == "done"


def test_advance_does_at_least_one_iteration():
    session = TrainingSession(CONFIG, inputs())
    session.play()
    assert session.advance(0.0) == 1


def test_however_it_is_advanced_the_numbers_are_the_same():
    data = inputs()
    by_one, at_once = TrainingSession(CONFIG, data), TrainingSession(CONFIG, data)
    for _ in range(40):
        by_one.step()
        by_one.snapshot()
    at_once.play()
    at_once.advance(60.0)
    np.testing.assert_array_equal(by_one.costs(), at_once.costs())
    for name, value in by_one.parameters().items():
        np.testing.assert_array_equal(value, at_once.parameters()[name])


def test_costs_are_the_oracles():
    data = inputs()
    session = TrainingSession(CONFIG, data)
    session.step(40)
    iterations, costs = session.costs()
    expected, _, _ = oracle.train(data.X, data.Y, CONFIG, 40)
    assert iterations.tolist() == list(range(41))
    np.testing.assert_allclose(costs, expected, rtol=1e-10)


def test_snapshot_tells_the_state_of_its_iteration():
    data = inputs()
    session = TrainingSession(CONFIG.replace(l2=0.3), data)
    session.step(7)
    snapshot, parameters = session.snapshot(), session.parameters()
    AL, _ = L_model_forward(data.X, parameters)
    AL_test, _ = L_model_forward(data.X_test, parameters)
    assert (snapshot.iteration, snapshot.num_iterations) == (7, 40)
    assert snapshot.cost == pytest.approx(compute_cost(AL, data.Y))
    assert snapshot.cost + snapshot.l2_cost == pytest.approx(
        compute_cost(AL, data.Y, parameters=parameters, l2=0.3)
    )
    assert snapshot.test_cost == pytest.approx(compute_cost(AL_test, data.Y_test))
    assert snapshot.train_accuracy == np.mean((AL > 0.5) == data.Y)
    assert snapshot.test_accuracy == np.mean((AL_test > 0.5) == data.Y_test)
    np.testing.assert_allclose(snapshot.test_probabilities, AL_test[0])
    for layer in snapshot.layers:
        W = parameters[f"W{layer.layer}"]
        assert layer.shape == W.shape
        assert layer.counts.sum() == W.size
        assert (layer.minimum, layer.maximum) == (W.min(), W.max())
        assert layer.low <= layer.minimum <= layer.maximum <= layer.high


def test_no_test_set_is_a_case():
    data = inputs(m_test=0)
    session = TrainingSession(CONFIG, data)
    session.step(5)
    snapshot = session.snapshot()
    assert snapshot.test_cost is None
    assert snapshot.test_accuracy is None
    assert snapshot.test_probabilities.shape == (0,)


def test_live_change_is_an_event_of_the_run():
    data = inputs()
    session = TrainingSession(CONFIG, data)
    session.step(10)
    session.change(learning_rate=0.1)
    session.step(10)
    assert [(e.iteration, dict(e.changes)) for e in session.events] == [
        (10, {"learning_rate": 0.1})
    ]
    _, _, parameters = oracle.train(data.X, data.Y, CONFIG, 10)
    slower = CONFIG.replace(learning_rate=0.1)
    expected, _, _ = oracle.train(data.X, data.Y, slower, 10, parameters=parameters)
    np.testing.assert_allclose(session.costs()[1][10:], expected, rtol=1e-9)


def test_l2_changes_live_from_the_next_update_on():
    data = inputs()
    session = TrainingSession(CONFIG, data)
    session.step(3)
    session.snapshot()  # a look must not freeze the old gradient
    session.change(l2=5.0)
    session.step(1)
    _, _, parameters = oracle.train(data.X, data.Y, CONFIG, 3)
    with_l2 = CONFIG.replace(l2=5.0)
    _, _, expected = oracle.train(data.X, data.Y, with_l2, 1, parameters=parameters)
    np.testing.assert_allclose(session.parameters()["W1"], expected["W1"], rtol=1e-9)


def test_more_iterations_wake_a_finished_run():
    session = TrainingSession(CONFIG, inputs())
    session.step(40)
    session.change(num_iterations=50)
    assert session.state == "paused"
    assert session.step(100) == 10


def test_what_needs_a_new_run_is_refused():
    session = TrainingSession(CONFIG, inputs())
    session.step(10)
    with pytest.raises(ValueError, match="seed cannot change during a run"):
        session.change(seed=2)
    with pytest.raises(ValueError, match="at iteration 10 already"):
        session.change(num_iterations=5)
    assert session.config == CONFIG


@pytest.mark.parametrize("batch_size", [None, 7])
def test_divergence_stops_the_run_and_keeps_its_past(batch_size):
    config = CONFIG.replace(
        learning_rate=1e200, initialization="he", batch_size=batch_size
    )
    session = TrainingSession(config, inputs())
    session.play()
    session.advance(60.0)
    assert session.state == "diverged"
    assert f"{session.iteration + 1:,}" in session.message
    assert "1e+200" in session.message
    assert np.isfinite(session.costs()[1]).all()
    snapshot = session.snapshot()
    assert np.isfinite(snapshot.cost)
    assert snapshot.message == session.message
    assert session.step(5) == 0
    assert session.advance(1.0) == 0


@pytest.mark.parametrize(
    ("layer_dims", "m", "labels"),
    [((2, 3, 1), 1, 1.0), ((1, 1), 5, 0.0), ((1, 1, 1, 1), 3, 1.0)],
)
def test_extremes_train_without_a_warning(layer_dims, m, labels):
    X = np.linspace(-1, 1, layer_dims[0] * m).reshape(layer_dims[0], m)
    data = Inputs.training_only(X, np.full((1, m), labels))
    session = TrainingSession(CONFIG.replace(layer_dims=layer_dims), data)
    session.step(40)
    assert session.state == "done"
    costs = session.costs()[1]
    assert costs[-1] < costs[0]


def test_mini_batches_record_at_epoch_ends():
    session = TrainingSession(CONFIG.replace(batch_size=8), inputs())  # 4 an epoch
    session.step(40)
    assert session.costs()[0].tolist() == list(range(0, 41, 4))


def test_same_seed_same_bits_other_seed_other_run():
    data = inputs()
    runs = []
    for seed in (1, 1, 2):
        config = CONFIG.replace(seed=seed, batch_size=8, optimizer="adam")
        session = TrainingSession(config, data)
        session.step(40)
        runs.append(session.costs()[1])
    assert runs[0].tobytes() == runs[1].tobytes()
    assert not np.allclose(runs[0], runs[2])
