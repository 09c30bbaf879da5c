"""The rules of the diagnosis, on evidence made by hand."""

import dataclasses
import math

import numpy as np
import pytest

from dnn_core import TrainConfig
from dnn_core.diagnosis import Evidence, LayerEvidence, Trend, diagnose
from dnn_core.diagnosis.remedies import lower_rate, usual_rate

CONFIG = TrainConfig(layer_dims=(100, 20, 1), learning_rate=0.01, num_iterations=1000)
FALLING = np.linspace(0.7, 0.1, 1001)


def layer(l, units, inputs, **changes):
    """A layer as it should be: weights of 1/sqrt(n), and a gradient a tenth of it."""
    size = math.sqrt(units)
    made = LayerEvidence(l, units, inputs, size, size, gradient_norm=size / 10)
    return dataclasses.replace(made, **changes)


def evidence(costs=FALLING, first={}, last={}, **changes):  # noqa: B006
    """Evidence of a healthy run at its end; `first` and `last` change its layers."""
    made = Evidence(
        config=CONFIG,
        state="done",
        iteration=1000,
        since=0,
        m=400,
        m_test=100,
        positive_share=0.5,
        mean_square=2000.0,
        spread=0.4,
        layers=(layer(1, 20, 100, **first), layer(2, 1, 20, **last)),
        first_cost=float(costs[0]),
        trend=Trend(np.arange(float(len(costs))), np.asarray(costs, dtype=float)),
        gradient_share=0.5,
        test_iterations=np.arange(0.0, 1001.0, 10.0),
        test_costs=np.linspace(0.7, 0.3, 101),
        train_accuracy=0.97,
        test_accuracy=0.90,
    )
    return dataclasses.replace(made, **changes)


def kinds(made):
    return [finding.kind for finding in diagnose(made)]


def test_a_healthy_run_is_told_why():
    (finding,) = diagnose(evidence(first={"silent": 4}))
    assert finding.kind == "healthy"
    assert "4 of 20 units dead" in finding.claim
    assert "gap" not in finding.claim
    assert not finding.changes
    turned = np.concatenate([np.linspace(0.7, 0.4, 71), np.linspace(0.4, 0.5, 30)])
    (finding,) = diagnose(evidence(test_costs=turned))
    assert finding.claim.endswith("gap train–test growing since 700.")


def test_guessing_costs_the_entropy_of_the_class_share():
    assert evidence(positive_share=0.5).guessing == pytest.approx(math.log(2))
    assert evidence(positive_share=72 / 209).guessing == pytest.approx(0.64397373805)
    one_class = evidence(positive_share=1.0)
    assert one_class.guessing == 0.0
    assert kinds(one_class) == ["healthy"]


def test_the_cause_is_named_and_not_its_symptoms():
    """A stuck cost, dead units, no gradient, one answer: because all started equal."""
    stuck = np.full(1001, math.log(2))
    ill = {"silent": 20, "norm": 0.0, "gradient_norm": 0.0}
    made = evidence(stuck, first={**ill, "same": True}, spread=0.0, gradient_share=0.0)
    assert kinds(made) == ["symmetric"]
    assert kinds(evidence(stuck, first={"silent": 20}, spread=0.0)) == ["dead"]
    assert kinds(evidence(stuck, first={"norm": 0.1}, spread=0.0)) == ["vanishing"]
    assert kinds(evidence(stuck, gradient_share=0.0)) == ["too small a network"]


def test_what_is_certain_is_said_at_once_and_nothing_else():
    young = {"iteration": 3, "state": "paused"}
    assert kinds(evidence(FALLING[:4], **young)) == ["early"]
    assert kinds(evidence(FALLING[:4], first={"silent": 20}, **young)) == ["dead"]
    assert kinds(evidence(FALLING[:4], first={"silent": 15}, **young)) == ["early"]
    assert kinds(evidence(FALLING[:4], spread=0.0, **young)) == ["early"]
    untouched = {"iteration": 0, "state": "ready"}
    assert kinds(evidence(FALLING[:1], first={"same": True}, **untouched)) == ["early"]
    broken = {"iteration": 0, "state": "diverged"}
    assert kinds(evidence(FALLING[:1], **broken)) == ["diverged"]


def test_the_update_ratio_is_that_of_the_optimizer():
    small = {"norm": 2.0, "gradient_norm": 0.6}
    made = evidence(first=small, last={"gradient_norm": 0.0})
    assert made.update_ratio == pytest.approx(0.01 * 0.6 / 2)
    momentum = CONFIG.replace(optimizer="momentum")
    assert dataclasses.replace(made, config=momentum).update_ratio == pytest.approx(
        0.003
    )
    adam = CONFIG.replace(optimizer="adam", learning_rate=1e-5)
    # 20 x 100 entries, each moved by 1e-5, of a matrix of norm 2
    expected = 1e-5 * math.sqrt(2000) / 2
    assert dataclasses.replace(made, config=adam).update_ratio == pytest.approx(
        expected
    )


