"""How numbers are written, and which colour a matrix has."""

from dataclasses import dataclass

from app.theme import AXIS, INK, MUTED, Theme, layer_colour

CELL = "padding:2px 7px;text-align:right;font-variant-numeric:tabular-nums"


@dataclass(frozen=True)
class Pen:
    """The theme, and how many significant digits are written; None is all there are."""

    theme: Theme
    digits: int | None = 6

    def number(self, value: float) -> str:
        """A number, so that Python reads it too.

        >>> Pen("light").number(-0.012345678), Pen("light").number(400.0)
        ('-0.0123457', '400')
        >>> Pen("light", None).number(0.1 + 0.2), Pen("light", 4).number(-0.0)
        ('0.30000000000000004', '0')
        """
        if value == 0:
            return "0"
        if self.digits is not None:
            return f"{value:.{self.digits}g}"
        short = repr(float(value))
        return short.removesuffix(".0")

    @property
    def muted(self) -> str:
        """For what is said beside."""
        return MUTED[self.theme]

    @property
    def rule(self) -> str:
        """For lines between numbers."""
        return AXIS[self.theme]

    def colour(self, name: str) -> str:
        """The colour of a matrix's layer; ink for data, labels and the cost."""
        l = layer_of(name)
        return layer_colour(l, self.theme, text=True) if l else INK[self.theme]


def scrolled(label: str, inner: str) -> str:
    """A place that scrolls sideways by itself, also by keyboard."""
    return (
        f'<div style="overflow-x:auto" tabindex="0" role="group" aria-label="{label}">'
        f"{inner}</div>"
    )


def layer_of(name: str) -> int:
    """The layer of a matrix by its name; 0 for X, Y and J.

    >>> layer_of("dW2"), layer_of("A0"), layer_of("Y")
    (2, 0, 0)
    """
    digits = name.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits else 0


def size(rows: int, columns: int) -> str:
    """A shape in words."""
    return f"{rows:,} × {columns:,}"
