"""The engine's state: checkpoints, kept buffers, looks."""

import numpy as np
import pytest

from dnn_core import OPTIMIZERS, L_model_backward, L_model_forward
from dnn_core.engine import BatchedEngine, Engine
from tests.test_engine import FORMS, data, settings_of, siblings


def make(form, batched, config, inputs):
    if batched:
        return BatchedEngine(inputs, siblings(config), form=form)
    return Engine(inputs, config, form=form)


def all_parameters(engine, batched):
    return [engine.parameters_of(k) for k in range(3 if batched else 1)]


def change_rates(engine, batched):
    if batched:
        engine.set_rates([0.1, 0.2, 0.3], [0.0, 1.0, 2.0])
    else:
        engine.set_rates(0.3, 2.0)


def assert_bits(ones, others):
    for one, other in zip(ones, others, strict=True):
        for name, value in one.items():
            np.testing.assert_array_equal(value, other[name])


@pytest.mark.parametrize("batched", [False, True])
@pytest.mark.parametrize(("form", "optimizer"), FORMS)
def test_restart_from_any_checkpoint_is_bit_identical(form, optimizer, batched):
    """Also across a live change of learning rate and L2."""
    config = settings_of(6, (5,), optimizer, batch_size=4, l2=0.1)
    engine = make(form, batched, config, data(6, 13))
    checkpoints, after = [], []
    for t in range(16):
        if t == 9:
            change_rates(engine, batched)
        checkpoints.append(engine.checkpoint())
        after.append(all_parameters(engine, batched))
        engine.step()
    for start, checkpoint in enumerate(checkpoints):
        engine = make(form, batched, config, data(6, 13))
        engine.restore(checkpoint)
        assert engine.iteration == start
        for t in range(start, 16):
            if t == max(start, 9):
                change_rates(engine, batched)
            assert_bits(all_parameters(engine, batched), after[t])
            engine.step()


@pytest.mark.parametrize("batched", [False, True])
@pytest.mark.parametrize("form", ["direct", "gram"])
def test_results_do_not_share_memory_with_the_engine(form, batched):
    config, inputs = settings_of(6, (5,), "momentum", l2=0.1), data(6, 13)
    engine, twin = (make(form, batched, config, inputs) for _ in range(2))
    for _ in range(3):
        checkpoint = engine.checkpoint()
        results = [*(v for p in all_parameters(engine, batched) for v in p.values())]
        results += [engine.outcome("train")[1], engine.outcome("test")[1]]
        results += [engine.gradient_norms(), checkpoint.theta, *checkpoint.memory]
        for array in results:
            array[...] = np.nan
        engine.step()
        twin.step()
        assert_bits(all_parameters(engine, batched), all_parameters(twin, batched))


@pytest.mark.parametrize("form", ["direct", "gram"])
def test_initial_parameters_are_not_written_to(form):
    inputs, config = data(6, 13), settings_of(6, (5,), "gradient descent")
    given = Engine(inputs, config).parameters()
    before = {name: value.copy() for name, value in given.items()}
    engine = Engine(inputs, config, parameters=given, form=form)
    engine.step()
    assert_bits([given], [before])
    for value in given.values():
        value[...] = np.nan
    engine.step()
    assert np.isfinite(engine.cost())


def test_looking_does_not_change_the_run():
    config = settings_of(6, (5,), "gradient descent", batch_size=4)
    inputs = data(6, 13)
    watched, alone = Engine(inputs, config), Engine(inputs, config)
    for _ in range(20):
        for look in (watched.cost, watched.gradient_norms, watched.train, watched.test):
            look()
        watched.step()
        alone.step()
    assert_bits([watched.parameters()], [alone.parameters()])


@pytest.mark.parametrize("batched", [False, True])
@pytest.mark.parametrize(("form", "optimizer"), FORMS)
@pytest.mark.parametrize("batch_size", [None, 5])
@pytest.mark.parametrize("l2", [0.0, 0.6])
def test_memory_and_batch_give_the_oracle_the_next_step(
    form, optimizer, batch_size, l2, batched
):
    """The velocity of W1 in the Gram form too, where it is never formed."""
    inputs = data(6, 13)
    config = settings_of(6, (5,), optimizer, batch_size=batch_size, l2=l2)
    engine = make(form, batched, config, inputs)
    configs = siblings(config) if batched else [config]
    for _ in range(7):
        nexts = [oracles_next(engine, k, c, inputs) for k, c in enumerate(configs)]
        engine.step()
        for k, expected in enumerate(nexts):
            ours = engine.parameters_of(k)
            for name, value in expected.items():
                np.testing.assert_allclose(ours[name], value, rtol=0, atol=1e-12)


def oracles_next(engine, k, config, inputs):
    """Parameters after one more iteration, by the readable functions."""
    parameters, batch = engine.parameters_of(k), engine.batch_of(k)
    columns = np.arange(inputs.m) if batch is None else batch
    X, Y = inputs.X[:, columns], inputs.Y[:, columns]
    l2 = config.l2 * len(columns) / inputs.m
    AL, caches = L_model_forward(X, parameters, activation=config.activation)
    grads = L_model_backward(AL, Y, caches, activation=config.activation, l2=l2)
    rule = OPTIMIZERS[config.optimizer]
    memory = engine.memory_of(k)
    return rule(parameters, grads, memory, config.learning_rate)[0]
