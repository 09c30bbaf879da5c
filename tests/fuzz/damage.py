"""Ways to spoil bytes without knowing what they mean."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

NUMBERS: Final = (0, 1, 2, 127, 255, 256, 2**15, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 1)
NUMBERS_64: Final = (*NUMBERS, 2**63 - 1, 2**63, 2**64 - 1)
NEAR_START: Final = (16, 64, 600, 10**9)
Given = Sequence[bytes]
Spoil = Callable[[bytearray, Random, Given], object]


def damaged(given: Given, rng: Random) -> bytes:
    """One of the inputs, spoilt in one to four ways."""
    data = bytearray(rng.choice(given))
    for _ in range(rng.choice((1, 1, 2, 4))):
        if data:
            rng.choice(WAYS)(data, rng, given)
    return bytes(data)


def _place(data: bytearray, rng: Random) -> int:
    """Anywhere, but more often where the structure of a file is told."""
    return rng.randrange(min(len(data), rng.choice(NEAR_START)))


def _flip(data: bytearray, rng: Random, _given: Given) -> None:
    for _ in range(rng.choice((1, 1, 3, 20))):
        data[_place(data, rng)] ^= 1 << rng.randrange(8)


def _other_bytes(data: bytearray, rng: Random, _given: Given) -> None:
    for _ in range(rng.choice((1, 1, 3, 20))):
        data[_place(data, rng)] = rng.choice((0, 255, rng.randrange(256)))


def _cut(data: bytearray, rng: Random, _given: Given) -> None:
    del data[_place(data, rng) :]


def _take_out(data: bytearray, rng: Random, _given: Given) -> None:
    at = _place(data, rng)
    del data[at : at + rng.choice((1, 4, 30, 500))]


def _put_in(data: bytearray, rng: Random, _given: Given) -> None:
    at = _place(data, rng)
    data[at:at] = rng.randbytes(rng.choice((1, 4, 30)))


def _repeat(data: bytearray, rng: Random, _given: Given) -> None:
    at = _place(data, rng)
    piece = data[at : at + rng.choice((1, 8, 60))]
    data[at:at] = piece * rng.choice((1, 2, 100))


def _swap(data: bytearray, rng: Random, _given: Given) -> None:
    length = rng.choice((1, 4, 16, 256))
    a, b = sorted((_place(data, rng), _place(data, rng)))
    if a + length <= b and b + length <= len(data):
        one, other = data[a : a + length], data[b : b + length]
        data[a : a + length], data[b : b + length] = other, one


def _number(data: bytearray, rng: Random, _given: Given) -> None:
    """What may be a size, a count or an address."""
    width = rng.choice((2, 4, 4, 8))
    number = rng.choice(NUMBERS_64) % 256**width
    at, order = _place(data, rng), rng.choice(("little", "big"))
    data[at : at + width] = number.to_bytes(width, order)


def _splice(data: bytearray, rng: Random, given: Given) -> None:
    other = rng.choice(given)
    if other:
        start, at = rng.randrange(len(other)), _place(data, rng)
        length = rng.choice((8, 100, len(other)))
        piece = other[start : start + length]
        data[at : at + rng.choice((0, len(piece)))] = piece


WAYS: Final[tuple[Spoil, ...]] = (
    _flip,
    _flip,
    _other_bytes,
    _cut,
    _take_out,
    _put_in,
    _repeat,
    _swap,
    _number,
    _number,
    _splice,
)
