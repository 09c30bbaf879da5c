"""The equations of one iteration as the course writes them, and a word on each.

Numbers are the assignment's; what it does not number is cited by section, or by the
course's later parts on regularization and optimization.
"""

from dataclasses import dataclass

from dnn_core.activations import LEAKY_SLOPE
from dnn_core.onestep import Kind, Step
from dnn_core.optimizers import BETA1, BETA2

FORWARD, BACKWARD, UPDATE = "Forward", "Backward", "Update"
PHASES: dict[Kind, str] = {
    "linear_forward": FORWARD,
    "activation_forward": FORWARD,
    "cost": FORWARD,
    "cost_backward": BACKWARD,
    "activation_backward": BACKWARD,
    "dW": BACKWARD,
    "db": BACKWARD,
    "dA_prev": BACKWARD,
    "update": UPDATE,
}


@dataclass(frozen=True)
class Equation:
    """What a page says of a step.

    latex : the equation, followed by its number if it has one.
    source : where the course has it.
    words : what it does and why, in a sentence or two.
    shapes : the matrices and signs of the equation in their order: a number is an
        operand, a number with T the operand transposed, anything else is a sign.
    """

    latex: str
    source: str
    words: str
    shapes: tuple[str, ...]


def equation(step: Step) -> Equation:
    """The equation of a step, of its layer."""
    return _EQUATIONS[step.kind](step)


def title(step: Step) -> str:
    """A step's name in a list."""
    if step.kind == "cost":
        return "Forward: the cost J"
    return f"{PHASES[step.kind]}, layer {step.layer}: {step.name}"


def _linear_forward(step: Step) -> Equation:
    l = step.layer
    return Equation(
        rf"Z^{{[{l}]}} = W^{{[{l}]}} A^{{[{l - 1}]}} + b^{{[{l}]}} \qquad (4)",
        "Equation (4), section 4.1",
        f"Each unit of layer {l} weighs what it gets, one number from each "
        f"{'input' if l == 1 else f'unit of layer {l - 1}'}, and adds its bias. A row "
        "of W is a unit, a column of A an example"
        f"{', and A0 is X, the data' if l == 1 else ''}.",
        ("=", "0", "·", "1", "+", "2"),
    )


_G = {
    "relu": r"\max(0, Z^{[l]})",
    "leaky relu": rf"\max({LEAKY_SLOPE:g}\, Z^{{[l]}}, Z^{{[l]}})",
    "tanh": r"\tanh(Z^{[l]})",
    "sigmoid": r"\sigma(Z^{[l]}) = \frac{1}{1 + e^{-Z^{[l]}}}",
}
_WHY_G = {
    "relu": "ReLU lets what is positive through and nothing else.",
    "leaky relu": "Leaky ReLU lets what is positive through, and a hundredth of the "
    "rest.",
    "tanh": "tanh squeezes every number between −1 and 1.",
    "sigmoid": "The sigmoid squeezes every number between 0 and 1.",
}


def _activation_forward(step: Step) -> Equation:
    l, g = step.layer, step.iteration.activation_of(step.layer)
    why = _WHY_G[g] + (
        " Here that is the network’s answer: the probability of class 1."
        if l == step.iteration.L
        else " Without such a bend all layers together would be one linear map."
    )
    return Equation(
        rf"A^{{[{l}]}} = g(Z^{{[{l}]}}) = {_G[g].replace('[l]', f'[{l}]')}",
        "Section 4.2",
        why,
        ("=", "g (", "0", ")"),
    )


def _cost(step: Step) -> Equation:
    L, decays = step.layer, step.decays
    a = rf"a^{{[{L}](i)}}"
    loss = (
        rf"J = -\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} \left( y^{{(i)}} \log {a} + "
        rf"(1 - y^{{(i)}}) \log(1 - {a}) \right)"
    )
    decay = rf" + \frac{{\lambda}}{{2 {_m(step)}}} \sum_l \|W^{{[l]}}\|^2"
    return Equation(
        rf"{loss}{decay if decays else ''} \qquad (7)",
        "Equation (7), section 5" + (_L2 if decays else ""),
        f"How wrong the network is, on average over the {_examples(step)}. An example "
        "costs −log of the probability given to its true label: nothing when that is "
        "1, more and more the nearer it comes to 0.",
        ("= mean of −log (", "0", ",", "1", ")"),
    )


def _cost_backward(step: Step) -> Equation:
    L = step.layer
    A, y = rf"A^{{[{L}]}}", "Y"
    return Equation(
        rf"dA^{{[{L}]}} = -\left( \frac{{{y}}}{{{A}}} - "
        rf"\frac{{1 - {y}}}{{1 - {A}}} \right)",
        "Section 6.3",
        "Backward propagation starts here: how the loss of each example changes with "
        "its probability. Negative where the label is 1, for a higher probability "
        "would lower the loss. There is no 1/m in dA and dZ; it comes with dW and db.",
        ("= −(", "1", "/", "0", "− …)"),
    )


