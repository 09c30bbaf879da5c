"""How one number came to be: the numbers it was made of, and what was done to them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dnn_core.activations import Array


@dataclass(frozen=True)
class Factor:
    """One number of a product, and where it stands: its matrix, row and column."""

    name: str
    row: int
    column: int
    value: float


@dataclass(frozen=True)
class Term:
    """One summand: a product of its factors, or for the cost a loss made of them."""

    factors: tuple[Factor, ...]
    value: float


@dataclass(frozen=True, eq=False)
class Strip:
    """A row, a column or one entry of a matrix.

    row, column : where; None is the one that runs along.
    values : (k,) a view of the matrix.
    """

    name: str
    row: int | None
    column: int | None
    values: Array

    def factor(self, k: int) -> Factor:
        """Its k-th number."""
        row = k if self.row is None else self.row
        column = k if self.column is None else self.column
        return Factor(self.name, row, column, float(self.values[k]))

    def holds(self, row: int, column: int) -> bool:
        """Whether an entry of the matrix belongs to it."""
        return self.row in (None, row) and self.column in (None, column)


def row_of(name: str, matrix: Array, i: int) -> Strip:
    """Row i."""
    return Strip(name, i, None, matrix[i, :])


def column_of(name: str, matrix: Array, j: int) -> Strip:
    """Column j."""
    return Strip(name, None, j, matrix[:, j])


def entry_of(name: str, matrix: Array, i: int, j: int) -> Strip:
    """Entry (i, j)."""
    return Strip(name, i, j, matrix[i, j : j + 1])


@dataclass(frozen=True)
class Stage:
    """Something done on the way.

    operation : its name, such as "plus b"; numbers : what it is done with, by course
    names; value : what it gives. The first stage starts from the sum of the terms, if
    there are any.
    """

    operation: str
    numbers: Mapping[str, float]
    value: float


@dataclass(frozen=True, eq=False)
class Expansion:
    """One entry of a step's result.

    Attributes
    ----------
    row, column : which entry.
    summed : the strips whose k-th numbers make the k-th term; () where nothing is
        summed.
    terms : (k,) values of the terms.
    stages : what is done to their sum, in order.
    also : strips that the stages use.
    """

    row: int
    column: int
    stages: tuple[Stage, ...]
    summed: tuple[Strip, ...] = ()
    terms: Array = field(default_factory=lambda: np.empty(0))
    also: tuple[Strip, ...] = ()

    @property
    def used(self) -> tuple[Strip, ...]:
        """Every strip that the entry is made of."""
        return self.summed + self.also

    def term(self, k: int) -> Term:
        """The k-th summand."""
        factors = tuple(strip.factor(k) for strip in self.summed)
        return Term(factors, float(self.terms[k]))

    def sum_of(self, start: int, end: int | None = None) -> float:
        """The sum of the terms from `start` to before `end`, rounded once."""
        return _exact_sum(self.terms[start:end])

    @property
    def value(self) -> float:
        """What comes out: the entry, up to the order in which numpy adds."""
        return self.stages[-1].value if self.stages else self.sum_of(0)


def _exact_sum(values: Array) -> float:
    """The sum rounded once, or inf or nan where that is what a sum gives."""
    finite = np.isfinite(values).all()
    try:
        return math.fsum(values.tolist()) if finite else float(np.sum(values))
    except OverflowError:
        return float(np.sum(values))
