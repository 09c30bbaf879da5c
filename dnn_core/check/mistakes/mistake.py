"""What a known mistake is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """A wrong version of a function.

    Attributes
    ----------
    name : what was done, to complete "Your dW equals what you get with ...".
    hint : leads on without telling the solution.
    wrong : the wrong function, with the course's arguments.
    """

    name: str
    hint: str
    wrong: Callable[..., Any]
