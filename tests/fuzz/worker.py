"""A process that throws inputs at one entrance, and says how each went."""

import resource
import time
import traceback
import warnings
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import NamedTuple

from tests.fuzz.board import Board
from tests.fuzz.entrance import Entrance, Inputs
from tests.fuzz.judge import fault_of

MB = 10**6
ROOM = 2_000 * MB  # of addresses, beyond what there is: more of it fails
DEFECTS = 50  # told of by one process


class Limits(NamedTuple):
    """What one input may take.

    seconds : of CPU, so that a busy computer makes no difference.
    megabytes : that the process grows by.
    waiting_s : seconds by the clock.
    """

    seconds: float = 5.0
    megabytes: float = 400.0
    waiting_s: float = 60.0


class Defect(NamedTuple):
    """An input that was neither accepted nor refused as it should."""

    number: int
    kind: str  # crash, sentence, memory, hang, death
    why: str


def work(
    entrance: Entrance,
    inputs: Inputs,
    numbers: Iterable[int],
    limits: Limits,
    board: Board,
    defects: "Connection[Defect, Defect]",
) -> None:
    """Throw the inputs of these numbers."""
    warnings.simplefilter("ignore")
    bound_memory()
    floor, told = peak(), 0
    for number in numbers:
        data = inputs[number]
        begun = time.process_time()
        board.begin(number, time.monotonic(), begun)
        accepted, defect = judged(entrance, data, number)
        grown = peak() - floor
        board.end(accepted, time.process_time() - begun, grown)
        if grown > limits.megabytes:
            floor += grown
            defect = Defect(number, "memory", f"the process grew by {grown:.0f} MB")
        if defect is not None and told < DEFECTS:
            told += 1
            defects.send(defect)


def peak() -> float:
    """Megabytes that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def bound_memory() -> None:
    """Let what would take all memory fail instead."""
    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + ROOM, now + ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def judged(entrance: Entrance, data: bytes, number: int) -> tuple[bool, Defect | None]:
    """Whether an input was accepted, and what is wrong with how it was met."""
    try:
        sentences, accepted = entrance.enter(data), True
    except entrance.refusals as refusal:
        sentences, accepted = str(refusal).split("\n"), False
    except BaseException:
        return False, Defect(number, "crash", traceback.format_exc(limit=-8))
    for sentence in sentences:
        fault = fault_of(sentence)
        if fault:
            told = f"{sentence[:1000]!a} {fault}"
            return accepted, Defect(number, "sentence", told)
    return accepted, None
