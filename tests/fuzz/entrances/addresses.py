"""The address of the page: the settings in it, and the address itself."""

from collections.abc import Sequence
from random import Random
from typing import Final
from urllib.parse import parse_qsl, quote_plus, urlencode

from app import address
from app.hosts import host_of
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance

KEYS: Final = ("v", "data", "layers", "speed", "lesson", "embed", "x", *address.CONFIG,
               *address.CHOICE, *address.LOOK)  # fmt: skip
NOTES: Final = 24  # sentences that a page has room for


def sound() -> list[bytes]:
    """Settings of each kind of data."""
    queries = [
        "v=1&data=moons&m=400&noise=0.1&draw=1&layers=8,4&alpha=0.3&iterations=5000",
        "v=1&data=silhouettes&layers=none&batch=16&l2=0.5&seed=3&speed=max&log=1",
        "data=spirals&optimizer=adam&init=0.01&activation=tanh&calm=1",
    ]
    return [query.encode() for query in queries]


def damage(given: Sequence[bytes], rng: Random) -> bytes:
    """Other values, other keys, keys twice; or any bytes spoilt."""
    if rng.random() < 0.3:
        return damaged(given, rng)
    pairs = parse_qsl(rng.choice(given).decode("utf-8", "replace"))
    for _ in range(rng.choice((1, 2, 6, 60))):
        at = rng.randrange(len(pairs) + 1)
        value = str(rng.choice((*values.TEXTS, *values.NUMBERS[:-1])))
        pairs[at : at + rng.randrange(2)] = [(rng.choice((*KEYS, value)), value)]
    return urlencode(pairs, errors="replace", quote_via=quote_plus).encode()


def enter(data: bytes) -> Sequence[str]:
    """As a page reads it; Streamlit has parted it before."""
    text = data.decode("utf-8", "replace")
    params = dict(parse_qsl(text, keep_blank_values=True))
    setup, notes = address.read(params)
    address.read_look(params)
    query = address.write(setup)
    again, none = address.read(query)
    assert (address.write(again), none) == (query, [])
    assert len(notes) <= NOTES, f"{len(notes)} notes"
    return notes


def places() -> list[bytes]:
    """Where a page stands, as its browser says."""
    told = "http://localhost:8501", "https://a.example/x?y", "http://[::1]:80/", ""
    return [place.encode() for place in told]


def wrong_places() -> list[bytes]:
    """Hosts that are none."""
    told = "http://[", "http://[x]/", "//", "http://a:b/", "http://\u2100.com", "[::1"
    return [place.encode() for place in told]


def enter_place(data: bytes) -> Sequence[str]:
    """As the pages ask on which computer they stand."""
    text = data.decode("utf-8", "replace")
    for told in (text, f"//{text}"):
        host = host_of(told)
        assert host is None or host
    return ()


ADDRESSES = Entrance("addresses", sound, enter, (), damage)
PLACES = Entrance("page's place", places, enter_place, (), damaged, wrong_places)
