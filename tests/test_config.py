"""Settings: validated, frozen, to plain values and back."""

import dataclasses

import pytest

from dnn_core import TrainConfig


def test_round_trip_through_plain_values():
    config = TrainConfig(layer_dims=(2, 3, 1), l2=0.5, batch_size=8, optimizer="adam")
    assert TrainConfig.from_dict(config.to_dict()) == config


def test_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        TrainConfig().seed = 5  # pyright: ignore[reportAttributeAccessIssue]


def test_parameters_of_the_cat_network():
    # 20 (12288 + 1) + 7 (20 + 1) + 5 (7 + 1) + 1 (5 + 1)
    assert TrainConfig().num_parameters == 245_973


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("layer_dims", (5,), "at least the input size and the output size"),
        ("layer_dims", (5, 3), "must have 1"),
        ("layer_dims", (5, 0, 1), "whole number from 1"),
        ("layer_dims", (5, 2.5, 1), "whole number"),
        ("layer_dims", 7, "give a list"),
        ("layer_dims", "abc", "whole number"),
        ("learning_rate", 0.0, "above 0"),
        ("learning_rate", float("nan"), "above 0"),
        ("learning_rate", float("inf"), "above 0"),
        ("learning_rate", True, "above 0"),
        ("num_iterations", 0, "from 1"),
        ("num_iterations", 1.5, "whole number"),
        ("seed", -1, "from 0"),
        ("seed", 2**32, "4,294,967,295"),
        ("batch_size", 0, "from 1"),
        ("l2", -0.1, "0 (none) or a number"),
        ("initialization", "xavier", "expected one of: 0.01"),
        ("activation", ["relu"], "expected one of: relu"),
        ("optimizer", "sgd", "expected one of: gradient descent"),
    ],
)
def test_bad_values_are_named(field, value, says):
    with pytest.raises(ValueError) as error:
        TrainConfig(**{field: value})
    assert says in str(error.value)


def test_unknown_field():
    with pytest.raises(ValueError, match="unknown setting 'rate'"):
        TrainConfig.from_dict({"rate": 1.0})


def test_what_needs_a_restart():
    config = TrainConfig()
    assert not config.needs_restart(config.replace(learning_rate=1.0, l2=2.0))
    assert not config.needs_restart(config.replace(num_iterations=7))
    assert config.needs_restart(config.replace(seed=2))
    assert config.needs_restart(config.replace(layer_dims=(12288, 3, 1)))


@pytest.mark.parametrize("field", ["learning_rate", "l2", "num_iterations", "seed"])
@pytest.mark.parametrize("value", [10**400, -(10**4000), "/usr/lib/x", [1] * 9999])
def test_any_value_is_refused_in_a_short_sentence(field, value):
    with pytest.raises(ValueError) as error:
        TrainConfig(**{field: value})
    assert len(str(error.value)) < 200
    assert "/usr" not in str(error.value)
