"""Processes that read strangers' files: they may die, hang, lie, and harm nobody."""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

from dnn_core.apart.arrays import read_arrays, write_arrays
from dnn_core.apart.reading import Unread, read_apart

ACTS = "tests.reader_acts"
DAMAGED = "^$"  # the caller knows what was read, and has a sentence of its own
linux = pytest.mark.skipif(sys.platform != "linux", reason="bounded on Linux only")


def test_a_sound_file_is_read():
    found = read_apart(ACTS, [b"four", b"", b"1234567"])
    assert found["size"].tolist() == [4, 0, 7]


@pytest.mark.parametrize("act", ["abort", "exit", "say nonsense"])
def test_a_reader_that_dies_or_talks_nonsense(act: str):
    with pytest.raises(Unread, match=DAMAGED):
        read_apart(ACTS, [act.encode()])


@pytest.mark.parametrize("act", ["loop", "sleep"])
def test_a_reader_that_does_not_end(act: str):
    began = time.monotonic()
    with pytest.raises(Unread, match=r"longer than the limit of 2 s\. Save"):
        read_apart(ACTS, [act.encode()], seconds=2)
    assert time.monotonic() - began < 5


@linux
@pytest.mark.parametrize("act", ["gigabytes", "flood"])
def test_a_reader_that_takes_or_sends_too_much(act: str):
    with pytest.raises(Unread, match=DAMAGED):
        read_apart(ACTS, [act.encode()])


@linux
def test_a_reader_can_open_no_file(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    with pytest.raises(Unread, match=DAMAGED):
        read_apart(ACTS, [f"open {secret}".encode()])


def test_a_refusal_comes_through_and_is_cut():
    with pytest.raises(Unread, match=r"^Too many cats\.$"):
        read_apart(ACTS, [b"refuse Too many cats."])
    with pytest.raises(Unread) as long:
        read_apart(ACTS, [b"refuse " + b"a" * 10**6])
    assert str(long.value) == "a" * 1000


ARRAYS = {
    "x": np.arange(12.0).reshape(3, 4) / 7,
    "fortran": np.asfortranarray(np.arange(6).reshape(2, 3)),
    "none": np.zeros((0, 5), dtype=np.float32),
    "names": np.array([b"cat", b"no"]),
    "one": np.array(7, dtype=np.uint8),
    "odd": np.array([np.nan, -0.0, np.inf]),
}


def test_arrays_come_back_bit_by_bit():
    with tempfile.TemporaryFile() as file:
        write_arrays(ARRAYS, file)
        found = read_arrays(file)
    assert list(found) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype and found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes()


LIES: dict[str, tuple[object, bytes]] = {
    "more than there is": ([["x", "<f8", [10**12]]], bytes(8)),
    "beyond counting": ([["x", "<f8", [2**62, 2**62]]], bytes(8)),
    "less than there is": ([["x", "<f8", [1]]], bytes(9)),
    "negative": ([["x", "<f8", [-1]], ["y", "<f8", [2]]], bytes(8)),
    "no width": ([["x", "|S0", [10**12]]], b""),
    "objects": ([["x", "|O", [1]]], bytes(8)),
    "fields": ([["x", "<f8,<f8", [1]]], bytes(16)),
    "many dimensions": ([["x", "<f8", [1] * 33]], bytes(8)),
    "a truth": ([["x", "<f8", [True]]], bytes(8)),
    "a shape in words": ([["x", "<f8", "12"]], bytes(8)),
    "no triples": ([["x", "<f8"]], b""),
    "a number": (7, b""),
    "unknown kind": ([["x", "<f3", [1]]], bytes(3)),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_about_arrays_is_found_out(lie: str):
    told, body = LIES[lie]
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(told).encode() + b"\n" + body)
        with pytest.raises(ValueError):
            read_arrays(file)


@pytest.mark.parametrize("head", [b"", b"\n", b"[" * 90_000, b"\xff\n", b"x" * 200_000])
def test_what_is_no_list_at_all(head: bytes):
    with tempfile.TemporaryFile() as file:
        file.write(head)
        with pytest.raises(ValueError):
            read_arrays(file)
