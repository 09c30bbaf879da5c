"""Rules for networks that could learn, but do it badly."""

import numpy as np

from dnn_core.diagnosis.evidence import FAR_FROM_ZERO, Evidence
from dnn_core.diagnosis.failures import STILL, compared
from dnn_core.diagnosis.finding import (
    Finding,
    cost,
    in_words,
    number,
    percent,
    start_over,
)
from dnn_core.diagnosis.remedies import (
    FAR,
    higher_rate,
    lower_rate,
    more_units,
    restart,
    usual_rate,
)
from dnn_core.statistics import wilson_interval

USEFUL = 1e-4  # an update moves weights by 1e-4 to 1e-2 of their size, as a rule
ALIVE = 0.1  # of the largest gradient: below it, there is no slope left to follow
BARELY = 0.8  # of what guessing costs: above it, little was learned
GAINED = 0.1  # share of the cost: a run that gains so much is getting somewhere
RISEN = 1.5  # times the best cost
TEST_RISEN = 1.4  # times the lowest test cost
FEW_TESTS, FEW_LOOKS = 20, 8
NO_WIDER = "Try one more hidden layer, another activation, or another seed."


def too_small_a_rate(evidence: Evidence) -> Finding | None:
    """There is a slope to follow, but the steps are too short to get anywhere."""
    trend, H, config = evidence.trend, evidence.guessing, evidence.config
    creeps = (
        evidence.update_ratio < USEFUL
        and evidence.gradient_share > ALIVE
        and trend.level > FAR_FROM_ZERO * H
    )
    low = config.learning_rate < usual_rate(evidence) / 2
    late = evidence.resting or (evidence.age > 0.5 and trend.level > BARELY * H)
    sloping = evidence.gradient_share > ALIVE / 10
    jumps = trend.swing > 0.15 and trend.turns > 0.25
    moves = jumps or not -STILL < trend.gain < GAINED
    if moves or not (creeps or (low and late and sloping)):
        return None
    moved = (
        f"An update moves no layer by more than {number(evidence.update_ratio)} of its "
        f"size, useful is 0.0001 to 0.01"
        if creeps
        else f"{evidence.iteration:,} of {config.num_iterations:,} iterations are gone"
    )
    better, old = higher_rate(evidence), evidence.age > 0.5
    return Finding(
        "too small a rate",
        claim=f"The learning rate of {config.learning_rate:g} is too small: hardly "
        "anything changes.",
        evidence=f"{moved}; {compared(evidence)}.",
        where="the cost curve, which hardly falls",
        remedy=f"{'Start over' if old else 'Go on from here'} with "
        f"{in_words({'learning_rate': better})}.",
        changes={"learning_rate": better},
        from_iteration=0 if old else evidence.iteration,
    )


def too_large_a_rate(evidence: Evidence) -> Finding | None:
    """The cost jumps about, or has gone up, and gets no lower on average."""
    trend, H, alpha = evidence.trend, evidence.guessing, evidence.config.learning_rate
    best, now = trend.costs[trend.best], min(trend.level, trend.costs[-1])
    no_lower, unsteady = trend.gain < STILL, trend.turns > 0.25
    telling = evidence.age > 0.2 and not evidence.noisy  # jumps prove little otherwise
    signs = (
        telling and no_lower and unsteady and trend.swing > 0.15,
        telling and trend.gain < GAINED and trend.swing > 1,
        no_lower and now > RISEN * best and evidence.age > 0.1,
        no_lower and unsteady and trend.swing > 0.05 and now > H,
        now > RISEN * H and (trend.gain < 0.3 or evidence.age > 0.1),
        evidence.resting
        and bool(evidence.hidden)
        and alpha > FAR * usual_rate(evidence),
    )
    if trend.level < FAR_FROM_ZERO * H or not any(signs):
        return None
    changes = restart(evidence, learning_rate=lower_rate(evidence))
    return Finding(
        "too large a rate",
        claim=f"The learning rate of {alpha:g} is too large: the cost gets no lower.",
        evidence=f"In the last {trend.recent_iterations:,} iterations it was between "
        f"{cost(trend.recent.min())} and {cost(trend.recent.max())}, its best is "
        f"{cost(best)} at iteration {trend.iterations[trend.best]:,.0f}; guessing "
        f"costs {cost(H)}.",
        where="the cost curve since its lowest point",
        remedy=start_over(changes),
        changes=changes,
    )


def too_small_a_network(evidence: Evidence) -> Finding | None:
    """The cost has come to rest far from 0: these units can do no better."""
    if not evidence.resting:
        return None
    wider = more_units(evidence)
    grown = {"layer_dims": wider} if wider != evidence.config.layer_dims else {}
    changes = restart(evidence, **grown)
    if evidence.config.activation == "sigmoid":
        changes["activation"] = "tanh"
    trend = evidence.trend
    return Finding(
        "too small a network",
        claim="The cost has come to rest while much is left to learn."
        if evidence.hidden
        else "Without a hidden layer there is only one straight boundary, and the "
        "cost has come to rest.",
        evidence=f"It fell by {percent(max(0.0, trend.gain))} in the last "
        f"{trend.recent_iterations:,} iterations; {compared(evidence)}.",
        where="the flat end of the cost curve",
        remedy=start_over(changes) if changes else NO_WIDER,
        changes=changes,
    )


def overfitting(evidence: Evidence) -> Finding | None:
    """Train and test differ by more than luck, and the test cost has turned."""
    costs, m_test = evidence.test_costs, evidence.m_test
    learned = evidence.trend.level < FAR_FROM_ZERO * evidence.guessing
    if m_test < FEW_TESTS or len(costs) < FEW_LOOKS or not learned:
        return None
    lowest = int(np.argmin(costs))
    best, now = float(costs[lowest]), float(np.median(costs[-3:]))
    low, high = wilson_interval(evidence.test_accuracy, m_test)
    train_low, _ = wilson_interval(evidence.train_accuracy, evidence.m)
    if now < TEST_RISEN * best or train_low <= high:
        return None
    at = int(evidence.test_iterations[lowest])
    changes = {"num_iterations": at} if at >= evidence.settling else {}
    stop = f"Stop after {in_words(changes)}; " if changes else ""
    return Finding(
        "overfitting",
        claim=f"It learns the examples by heart: {percent(evidence.train_accuracy)} of "
        f"them right, but {percent(evidence.test_accuracy)} of new ones.",
        evidence=f"Luck allows {percent(low)} to {percent(high)} for new ones; the "
        f"test cost was lowest, {cost(best)}, at iteration {at:,} and is {cost(now)} "
        "now.",
        where="the test curve, which rises while the other falls",
        remedy=f"{stop}{'m' if stop else 'M'}ore examples would help most.",
        changes=changes,
    )
