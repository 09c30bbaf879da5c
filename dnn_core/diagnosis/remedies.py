"""What to try instead: settings that suit the data, taken from simple estimates.

None of these is the best setting; each is one that does not fail for the reason at
hand. Numbers are rounded to one digit, as a person would choose them.
"""

from typing import Any

from dnn_core.diagnosis.evidence import Evidence

FAR = 3.0  # times the usual rate: further away, a rate is part of the trouble
FAR_L2 = 5.0  # times a gentle L2
SMALL, LARGE = 0.3, 3.0  # sizes of first weights, in units of 1/sqrt(n), that learn
LARGEST_RATE = 0.3
L2_SHARE = 0.03  # of what guessing costs: an L2 term that does not get in the way
WIDE = 64  # units of a hidden layer: what more of them do not learn is not their fault
MANY_LAYERS = 2  # hidden layers through which sigmoid lets too little


def usual_rate(evidence: Evidence) -> float:
    """A learning rate that suits the data and the optimizer, if no other does.

    Along an input x the cost of a unit bends as ||x||^2, so a stable step is about
    its inverse: for logistic regression 8 / mean ||x||^2 is the limit. Hidden layers
    with weights of 1/sqrt(n) soften it. Adam moves every weight by alpha, so alpha is
    a hundredth of a weight of layer 1.
    """
    config = evidence.config
    if config.optimizer == "adam":
        return rounded(0.01 / config.layer_dims[0] ** 0.5)
    factor = 20 if config.num_layers > 1 else 4
    return rounded(min(LARGEST_RATE, factor / max(evidence.mean_square, 1e-12)))


def lower_rate(evidence: Evidence) -> float:
    """The usual rate if that is clearly lower than the present one, else a tenth."""
    alpha, usual = evidence.config.learning_rate, usual_rate(evidence)
    return usual if usual < alpha / 2 else rounded(alpha / 10)


def higher_rate(evidence: Evidence) -> float:
    """The usual rate if that is clearly higher than the present one, else ten times."""
    alpha, usual = evidence.config.learning_rate, usual_rate(evidence)
    return usual if usual > 2 * alpha else rounded(10 * alpha)


def gentle_l2(evidence: Evidence, layer_dims: tuple[int, ...] = ()) -> float:
    """lambda whose term lambda / (2 m) sum ||W||^2 is small beside the first cost.

    For weights of 1/sqrt(n[l-1]), ||W[l]||^2 is about n[l].
    """
    units = sum((layer_dims or evidence.config.layer_dims)[1:])
    return rounded(L2_SHARE * evidence.guessing * 2 * evidence.m / units)


def restart(evidence: Evidence, **changes: Any) -> dict[str, Any]:
    """These changes, and what else would spoil a fresh run: a second ailment."""
    config, usual = evidence.config, usual_rate(evidence)
    scales = [layer.first_scale for layer in evidence.layers]
    if not SMALL <= min(scales) <= max(scales) <= LARGE:
        changes.setdefault("initialization", "1/sqrt(n)")
    if not usual / (10 * FAR) <= config.learning_rate <= FAR * usual:
        changes.setdefault("learning_rate", usual)
    gentle = gentle_l2(evidence, changes.get("layer_dims", ()))
    if config.l2 > FAR_L2 * gentle:
        changes.setdefault("l2", gentle)
    if config.activation == "sigmoid" and len(evidence.hidden) >= MANY_LAYERS:
        changes.setdefault("activation", "tanh")
    return changes


def more_units(evidence: Evidence) -> tuple[int, ...]:
    """layer_dims with two hidden layers where there is none; else with each of them up
    to four times as wide, but not beyond 64 units: where all have so many, the same."""
    n_x, *hidden, _ = evidence.config.layer_dims
    wider = [min(4 * n, max(WIDE, n)) for n in hidden] or [8, 4]
    return (n_x, *wider, 1)


def rounded(x: float) -> float:
    """To one digit.

    >>> rounded(0.00325), rounded(26.8)
    (0.003, 30.0)
    """
    return float(f"{x:.0e}")
