"""A way into the product, and the inputs that are thrown at it.

An input is made from the seed of the whole, the entrance's name and its number alone,
so that any of them can be made again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Told = Sequence[str]  # sentences that an accepted input leads to
Damage = Callable[[Sequence[bytes], Random], bytes]


@dataclass(frozen=True)
class Entrance:
    """One way in.

    Attributes
    ----------
    name : in the table and on the command line.
    sound : makes inputs that are accepted.
    enter : what the product does with an input.
    refusals : the errors that pages show.
    damage : makes an input of sound and hostile ones.
    hostile : makes inputs that somebody forged, to be damaged further.
    patience : seconds until `apart` is asked.
    apart : how the product reads what may end the process or never end; it is asked
        where `enter`, which does the same in this process, did so.
    """

    name: str
    sound: Callable[[], Sequence[bytes]]
    enter: Callable[[bytes], Told]
    refusals: tuple[type[Exception], ...]
    damage: Damage
    hostile: Callable[[], Sequence[bytes]] = tuple
    apart: Callable[[bytes], Told] | None = None
    patience: float = 1.0


class Inputs:
    """The inputs of an entrance: first the sound and hostile ones, then damaged ones.

    Each is made from what is given here and its number alone.
    """

    def __init__(self, entrance: Entrance, seed: int) -> None:
        self._entrance, self._seed = entrance, seed
        sound, hostile = list(entrance.sound()), list(entrance.hostile())
        self._first = [*sound, *hostile]
        # damage begins with a sound input as often as with a hostile one
        self._given = [*sound * max(1, len(hostile) // len(sound)), *hostile]

    def __getitem__(self, number: int) -> bytes:
        """The input of a number, from 0."""
        if number < len(self._first):
            return self._first[number]
        rng = Random(f"{self._seed} {self._entrance.name} {number}")
        return self._entrance.damage(self._given, rng)
