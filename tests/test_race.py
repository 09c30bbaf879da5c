"""Settings on one clock: fair, finished, and the very runs they would be alone."""

import math

import numpy as np
import pytest

from dnn_core import Inputs, TrainConfig, TrainingSession
from dnn_core import race as racing
from dnn_core.data import load_dataset
from dnn_core.diagnosis import diagnose, examine
from dnn_core.race import Race

XOR = Inputs.of(load_dataset("xor", m=40))
BASE = TrainConfig(layer_dims=(2, 4, 1), learning_rate=0.5, num_iterations=120)


def finished(*configs, **how):
    race = Race(configs, XOR, **how)
    while not race.over:
        race.advance(0.02)
    return race


def test_every_run_is_to_the_bit_what_it_is_alone():
    race = finished(BASE, BASE.replace(learning_rate=0.05, batch_size=8), seeds=(3, 4))
    for lane in race.lanes:
        for seed, session in zip((3, 4), lane.sessions, strict=True):
            alone = TrainingSession(lane.config.replace(seed=seed), XOR)
            alone.step(1000)
            for ours, theirs in zip(session.costs(), alone.costs(), strict=True):
                assert np.array_equal(ours, theirs)
        result = lane.result()
        assert result.costs == tuple(s.snapshot().cost for s in lane.sessions)
        assert (result.iterations, result.diverged) == (120, 0)


def test_lanes_keep_step_and_small_slices_change_nothing():
    race = Race([BASE, BASE.replace(layer_dims=(2, 30, 30, 1))], XOR, seeds=(1, 2))
    while not race.over:
        race.advance(0.0)
        first, second = (lane.iteration for lane in race.lanes)
        assert abs(first - second) <= 1
        assert race.now == min(first, second)
    whole = finished(BASE, BASE.replace(layer_dims=(2, 30, 30, 1)), seeds=(1, 2))
    assert race.lanes[1].result().costs == whole.lanes[1].result().costs


def test_the_leader_goes_no_further_than_it_may():
    race = Race([BASE, BASE.replace(l2=0.1)], XOR)
    assert race.advance(10.0, most=7) == 7
    assert race.leader == 7


def test_on_the_clock_of_seconds_all_train_as_long_as_the_first_to_arrive(monkeypatch):
    """A step is made to cost its parameters: 9 for the small, 65 for the large one."""
    large = BASE.replace(layer_dims=(2, 8, 4, 1), num_iterations=65)
    small = BASE.replace(layer_dims=(2, 2, 1), num_iterations=65)
    race = Race([large, small], XOR, clock="seconds")

    def spent():
        sessions = [session for lane in race.lanes for session in lane.sessions]
        return sum(float(s.iteration * s.config.num_parameters) for s in sessions)

    monkeypatch.setattr(racing.time, "thread_time", spent)
    while not race.over:
        race.advance(0.02)
    assert [lane.iteration for lane in race.lanes] == [9, 65]
    assert [lane.seconds for lane in race.lanes] == [9 * 65, 65 * 9]
    x, cost = race.curves(0)[0]
    assert x.tolist() == [65.0 * t for t in range(10)]
    assert np.array_equal(cost, race.lanes[0].sessions[0].costs()[1])


def test_who_diverges_loses_and_does_not_stop_the_others():
    wild = BASE.replace(learning_rate=1e12, initialization="too large")
    race = finished(wild, BASE)
    lost, kept = (lane.result() for lane in race.lanes)
    assert lost.costs == (math.inf,)
    assert (lost.diverged, kept.diverged, kept.iterations) == (1, 0, 120)
    assert math.isnan(lost.test_accuracies[0])
    assert race.now == 120
    finding = diagnose(examine(race.lanes[0].sessions[0]))[0]
    assert finding.kind == "diverged"


def test_a_ribbon_ends_at_the_clock():
    race = Race([BASE, BASE.replace(learning_rate=0.1)], XOR, seeds=(1, 2, 3))
    assert race.ribbon(0).x.tolist() == [0.0]
    race.advance(10.0, most=30)
    band = race.ribbon(1)
    assert band.x[-1] == race.now
    costs = [session.costs()[1][int(race.now)] for session in race.lanes[1].sessions]
    assert band.middle[-1] == sorted(costs)[1]
    assert (band.low[-1], band.high[-1]) == (min(costs), max(costs))


def test_what_is_no_race_is_refused():
    with pytest.raises(ValueError, match="at least 2 settings"):
        Race([BASE], XOR)
    with pytest.raises(ValueError, match="2 features"):
        Race([BASE, BASE.replace(layer_dims=(3, 1))], XOR)
