"""Arrays on their way out of a process that may be in the hands of an attacker.

One line of JSON tells names, kinds and shapes; the numbers follow as they are. Reading
that runs nothing, whatever it says, and takes no more memory than the file is long.
"""

import json
import math
import os
import re
from collections.abc import Mapping
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]

HEADER: Final = 100_000  # bytes of that line at most
KINDS: Final = re.compile(r"[|<>][iufS][1-9]\d{0,3}")  # numbers and bytes
MOST_DIMENSIONS: Final = 8


def write_arrays(arrays: Mapping[str, npt.NDArray[Any]], file: IO[bytes]) -> None:
    """Write them one after the other."""
    told = [[name, array.dtype.str, array.shape] for name, array in arrays.items()]
    file.write(json.dumps(told).encode() + b"\n")
    for array in arrays.values():
        file.write(array.tobytes())
    file.flush()


def read_arrays(file: IO[bytes]) -> Arrays:
    """Read them again, from the start of a file of the system.

    Raises
    ------
    ValueError : it is not what `write_arrays` writes.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    line = file.readline(HEADER)
    left = size - len(line)
    arrays: Arrays = {}
    try:
        for name, kind, shape in json.loads(line):
            dtype, count = _told(kind, shape)
            left -= count * dtype.itemsize
            if left < 0:
                raise ValueError("it promises more than there is")
            arrays[str(name)] = np.fromfile(file, dtype, count).reshape(shape)
    except (TypeError, RecursionError) as error:
        raise ValueError("it is no list of arrays") from error
    if left:
        raise ValueError("it holds more than it tells")
    return arrays


def _told(kind: str, shape: list[int]) -> tuple[np.dtype[Any], int]:
    """The kind of an array and how many numbers it has."""
    whole = all(type(n) is int and n >= 0 for n in shape)
    if not whole or len(shape) > MOST_DIMENSIONS or not KINDS.fullmatch(kind):
        raise ValueError("it tells of no array of numbers")
    return np.dtype(kind), math.prod(shape)
