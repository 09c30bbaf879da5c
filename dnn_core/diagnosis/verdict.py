"""The rules in order, and what to say when none applies."""

import math
from collections.abc import Iterator

import numpy as np

from dnn_core.diagnosis.evidence import Evidence
from dnn_core.diagnosis.failures import (
    compared,
    dead,
    diverged,
    saturated,
    symmetric,
    too_large_a_start,
    too_much_l2,
    vanishing,
    vanishing_weights,
)
from dnn_core.diagnosis.finding import Finding, cost, number, percent
from dnn_core.diagnosis.progress import (
    BARELY,
    overfitting,
    too_large_a_rate,
    too_small_a_network,
    too_small_a_rate,
)

# In the order of causes: the first that applies explains the symptoms of the others.
RULES = (
    diverged,
    symmetric,
    too_large_a_start,
    too_much_l2,
    vanishing_weights,
    dead,
    saturated,
    vanishing,
    too_small_a_rate,
    too_large_a_rate,
    too_small_a_network,
)
CERTAIN = (diverged, symmetric, too_large_a_start, dead)  # they need no past
GROWN = 1.1  # times the lowest test cost
LAST = 3  # looks at the test set that count as now


def diagnose(evidence: Evidence) -> list[Finding]:
    """What is to be said, the most important first; never empty.

    A run has at most one trouble, its cause, to which overfitting may be added.
    Without either there is one finding, "healthy" or, while the run is young, "early".
    """
    if evidence.iteration == 0 and evidence.state != "diverged":
        return [_early(evidence)]
    judged = not evidence.early and evidence.guessing > 0  # there are two classes
    with np.errstate(all="ignore"):  # costs before a divergence are huge
        found = [rule(evidence) for rule in (RULES if judged else CERTAIN)]
        findings = [finding for finding in found if finding is not None][:1]
        overfits = overfitting(evidence) if judged else None
    if overfits is not None:
        findings.append(overfits)
    return findings or [_early(evidence) if evidence.early else _healthy(evidence)]


def _early(evidence: Evidence) -> Finding:
    first = evidence.since + evidence.settling  # true also when it is read late
    return Finding(
        "early",
        claim=f"The diagnosis begins at iteration {first:,}.",
        evidence="A run needs a past before it can be judged, and so does a change of "
        "its learning rate or L2.",
    )


def _healthy(evidence: Evidence) -> Finding:
    signs = ", ".join(_signs(evidence))
    signs = signs[:1].upper() + signs[1:]
    late = evidence.age > 0.5 and evidence.trend.level > BARELY * evidence.guessing
    return Finding(
        "healthy",
        claim=f"{'It learns, if slowly. ' if late else ''}{signs}.",
        evidence=f"An update moves the weights of a layer by "
        f"{number(evidence.update_ratio)} of their size at most, useful is 0.0001 to "
        f"0.01 while there is much to learn; {compared(evidence)}.",
    )


def _signs(evidence: Evidence) -> Iterator[str]:
    """Clauses that say why a run is called healthy."""
    ratio = evidence.gradient_ratio
    if evidence.hidden and not math.isnan(ratio):
        yield f"gradients reach layer 1 (ratio {number(ratio)})"
    if evidence.config.activation == "relu" and evidence.hidden:
        silent = sum(layer.silent for layer in evidence.hidden)
        units = sum(layer.units for layer in evidence.hidden)
        yield f"{silent} of {units} units dead"
    share = evidence.trend.level / evidence.guessing if evidence.guessing else 0.0
    yield f"cost at {percent(share)} of guessing"
    costs = evidence.test_costs
    if evidence.m_test and len(costs):
        lowest, now = int(np.argmin(costs)), float(np.median(costs[-LAST:]))
        if lowest < len(costs) - LAST and now > GROWN * costs[lowest]:
            at = int(evidence.test_iterations[lowest])
            yield f"gap train–test growing since {at:,}"
    high = float(evidence.trend.recent.max())
    if high > 2 * evidence.trend.level and high > evidence.guessing / 2:
        yield f"jumps up to {cost(high)}"
