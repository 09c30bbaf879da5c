"""Rules for what keeps a network from learning at all.

Each takes the evidence and returns its finding, or None. Their order in `verdict.py`
is that of causes: a dead network also stands still, for example.
"""

from dnn_core.diagnosis.evidence import FAR_FROM_ZERO, Evidence, LayerEvidence
from dnn_core.diagnosis.finding import (
    Finding,
    cost,
    in_words,
    number,
    percent,
    start_over,
)
from dnn_core.diagnosis.remedies import (
    FAR_L2,
    LARGE,
    SMALL,
    gentle_l2,
    lower_rate,
    restart,
    usual_rate,
)

SAME_ANSWER = 1e-3  # standard deviation of AL: below it, all examples look alike
HARDLY = 0.9  # of what guessing costs: above it, hardly anything was learned
STILL = 0.03  # gained since the time before: below it, there is no progress
MANY = 2 / 3  # of a layer's units
FLAT = 0.9  # of a layer's outputs


def diverged(evidence: Evidence) -> Finding | None:
    """The numbers left the range of the computer; the session noticed."""
    if evidence.state != "diverged":
        return None
    changes = restart(evidence, learning_rate=lower_rate(evidence))
    present = {name: getattr(evidence.config, name) for name in changes}
    return Finding(
        "diverged",
        claim=f"The numbers grew beyond all bounds at iteration "
        f"{evidence.iteration + 1:,}.",
        evidence=f"The steps were too large, with {in_words(present)}; "
        f"{compared(evidence)}.",
        where="the end of the cost curve",
        remedy=start_over(changes),
        changes=changes,
    )


def symmetric(evidence: Evidence) -> Finding | None:
    """Units that start the same get the same gradient, and stay the same."""
    layer = next((layer for layer in evidence.layers if layer.same), None)
    if layer is None:
        return None
    changes = restart(evidence, initialization="1/sqrt(n)")
    return Finding(
        "symmetric",
        claim=f"All {layer.units} units of layer {layer.layer} are the same, so they "
        "do the work of one.",
        evidence=f"The rows of W{layer.layer} started equal and get equal gradients; "
        f"{compared(evidence)}.",
        where=f"the weights W{layer.layer}",
        remedy=start_over(changes),
        changes=changes,
    )


def too_large_a_start(evidence: Evidence) -> Finding | None:
    """The first answers are sure and mostly wrong, and that was not overcome."""
    largest = max(evidence.layers, key=lambda layer: layer.first_scale)
    H = evidence.guessing
    wrong = evidence.first_cost > 3 * H and evidence.trend.level > FAR_FROM_ZERO * H
    if largest.first_scale < LARGE or not wrong:
        return None
    changes = restart(evidence, initialization="1/sqrt(n)")
    return Finding(
        "too large a start",
        claim="The first weights are far too large: the network starts out sure, and "
        "wrong.",
        evidence=f"W{largest.layer} was drawn {number(largest.first_scale)} times as "
        f"large as 1/√n, and the cost began at {cost(evidence.first_cost)}; "
        f"{compared(evidence)}.",
        where="the start of the cost curve",
        remedy=start_over(changes),
        changes=changes,
    )


def too_much_l2(evidence: Evidence) -> Finding | None:
    """L2 pulls the weights to zero harder than the data can hold them."""
    l2, gentle = evidence.config.l2, gentle_l2(evidence)
    now = sum(layer.norm**2 for layer in evidence.layers)
    first = sum(layer.first_norm**2 for layer in evidence.layers)
    lost = now < 0.3 * first and _at_guessing(evidence, HARDLY)
    if l2 <= FAR_L2 * gentle or not (lost or evidence.resting):
        return None
    changes = restart(evidence, l2=gentle)
    return Finding(
        "too much L2",
        claim=f"L2 with λ = {l2:g} pulls the weights to zero, and the network can "
        "hardly learn.",
        evidence=f"‖W‖ of all layers is {number(now**0.5)}, and was "
        f"about {number(first**0.5)} at the start; {compared(evidence)}.",
        where="the ranges of the weights",
        remedy=start_over(changes),
        changes=changes,
    )


