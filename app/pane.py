"""Which picture of the weights stands in the middle of the live panel."""

from dataclasses import astuple, dataclass

PANES = ("histograms", "network", "pictures", "space")
MOST = 10_000


@dataclass(frozen=True)
class Pane:
    """A choice among the panes, and what each is set to.

    Attributes
    ----------
    name : one of PANES.
    layer : hidden layer of the space, from 1; 0 is the last one.
    across, up : its units on the axes, from 1; 0 is a principal component.
    as_is : weight pictures of W1 itself instead of what training added to it.
    colour : weight pictures with three channels instead of their sum.
    """

    name: str = "histograms"
    layer: int = 0
    across: int = 0
    up: int = 0
    as_is: bool = False
    colour: bool = False

    def __str__(self) -> str:
        """As the browser keeps it and sends it back.

        >>> str(Pane("space", layer=2))
        'space 2 0 0 0 0'
        """
        name, *numbers = astuple(self)
        return " ".join([name, *(str(int(number)) for number in numbers)])

    @classmethod
    def read(cls, sent: object) -> "Pane":
        """What the browser sent back; the first pane if it makes no sense.

        >>> Pane.read("space 2 0 0 0 0") == Pane("space", layer=2)
        True
        """
        name, *words = sent.split(" ") if isinstance(sent, str) else [""]
        good = all(w.isascii() and w.isdigit() and len(w) <= 5 for w in words)
        if name not in PANES or len(words) != 5 or not good:
            return cls()
        layer, across, up, as_is, colour = (min(int(word), MOST) for word in words)
        return cls(name, layer, across, up, bool(as_is), bool(colour))


HISTOGRAMS = Pane()
"""What a page opens with."""
