"""Sweeps: the plan, that its runs are those of a session, and what it tells."""

import numpy as np
import pytest

from dnn_core import Inputs, TrainingSession
from dnn_core.sweep import (
    Choices,
    Group,
    Held,
    Range,
    Stored,
    Sweep,
    group_seconds,
    in_order,
    outcomes,
    rivals,
    train_group,
)
from tests.sweep_plans import BASE, NETWORKS, RATES, moons, plan, result

RNG = np.random.default_rng


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return moons()


def by_session(config, inputs):
    session = TrainingSession(config, inputs)
    session.step(config.num_iterations)
    return session


# --- the plan ----------------------------------------------------------------


def test_a_grid_is_every_combination_with_every_seed():
    configs = plan().configs()
    assert [(c.layer_dims[1], c.learning_rate, c.seed) for c in configs] == [
        (width, rate, seed)
        for width in (4, 8)
        for rate in (0.01, 0.1, 1.0)
        for seed in (1, 2)
    ]
    assert plan().count == len(configs) == 12


def test_equal_steps_are_equal_factors_or_equal_differences():
    assert Range("l2", 0.001, 1.0, 4).grid() == (0.001, 0.01, 0.1, 1.0)
    assert Range("l2", 0.0, 1.0, 5, log=False).grid() == (0.0, 0.25, 0.5, 0.75, 1.0)


def test_log_uniform_draws_favour_no_order_of_magnitude():
    axis, random = Range("learning_rate", 0.001, 1.0), RNG(0)
    logs = np.log10([axis.draw(random) for _ in range(3000)])
    counts, _ = np.histogram(logs, bins=3, range=(-3, 0))
    assert np.abs(counts - 1000).max() < 130  # five standard deviations


def test_linear_draws_favour_no_part_of_the_range():
    axis, random = Range("l2", 1.0, 4.0, log=False), RNG(0)
    counts, _ = np.histogram([axis.draw(random) for _ in range(3000)], bins=3)
    assert np.abs(counts - 1000).max() < 130


def test_a_random_search_draws_the_same_again_and_others_from_another_seed():
    drawn = plan(draws=5)
    assert drawn.count == 10
    assert drawn.configs() == plan(draws=5).configs()
    assert drawn.configs() != plan(draws=5, draw_seed=2).configs()
    assert len(set(drawn.configs())) == 10
    every = plan(axes=(NETWORKS, Choices("l2", (0.0, 1.0))), draws=4)
    assert len(set(every.configs())) == 8
    rates = {config.learning_rate for config in drawn.configs()}
    assert len(rates) == 5
    assert all(rate == float(f"{rate:.3g}") for rate in rates)


@pytest.mark.parametrize("draws", [None, 7])
def test_groups_hold_every_run_once_and_are_alike(draws):
    whole = plan(draws=draws, seeds=tuple(range(1, 17)))
    configs, seen = whole.configs(), []
    for group in whole.groups():
        assert 1 <= len(group.configs) <= 8
        assert len({config.layer_dims for config in group.configs}) == 1
        assert [configs[index] for index in group.indices] == list(group.configs)
        seen += group.indices
    assert sorted(seen) == list(range(whole.count))
    assert len(whole.groups()) >= 8


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Choices("optimizer", ("adam",)), "cannot vary 'optimizer'"),
        (lambda: Choices("activation", ()), "no values"),
        (lambda: Choices("l2", (0.1, 0.1)), "takes a value twice"),
        (lambda: Range("seed", 1, 4), "cannot vary 'seed'"),
        (lambda: Range("l2", 2.0, 1.0), "cannot go from 2 to 1"),
        (lambda: Range("l2", 0.0, float("inf")), "cannot go from 0 to inf"),
        (lambda: Range("l2", 0.0, 1.0), "start above 0"),
        (lambda: Range("l2", 0.1, 1.0, 1), "at least 2"),
        (lambda: Range("l2", 1.0, 1.01, 9), "no room for 9 different"),
        (lambda: plan(axes=(RATES, RATES)), "only once"),
        (lambda: plan(seeds=(1, 1)), "seeds must be different"),
        (lambda: plan(seeds=()), "at least one"),
        (lambda: plan(draws=0), "draw at least 1"),
        (lambda: plan(axes=(NETWORKS,), draws=3), "Fewer than 3 different"),
        (lambda: plan(axes=(Choices("layer_dims", ((3, 1),)),)), "have 2 features"),
        (lambda: plan(axes=(Choices("layer_dims", ((2, 2),)),)), "must have 1"),
        (lambda: plan(axes=(Choices("activation", ("foo",)),)), "unknown activation"),
    ],
)
def test_what_cannot_be_is_told(make, says):
    with pytest.raises(ValueError, match=says):
        make()


# --- the work ----------------------------------------------------------------


