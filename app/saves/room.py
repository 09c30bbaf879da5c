"""Which saves stay where there are too many, or they are too large together.

Those that nobody watches go first, the oldest before the others. Of those watched the
largest go: one that is not above its equal share of the room always stays, so that
whoever saves within it is never in turn the one who has to go.
"""

from collections.abc import Mapping, Set
from typing import Final, NamedTuple

MB: Final = 10**6


class Limits(NamedTuple):
    """How much is kept.

    Attributes
    ----------
    megabytes : of all saves together.
    saves : how many.
    age_s : seconds after which one is dropped.
    """

    megabytes: float
    saves: int
    age_s: float


class Entry(NamedTuple):
    """A save: when it was made, its bytes, and the names of the data it needs."""

    key: bytes
    saved: float
    size: int
    needs: frozenset[str]


def staying(
    entries: list[Entry],
    data: Mapping[str, int],
    limits: Limits,
    *,
    now: float,
    watched: Set[bytes] = frozenset(),
) -> list[Entry]:
    """Those that are not too old and within the limits.

    data : bytes of each, which count once however many need them.
    watched : keys of saves whose runs somebody looks at.

    >>> entries = [Entry(bytes([n]), n, 400_000, frozenset()) for n in range(4)]
    >>> most = Limits(megabytes=1, saves=9, age_s=60)
    >>> [entry.saved for entry in staying(entries, {}, most, now=4)]
    [3, 2]
    >>> [e.saved for e in staying(entries, {}, most, now=4, watched={bytes([0])})]
    [0, 3]
    """

    def rank(entry: Entry) -> tuple[bool, float]:
        if entry.key in watched:
            return False, entry.size + sum(data[name] for name in entry.needs)
        return True, -entry.saved

    fresh = [entry for entry in entries if entry.saved >= now - limits.age_s]
    stay: list[Entry] = []
    room, counted = limits.megabytes * MB, set[str]()
    for entry in sorted(fresh, key=rank)[: limits.saves]:
        room -= entry.size + sum(data[name] for name in entry.needs - counted)
        if room < 0:
            break
        counted |= entry.needs
        stay.append(entry)
    return stay
