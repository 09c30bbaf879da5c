"""A finding, and how its sentences write numbers and settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "early",
    "healthy",
    "diverged",
    "symmetric",
    "too large a start",
    "too much L2",
    "vanishing",
    "dead",
    "saturated",
    "too small a rate",
    "too large a rate",
    "too small a network",
    "overfitting",
]


@dataclass(frozen=True)
class Finding:
    """What is so, how one sees it, and what to try.

    Attributes
    ----------
    kind : the ailment, or "healthy", or "early" while it is too early to tell.
    claim : what is so, one sentence.
    evidence : the numbers behind it, one sentence.
    where : a place in the charts that shows it, to follow "see"; empty if none does.
    remedy : what to try, one sentence; empty if there is nothing to be done.
    changes : the remedy as fields of `TrainConfig`, for `config.replace(**changes)`.
    from_iteration : where the changes should begin; 0 means a fresh run.
    """

    kind: Kind
    claim: str
    evidence: str = ""
    where: str = ""
    remedy: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict[str, Any])
    from_iteration: int = 0

    @property
    def ailing(self) -> bool:
        """Whether something is wrong."""
        return self.kind not in ("early", "healthy")


def cost(J: float) -> str:
    """A cost as the page writes it.

    >>> cost(0.64397), cost(128.254)
    ('0.6440', '128')
    """
    return f"{J:.4f}" if J < 100 else f"{J:.3g}"


def number(x: float) -> str:
    """About two digits.

    >>> number(0.0000054), number(0.25), number(14.2)
    ('5.4e-06', '0.25', '14')
    """
    return f"{x:.2g}" if abs(x) < 100 else f"{x:,.0f}"


def percent(share: float) -> str:
    """A share in per cent, whole unless it is small.

    >>> percent(0.974), percent(0.0026), percent(0.00001)
    ('97 %', '0.3 %', '0 %')
    """
    return f"{100 * share:.{int(0.0005 <= share < 0.0095)}f} %"


_SIZES = {"1/sqrt(n)": "1/√n", "he": "√(2/n)", "zeros": "0", "too large": "10"}
_IN_WORDS: dict[str, Callable[[Any], str]] = {
    "initialization": lambda name: f"weights of size {_SIZES.get(name, name)}",
    "activation": lambda name: f"{name} units",
    "layer_dims": lambda dims: f"hidden layers {', '.join(map(str, dims[1:-1]))}",
    "learning_rate": lambda alpha: f"a learning rate of {alpha:g}",
    "l2": lambda l2: f"L2 of λ = {l2:g}",
    "num_iterations": lambda n: f"{n:,} iterations",
}


def in_words(changes: Mapping[str, Any]) -> str:
    """Some settings as a phrase.

    >>> in_words({"initialization": "he", "learning_rate": 0.3})
    'weights of size √(2/n) and a learning rate of 0.3'
    """
    return " and ".join(_IN_WORDS[name](value) for name, value in changes.items())


def start_over(changes: Mapping[str, Any]) -> str:
    """The remedy that these changes of a fresh run are.

    >>> start_over({"learning_rate": 0.3})
    'Start over with a learning rate of 0.3.'
    """
    return f"Start over with {in_words(changes)}."