def test_small_updates_matter_only_while_there_is_a_slope():
    flat = np.linspace(0.6, 0.599, 1001)
    creeping = {"gradient_norm": 1e-4}
    slow = evidence(flat, creeping, creeping, gradient_share=1.0)
    assert kinds(slow) == ["too small a rate"]
    arrived = evidence(flat, creeping, creeping, gradient_share=0.001)
    assert kinds(arrived) == ["too small a network"]
    learned = evidence(flat / 10, creeping, creeping, gradient_share=1.0)
    assert kinds(learned) == ["healthy"]


def test_the_noise_of_mini_batches_is_no_oscillation():
    jumping = np.where(np.arange(1001) % 2, 0.5, 0.65)
    assert kinds(evidence(jumping)) == ["too large a rate"]
    batches = CONFIG.replace(batch_size=200)
    assert kinds(evidence(jumping, config=batches)) == ["healthy"]


def test_jumps_on_the_way_down_are_healthy():
    falling = FALLING * np.where(np.arange(1001) % 2, 0.85, 1.15)
    assert kinds(evidence(falling)) == ["healthy"]


def test_a_cost_that_rose_or_is_worse_than_guessing_is_noticed():
    risen = np.concatenate([np.linspace(0.7, 0.2, 500), np.linspace(0.2, 0.6, 501)])
    assert kinds(evidence(risen)) == ["too large a rate"]
    assert kinds(evidence(np.linspace(0.7, 2.0, 1001))) == ["too large a rate"]


@pytest.mark.parametrize(
    ("test_accuracy", "m_test", "turned", "expected"),
    [
        (0.80, 50, True, "overfitting"),
        (0.94, 50, True, "healthy"),  # 84 to 98 %: may be luck
        (0.80, 10, True, "healthy"),  # too few to say
        (0.80, 50, False, "healthy"),  # the test cost still falls
    ],
)
def test_a_gap_must_be_more_than_luck(test_accuracy, m_test, turned, expected):
    costs = np.linspace(0.7, 0.3, 101)
    if turned:
        costs[60:] = np.linspace(costs[60], 1.0, 41)
    made = evidence(
        test_costs=costs,
        test_accuracy=test_accuracy,
        m_test=m_test,
        train_accuracy=0.99,
    )
    assert kinds(made) == [expected]
    if expected == "overfitting":
        assert diagnose(made)[0].changes == {"num_iterations": 600}


def test_trend_of_a_series_by_hand():
    # the last 40 in two spans: 20 of 4, then ten times 3, 1
    costs = np.array([9.0] * 10 + [4.0] * 20 + [3.0, 1.0] * 10)
    trend = Trend(np.arange(50.0) * 5, costs)
    assert (trend.window, trend.recent_iterations) == (20, 95)
    assert trend.level == 2.0
    assert trend.gain == 0.5
    assert trend.swing == 1.0
    assert trend.turns == 1.0
    assert trend.best == 31
    assert Trend(np.arange(1.0), np.array([0.7])).gain == 0.0


def test_rates_that_suit_the_data():
    assert usual_rate(evidence(mean_square=2857.0)) == 0.007  # the course's: 0.0075
    assert usual_rate(evidence(mean_square=1.0)) == 0.3
    adam = CONFIG.replace(optimizer="adam")
    assert usual_rate(evidence(config=adam)) == 0.001
    fast = CONFIG.replace(learning_rate=50.0)
    assert lower_rate(evidence(config=fast, mean_square=1.0)) == 0.3
    assert lower_rate(evidence(config=CONFIG, mean_square=1.0)) == 0.001


def test_no_cost_is_too_large_to_be_diagnosed():
    huge = np.linspace(0.7, 1e308, 200)
    made = evidence(huge, state="diverged", iteration=199)
    assert kinds(made) == ["diverged"]
    assert "1e+308" in diagnose(made)[0].evidence


def test_a_wide_network_that_is_stuck_is_not_begun_anew_as_it_was():
    """More units where there are few; what is wide already stays so wide."""
    stuck = np.full(1001, math.log(2))
    (narrow,) = diagnose(evidence(stuck, gradient_share=0.0))
    assert narrow.changes["layer_dims"] == (100, 64, 1)
    wide = CONFIG.replace(layer_dims=(100, 128, 1))
    (found,) = diagnose(evidence(stuck, gradient_share=0.0, config=wide))
    assert found.kind == "too small a network"
    assert found.changes == {}
    assert "one more hidden layer" in found.remedy