def _activation_backward(step: Step) -> Equation:
    l, g = step.layer, step.iteration.activation_of(step.layer)
    slopes = {
        "relu": "For ReLU that is 1 where Z was positive; elsewhere nothing passes.",
        "leaky relu": f"It is 1 where Z was positive and {LEAKY_SLOPE:g} elsewhere.",
        "tanh": "For tanh that is 1 − A², nearly 0 where A is close to −1 or 1.",
        "sigmoid": "For the sigmoid that is A (1 − A), nearly 0 where it is sure.",
    }
    return Equation(
        rf"dZ^{{[{l}]}} = dA^{{[{l}]}} * g'(Z^{{[{l}]}}) \qquad (11)",
        "Equation (11), section 6.2",
        "Back through the activation: each number of dA times the slope of g where Z "
        f"stood. {slopes[g]}",
        ("=", "0", "∗ g′(", "1", ")"),
    )


def _dW(step: Step) -> Equation:
    l = step.layer
    decay = rf" + \frac{{\lambda}}{{{_m(step)}}} W^{{[{l}]}}" if step.decays else ""
    return Equation(
        rf"dW^{{[{l}]}} = \frac{{1}}{{m}} dZ^{{[{l}]}} A^{{[{l - 1}]T}}{decay} "
        r"\qquad (8)",
        f'Equation (8), section 6.1; kept as grads["dW{l}"], equation (15)'
        + (_L2 if step.decays else ""),
        "How the cost changes with each weight: what came back to its unit times what "
        "had gone into it, averaged over the examples."
        + (" The L2 term pulls every weight towards 0." if step.decays else ""),
        ("= 1/m", "0", "·", "1T", *(("+ λ/m", "2") if step.decays else ())),
    )


def _db(step: Step) -> Equation:
    l = step.layer
    return Equation(
        rf"db^{{[{l}]}} = \frac{{1}}{{m}} \sum_{{i=1}}^{{m}} dZ^{{[{l}](i)}} "
        r"\qquad (9)",
        "Equation (9), section 6.1",
        "A bias adds the same to every example, so its gradient is the average of its "
        "unit’s row of dZ. L2 leaves biases alone.",
        ("= mean of the columns of", "0"),
    )


def _dA_prev(step: Step) -> Equation:
    l = step.layer
    words = (
        "What the layer before is told: each of its units gets back from every unit "
        "it had gone into, by the same weight."
        if l > 1
        else "A0 is the data, which no update changes. This says how the loss of each "
        "example would react to its inputs; nothing else needs it."
    )
    return Equation(
        rf"dA^{{[{l - 1}]}} = W^{{[{l}]T}} dZ^{{[{l}]}} \qquad (10)",
        "Equation (10), section 6.1",
        words,
        ("=", "0T", "·", "1"),
    )


def _update(step: Step) -> Equation:
    return _UPDATES[step.iteration.optimizer](f"{step.name[0]}^{{[{step.layer}]}}")


def _gradient_descent(W: str) -> Equation:
    return Equation(
        rf"{W} := {W} - \alpha \, d{W} \qquad (16)",
        "Equation (16), section 6.4",
        "A small step downhill: against the gradient, as far as the learning rate α "
        "says.",
        ("=", "0", "− α", "1"),
    )


def _momentum(W: str) -> Equation:
    return Equation(
        rf"\begin{{aligned}} v_{{d{W}}} &:= \beta\, v_{{d{W}}} + (1 - \beta)\, d{W} \\ "
        rf"{W} &:= {W} - \alpha \, v_{{d{W}}} \end{{aligned}}",
        "The course’s later part on optimization; (16) with v in place of d",
        f"v is a running average of the gradients, with β = {BETA1:g}: steps that "
        "agree add up, steps to and fro cancel.",
        ("=", "0", f"− α ( {BETA1:g}", "2", f"+ {1 - BETA1:.1g}", "1", ")"),
    )


def _adam(W: str) -> Equation:
    v, s = f"v_{{d{W}}}", f"s_{{d{W}}}"
    return Equation(
        rf"\begin{{aligned}} {v} &:= \beta_1 {v} + (1 - \beta_1)\, d{W} \\ "
        rf"{s} &:= \beta_2 {s} + (1 - \beta_2)\, (d{W})^2 \\ {W} &:= {W} - \alpha "
        rf"\frac{{{v} / (1 - \beta_1^t)}}{{\sqrt{{{s} / (1 - \beta_2^t)}} + "
        r"\varepsilon} \end{aligned}",
        "The course’s later part on optimization (Kingma & Ba 2015, algorithm 1)",
        f"v averages the gradients (β₁ = {BETA1:g}), s their squares (β₂ = {BETA2:g}): "
        "dividing by √s gives every entry a step of about α, however small its "
        "gradient. The powers of t make good that both began at 0.",
        ("from", "0", ",", "1", ",", "2", ",", "3"),
    )


def _examples(step: Step) -> str:
    iteration = step.iteration
    whole = iteration.m == iteration.m_train
    return "examples" if whole else "examples of this mini-batch"


def _m(step: Step) -> str:
    """The m that lambda is divided by: of all examples, also in a mini-batch."""
    iteration = step.iteration
    return "m" if iteration.m == iteration.m_train else r"m_{\text{train}}"


_L2 = "; the λ term from the course’s later part on regularization"
_UPDATES = {
    "gradient descent": _gradient_descent,
    "momentum": _momentum,
    "adam": _adam,
}
_EQUATIONS = {
    "linear_forward": _linear_forward,
    "activation_forward": _activation_forward,
    "cost": _cost,
    "cost_backward": _cost_backward,
    "activation_backward": _activation_backward,
    "dW": _dW,
    "db": _db,
    "dA_prev": _dA_prev,
    "update": _update,
}
