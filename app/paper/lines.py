"""What is done to a number, a line each: the rule, the numbers in it, what it gives."""

from collections.abc import Callable
from dataclasses import dataclass

from app.paper.pen import Pen
from dnn_core.activations import LEAKY_SLOPE
from dnn_core.onestep import Stage, Step
from dnn_core.optimizers import BETA1, BETA2, EPSILON

REST1, REST2 = f"{1 - BETA1:.1g}", f"{1 - BETA2:.1g}"


@dataclass(frozen=True)
class Line:
    """One line of arithmetic, as HTML; `rule` draws a line above it."""

    label: str
    numbers: str
    value: str
    rule: bool = False


def stage_line(step: Step, stage: Stage, pen: Pen) -> Line:
    """The line of one stage."""
    numbers = [pen.number(value) for value in stage.numbers.values()]
    label, written = _LINES[stage.operation](step, *numbers)
    return Line(label, written, pen.number(stage.value))


def _adam(step: Step, w: str, alpha: str, v: str, s: str) -> tuple[str, str]:
    return (
        f"{step.name} − α v̂ / (√ŝ + ε)",
        f"{w} − {alpha} × {v} / (√{s} + {EPSILON:g})",
    )


def _l2(step: Step, lam: str, m: str, *squares: str) -> tuple[str, str]:
    return "+ λ/(2m) Σ‖W‖²", f"+ {lam} / (2 × {m}) × ({' + '.join(squares)})"


def _descend(step: Step, w: str, alpha: str, d: str) -> tuple[str, str]:
    along = "v" if step.iteration.optimizer == "momentum" else f"d{step.name}"
    return f"{step.name} − α {along}", f"{w} − {alpha} × {bracketed(d)}"


def bracketed(number: str) -> str:
    """As it stands behind a sign."""
    return f"({number})" if number.startswith("-") else number


_LINES: dict[str, Callable[..., tuple[str, str]]] = {
    "plus b": lambda step, b: (f"+ b{step.layer}", f"+ {bracketed(b)}"),
    "relu": lambda _, z: ("max(0, z)", f"max(0, {z})"),
    "leaky relu": lambda _, z: (
        f"max({LEAKY_SLOPE:g} z, z)",
        f"max({LEAKY_SLOPE:g} × {bracketed(z)}, {z})",
    ),
    "tanh": lambda _, z: ("tanh(z)", f"tanh({z})"),
    "sigmoid": lambda _, z: (
        "1 / (1 + e<sup>−z</sup>)",
        f"1 / (1 + e<sup>{_minus(z)}</sup>)",
    ),
    "divide by m": lambda _, m: ("÷ m", f"÷ {m}"),
    "plus L2": _l2,
    "plus decay": lambda _, lam, m, w: (
        "+ λ/m · W",
        f"+ {lam} / {m} × {bracketed(w)}",
    ),
    "slope of the loss": lambda _, y, a: (
        "−(y/a − (1−y)/(1−a))",
        f"−({y}/{a} − {1 - int(y)}/(1 − {a}))",
    ),
    "slope of relu": lambda _, z: ("g′(z): 1 if z &gt; 0, else 0", f"z = {z}"),
    "slope of leaky relu": lambda _, z: (
        f"g′(z): 1 if z &gt; 0, else {LEAKY_SLOPE:g}",
        f"z = {z}",
    ),
    "slope of tanh": lambda _, z: ("g′(z) = 1 − tanh²(z)", f"z = {z}"),
    "slope of sigmoid": lambda _, z: ("g′(z) = σ(z) (1 − σ(z))", f"z = {z}"),
    "times dA": lambda _, d, slope: ("dA · g′(z)", f"{d} × {slope}"),
    "descend": _descend,
    "blend v": lambda step, v, d: (
        f"v := {BETA1:g} v + {REST1} d{step.name}",
        f"{BETA1:g} × {bracketed(v)} + {REST1} × {bracketed(d)}",
    ),
    "blend s": lambda step, s, d: (
        f"s := {BETA2:g} s + {REST2} d{step.name}²",
        f"{BETA2:g} × {s} + {REST2} × {bracketed(d)}²",
    ),
    "correct v": lambda _, v, t: (
        f"v̂ = v / (1 − {BETA1:g}<sup>t</sup>)",
        f"{v} / (1 − {BETA1:g}<sup>{t}</sup>)",
    ),
    "correct s": lambda _, s, t: (
        f"ŝ = s / (1 − {BETA2:g}<sup>t</sup>)",
        f"{s} / (1 − {BETA2:g}<sup>{t}</sup>)",
    ),
    "adam": _adam,
}


def _minus(number: str) -> str:
    """The number with its sign turned."""
    return number[1:] if number.startswith("-") else f"−{number}"
