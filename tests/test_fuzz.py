"""The fuzz harness can fail: whatever is planted is found, and nothing else.

It forks, which a process with threads should not: hence a process of its own.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.board import Sums
from tests.fuzz.driver import drive
from tests.fuzz.entrance import Inputs
from tests.fuzz.judge import fault_of
from tests.fuzz.planted import BAD, NONE, PLANTED, PREPARED
from tests.fuzz.worker import Limits

LIMITS = Limits(seconds=0.5, megabytes=60.0, waiting_s=1.5)
COUNT = 3  # a sound input, one that meets the defect, one that is spoilt
KINDS = {"foreign": "sentence", "waits": "hang"}


def found() -> dict[str, list[Any]]:
    """Defects by entrance, with the number of the input."""
    entrances = [*PLANTED.values(), NONE, PREPARED]
    results = drive(entrances, COUNT, 1, processes=2, limits=LIMITS)
    return {r.entrance.name: [list(d) for d in r.defects] for r in results}


@pytest.fixture(scope="module")
def defects() -> dict[str, list[tuple[int, str, str]]]:
    command = [sys.executable, "-m", "tests.test_fuzz"]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, capture_output=True, cwd=root, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_defect_is_found(defects, name):
    numbers = {number: kind for number, kind, _ in defects[name]}
    assert numbers[1] == KINDS.get(name, name)
    assert 0 not in numbers


def test_what_is_told_of_a_defect(defects):
    whys = {name: told[0][2] for name, told in defects.items() if told}
    assert "KeyError" in whys["crash"]
    assert "0.5 s" in whys["hang"]
    assert "MB" in whys["memory"]
    assert "-6" in whys["death"]
    assert "a path" in whys["sentence"]
    assert "a library" in whys["foreign"]


def test_nothing_is_found_where_nothing_is(defects):
    assert defects["none"] == []


def test_a_death_is_no_defect_where_the_product_is_prepared(defects):
    assert defects["prepared"] == []


def test_an_input_can_be_made_again():
    first, again, other = Inputs(NONE, 1), Inputs(NONE, 1), Inputs(NONE, 2)
    numbers = range(2, 60)
    assert [first[n] for n in numbers] == [again[n] for n in numbers]
    assert [first[n] for n in numbers] != [other[n] for n in numbers]
    assert BAD in first[1] and first[0] == b"a sound input"


def test_sums_are_of_both():
    one, other = Sums(1, 2, 0.5, 3.0), Sums(10, 20, 0.1, 30.0)
    assert one.plus(other) == (11, 22, 0.5, 30.0)


@pytest.mark.parametrize(
    "sentence",
    ["The file has 3 rows; 10 are needed.", "Save it as a plain .py file.", "Why (x)?"],
)
def test_a_sentence_of_ours_is_one(sentence):
    assert fault_of(sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "no full stop",
        "x" * 600 + ".",
        "In /home/ada/x it is.",
        "See C:\\Users.",
        "Traceback (most recent call last).",
        "In <_io.BytesIO object at 0x7f2a>.",
        "In engine.py it is.",
        "A line\nand another.",
        "Turned \u202e around.",
        "See ![](//a.b).",
    ],
)
def test_what_may_not_be_told(sentence):
    assert fault_of(sentence)


if __name__ == "__main__":
    print(json.dumps(found()))