def vanishing_weights(evidence: Evidence) -> Finding | None:
    """Weights so small that what layer 1 sees does not reach the output."""
    smallest = min(evidence.layers, key=lambda layer: layer.scale)
    alike = evidence.spread < SAME_ANSWER
    waiting = evidence.spread < 20 * SAME_ANSWER and _at_guessing(evidence, 0.98)
    if not evidence.hidden or smallest.scale > SMALL or not (alike or waiting):
        return None
    changes = restart(evidence, initialization="1/sqrt(n)")
    return Finding(
        "vanishing",
        claim="The network ignores its input: its weights are so small that every "
        "example gets the same answer.",
        evidence=f"The answers differ by {number(evidence.spread)}, W{smallest.layer} "
        f"is {number(smallest.scale)} of the size 1/√n; {compared(evidence)}.",
        where="the cost curve, which ends at guessing",
        remedy=start_over(changes),
        changes=changes,
    )


def dead(evidence: Evidence) -> Finding | None:
    """ReLU units that are 0 on every example have no gradient, and never wake."""
    layer = max(evidence.hidden, key=_silent_share, default=None)
    if layer is None or _silent_share(layer) < MANY:
        return None
    whole = layer.silent == layer.units
    if not whole and (layer.units < 3 or evidence.age < 0.2 or not _stuck(evidence)):
        return None
    alpha = evidence.config.learning_rate
    if alpha > 2 * usual_rate(evidence):
        changes = restart(evidence, learning_rate=lower_rate(evidence))
        cause = (
            f"Too large an update pushed them there, at a learning rate of {alpha:g}"
        )
    else:
        changes = restart(evidence, activation="leaky relu")
        cause = "Their gradient is exactly 0, so they never wake"
    which = "every unit gives" if whole else f"{layer.silent} of {layer.units} give"
    return Finding(
        "dead",
        claim=f"Layer {layer.layer} is {'' if whole else 'nearly '}dead: {which} 0 on "
        f"all {evidence.m:,} examples{', so no gradient passes' if whole else ''}.",
        evidence=f"{cause}; {compared(evidence)}.",
        where=f"the gradient of layer {layer.layer}",
        remedy=start_over(changes),
        changes=changes,
    )


def saturated(evidence: Evidence) -> Finding | None:
    """Outputs at an end of tanh or sigmoid, where the slope is nearly 0."""
    layer = max(evidence.hidden, key=lambda layer: layer.saturated, default=None)
    if layer is None or layer.saturated < FLAT or not _stuck(evidence):
        return None
    changes = restart(evidence, learning_rate=lower_rate(evidence))
    return Finding(
        "saturated",
        claim=f"Layer {layer.layer} is saturated: its outputs sit at the ends of "
        f"{evidence.config.activation}, where nothing moves them.",
        evidence=f"{percent(layer.saturated)} of them are within 1 % of an end; "
        f"{compared(evidence)}.",
        where=f"the range of the weights W{layer.layer}",
        remedy=start_over(changes),
        changes=changes,
    )


def vanishing(evidence: Evidence) -> Finding | None:
    """What layer 1 sees does not get through the layers, and no gradient comes back."""
    sigmoid, H = evidence.config.activation == "sigmoid", evidence.guessing
    alike = evidence.spread < SAME_ANSWER and evidence.trend.level < 1.1 * H
    late = evidence.age > 0.1 and evidence.trend.gain < STILL
    slow = sigmoid and late and _at_guessing(evidence, HARDLY)
    if not evidence.hidden or not (alike or slow):
        return None
    other = {"activation": "tanh"} if sigmoid else {"initialization": "he"}
    changes = restart(evidence, **other)
    return Finding(
        "vanishing",
        claim=f"Little gets through the {evidence.config.activation} layers, neither "
        "the signal up nor the gradient down.",
        evidence=f"The answers differ by {number(evidence.spread)}, an entry of dW1 is "
        f"{number(evidence.gradient_ratio)} of one of dW{evidence.config.num_layers}; "
        f"{compared(evidence)}.",
        where="the gradient of layer 1",
        remedy=start_over(changes),
        changes=changes,
    )


def compared(evidence: Evidence) -> str:
    """The cost beside that of guessing, as a clause."""
    J, H = evidence.trend.costs[-1], evidence.guessing
    return f"the cost is {cost(J)}, guessing the class share costs {cost(H)}"


def _at_guessing(evidence: Evidence, share: float) -> bool:
    """Whether the cost is, and has been, above this share of what guessing costs."""
    trend = evidence.trend
    return min(trend.level, trend.costs[-1]) > share * evidence.guessing


def _stuck(evidence: Evidence) -> bool:
    """Whether much is left to learn, and nothing is learned."""
    trend = evidence.trend
    return trend.level > FAR_FROM_ZERO * evidence.guessing and trend.gain < STILL


def _silent_share(layer: LayerEvidence) -> float:
    return layer.silent / layer.units