@pytest.mark.parametrize(
    "changes", [{}, {"batch_size": 16}, {"optimizer": "adam", "l2": 0.1}], ids=str
)
def test_runs_are_those_of_sessions(inputs, changes):
    base = BASE.replace(num_iterations=60, **changes)
    for group in Sweep(base, plan().axes, seeds=tuple(range(1, 13))).groups()[::4]:
        for found in train_group(group, Held(inputs)):
            session = by_session(found.config, inputs)
            snapshot = session.snapshot()
            assert found.cost == pytest.approx(snapshot.cost, rel=1e-9)
            assert found.test_cost == pytest.approx(snapshot.test_cost, rel=1e-9)
            assert found.train_accuracy == snapshot.train_accuracy
            assert found.test_accuracy == snapshot.test_accuracy
            at, costs = session.costs()
            known = dict(zip(at.tolist(), costs.tolist(), strict=True))
            drawn = dict(zip(found.iterations, found.costs, strict=True))
            assert found.iterations[0] == 0
            assert found.iterations[-1] == 60
            shared = drawn.keys() & known.keys()
            assert len(shared) >= 15
            assert {t: drawn[t] for t in shared} == pytest.approx(
                {t: known[t] for t in shared}, rel=1e-9
            )


def test_a_run_that_diverges_leaves_its_group_alone(inputs):
    wild = [BASE.replace(learning_rate=rate, activation="leaky relu", num_iterations=99)
            for rate in (0.1, 1e5, 0.2, 1e200)]  # fmt: skip
    tame = [wild[0], wild[2]]
    together = train_group(Group((0, 1, 2, 3), tuple(wild)), Held(inputs))
    alone = train_group(Group((0, 2), tuple(tame)), Held(inputs))
    for beside, by_itself in zip((together[0], together[2]), alone, strict=True):
        assert beside.costs == pytest.approx(by_itself.costs, rel=1e-9)
        assert beside.test_accuracy == by_itself.test_accuracy
    for lost in (together[1], together[3]):
        assert lost.diverged_at is not None
        session = by_session(lost.config, inputs)
        assert session.state == "diverged"
        assert lost.diverged_at == session.iteration + 1
        assert lost.cost is lost.test_cost is lost.train_accuracy is None
        assert all(t < lost.diverged_at for t in lost.iterations)
        assert np.isfinite(lost.costs).all()


def test_curves_are_thinned_to_a_hundred_points(inputs):
    for iterations in (1, 99, 100, 1234):
        config = BASE.replace(num_iterations=iterations)
        (found,) = train_group(Group((0,), (config,)), Held(inputs))
        assert len(found.iterations) <= 101
        assert found.iterations[-1] == iterations
        assert sorted(set(found.iterations)) == list(found.iterations)


def test_stored_examples_are_the_same_and_opened_once(inputs, tmp_path):
    source = Stored.write(inputs, tmp_path)
    for name in ("X", "Y", "X_test", "Y_test"):
        np.testing.assert_array_equal(
            getattr(source.inputs(), name), getattr(inputs, name)
        )
    assert source.inputs() is Stored(tmp_path).inputs()
    group = plan().groups()[0]
    assert train_group(group, source) == train_group(group, Held(inputs))


def test_examples_without_a_test_set_can_be_stored(inputs, tmp_path):
    bare = Inputs.training_only(inputs.X, inputs.Y)
    (found,) = train_group(plan().groups()[0], Stored.write(bare, tmp_path))
    assert found.test_cost is found.test_accuracy is None
    assert found.cost is not None


def test_the_estimate_scales_with_the_work(inputs):
    (one,) = plan(axes=(Choices("l2", (0.0,)),), seeds=(1,)).groups()
    (measured,) = group_seconds([one], inputs, 1e-4, BASE)
    assert measured == pytest.approx(150 * 1e-4, rel=0.01)  # drawing weights is nothing
    twice = Group((0, 1), one.configs * 2)
    (pair,) = group_seconds([twice], inputs, 1e-4, BASE)
    assert measured < pair < 2 * measured  # they share their calls


# --- what it tells -----------------------------------------------------------


def test_settings_are_judged_by_the_median_over_their_seeds():
    runs = [
        result(0, 0.9, seed=1, l2=0.0),
        result(1, 0.5, seed=2, l2=0.0),
        result(2, 0.6, seed=3, l2=0.0),
        result(3, 0.7, seed=1, l2=1.0),
        result(4, 0.8, seed=2, l2=1.0),
        result(5, 0.75, seed=3, l2=1.0),
    ]
    lucky, steady = outcomes(reversed(runs), "test_accuracy")
    assert (lucky.median, lucky.low, lucky.high) == (0.6, 0.5, 0.9)
    assert steady.median == 0.75
    assert steady.config.seed == 3
    assert in_order([lucky, steady], "test_accuracy") == [steady, lucky]
    assert rivals([lucky, steady], lucky) == [steady]
    assert rivals([lucky, steady], steady) == []
    costs = in_order(outcomes(runs, "cost"), "cost")
    assert [one.median for one in costs] == [0.6, 0.75]


def test_a_run_that_diverged_is_worse_than_any_other():
    half = [result(0, 0.9, seed=1), result(1, None, seed=2), result(2, None, seed=3)]
    (one,) = outcomes(half, "test_accuracy")
    assert (one.median, one.low, one.high, one.diverged) == (None, 0.9, 0.9, 2)
    (two,) = outcomes([*half[:2], result(2, 0.7, seed=3)], "test_accuracy")
    assert (two.median, two.typical.index) == (0.7, 2)
    assert in_order([one, two], "test_accuracy")[0] is two
    assert rivals([one, two], two) == []
