"""Networks that begin alike share where they begin, and nothing else."""

import gc
import weakref

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig
from dnn_core.data import load_dataset
from dnn_core.engine import BatchedEngine, Engine
from dnn_core.engine.start import start_of
from dnn_core.functions import linear_forward
from dnn_core.initialization import initialize_parameters_deep

DATA = load_dataset("moons")
CONFIG = TrainConfig(layer_dims=(2, 5, 3, 1), num_iterations=100, learning_rate=0.3)


@pytest.fixture
def inputs():
    return Inputs.of(DATA)


def beginning(inputs, config=CONFIG):
    return start_of(inputs, (), [config])


def test_it_holds_the_products_that_the_course_computes(inputs):
    start = beginning(inputs)
    initial = initialize_parameters_deep(
        CONFIG.layer_dims, seed=CONFIG.seed, initialization=CONFIG.initialization
    )
    for Z, X in ((start.Z, inputs.X), (start.Z_test, inputs.X_test)):
        expected, _ = linear_forward(X, initial["W1"], np.zeros((5, 1)))
        np.testing.assert_allclose(Z, expected, rtol=1e-14)
    assert start.squared == pytest.approx(np.linalg.norm(initial["W1"]) ** 2)


def test_who_begins_alike_shares_it(inputs):
    start = beginning(inputs)
    assert beginning(inputs, CONFIG.replace(learning_rate=0.1, l2=1.0)) is start
    for other in (
        CONFIG.replace(seed=CONFIG.seed + 1),
        CONFIG.replace(initialization="he"),
        CONFIG.replace(layer_dims=(2, 5, 4, 1)),
    ):
        assert beginning(inputs, other) is not start
    assert start_of(inputs, (1,), [CONFIG]) is not start
    assert beginning(Inputs.of(DATA)) is not start
    assert beginning(inputs.in_precision("float32")) is not start


def test_it_is_forgotten_with_the_last_who_began_there(inputs):
    engines = [Engine(inputs, CONFIG, form="gram") for _ in range(2)]
    kept = weakref.ref(beginning(inputs))
    del engines[0]
    gc.collect()
    assert kept() is not None
    engines.clear()
    gc.collect()
    assert kept() is None


@pytest.mark.parametrize("form", ["gram", "direct"])
def test_training_one_leaves_the_others_where_they_are(inputs, form):
    first, second = (Engine(inputs, CONFIG, form=form) for _ in range(2))
    before = second.parameters()["W1"].copy()
    alone = Engine(Inputs.of(DATA), CONFIG, form=form)
    for engine in (first, alone):
        for _ in range(50):
            engine.step()
    assert (second.parameters()["W1"] == before).all()
    assert (first.parameters()["W1"] == alone.parameters()["W1"]).all()
    with pytest.raises(ValueError, match="read-only"):
        beginning(inputs).W1[0, 0] = 1.0


def test_what_has_not_moved_yet_is_drawn_without_forming_it(inputs):
    engine = Engine(inputs, CONFIG, form="gram")
    start = beginning(inputs)
    first = engine.weights()[0]
    assert first() is engine.weights()[0]()
    np.testing.assert_array_equal(first(), start.W1.astype(np.float32))
    with pytest.raises(ValueError, match="read-only"):
        first()[0, 0] = 1.0
    engine.step()
    np.testing.assert_allclose(engine.weights()[0](), engine.parameters()["W1"], 1e-5)
    np.testing.assert_array_equal(first(), start.W1.astype(np.float32))


def test_given_parameters_are_copied(inputs):
    given = initialize_parameters_deep(CONFIG.layer_dims, seed=7)
    engine = Engine(inputs, CONFIG, parameters=given, form="gram")
    before = engine.parameters()["W1"].copy()
    given["W1"][:] = 0.0
    assert (engine.parameters()["W1"] == before).all()


def test_a_stack_begins_at_each_of_its_seeds(inputs):
    configs = [CONFIG.replace(seed=seed) for seed in (1, 2)]
    stack = BatchedEngine(inputs, configs)
    for k, config in enumerate(configs):
        alone = Engine(inputs, config)
        np.testing.assert_array_equal(
            stack.parameters_of(k)["W1"], alone.parameters()["W1"]
        )
