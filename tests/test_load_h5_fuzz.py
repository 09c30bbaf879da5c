"""Damaged and malicious files by the hundred: a data set or a sentence, never a crash.

The HDF5 library itself does crash or loop on a few files in ten thousand. In the app
every file gets a reader process of its own; here, to save its start, each reader is
a fork of one process that has everything imported and is then confined in the same
way. All of it runs apart from pytest, so that a crash of `load_h5` would be seen.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from dnn_core.apart.arrays import Arrays
from dnn_core.apart.limits import confine
from dnn_core.apart.reading import MOST, answered, serve
from dnn_core.data import DataError, h5_child, hdf5, load_h5
from dnn_core.data.h5_reader import read_files
from tests.h5_files import OUTSIDE, course_file, put

CASES = 500
PROCESSES = os.cpu_count() or 1  # that share the cases
CANARY = 173  # pixels of the file outside; the sound files hold 0 to 127


def canary_file(folder: Path) -> Path:
    """A sound file that no other file may lead to, with something before it too."""
    path = folder / "canary.h5"
    secret = np.full((6, 8, 8, 3), CANARY, dtype=np.uint8)
    blob = course_file(lambda file: put(file, "train_set_x", secret))
    path.write_bytes(bytes([CANARY] * 2048) + blob)
    return path


def originals(canary: Path) -> list[bytes]:
    """Files to damage: both generations of the format, all ways to point outside."""
    packed: dict[str, Any] = {"chunks": (2, 8, 8, 3), "compression": "gzip"}
    growing = dict[str, Any](**packed, shuffle=True, maxshape=(None, None, 8, 3))
    files: list[bytes] = []
    for libver in ("earliest", "latest"):
        for options in (dict[str, Any](), packed, growing):
            files.append(course_file(libver=libver, **options))
    files.append(course_file(lambda file: put(file, "list_classes", ["no", "yes"])))
    for point_outside in OUTSIDE.values():
        files.append(course_file(lambda f, point=point_outside: point(f, canary)))
    return files


def mutate(files: list[bytes], rng: np.random.Generator) -> bytes:
    """One file with bytes changed, cut off, or replaced by those of another."""
    blob = bytearray(files[rng.integers(len(files))])
    size, kind = len(blob), rng.integers(5)
    if kind == 0:  # any bytes
        for place in rng.integers(size, size=rng.integers(1, 8)):
            blob[place] = rng.integers(256)
    elif kind == 1:  # bits, near the start, where the structure is
        for place in rng.integers(min(size, 1200), size=rng.integers(1, 30)):
            blob[place] ^= 1 << rng.integers(8)
    elif kind == 2:  # addresses and sizes
        numbers = (0, 96, size, 2**31, 2**32, 2**63, 2**64 - 1)
        for place in rng.integers(size - 8, size=rng.integers(1, 4)):
            number = numbers[rng.integers(len(numbers))]
            blob[place : place + 8] = number.to_bytes(8, "little")
    elif kind == 3:  # truncation
        del blob[rng.integers(size) :]
    else:  # splice
        other = files[rng.integers(len(files))]
        start, place = rng.integers(len(other)), rng.integers(size)
        piece = other[start : start + rng.integers(1, 200)]
        blob[place : place + len(piece)] = piece
    return bytes(blob)


def read_in_a_fork(module: str, blobs: Sequence[bytes]) -> Arrays:
    """What `read_apart` does, without starting Python anew."""
    assert module == hdf5.READER
    request = b"".join(len(blob).to_bytes(8, "big") + blob for blob in blobs)
    with tempfile.TemporaryFile() as answer:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                confine(1, MOST, files=False)
                status = serve(read_files, io.BytesIO(request), answer)
                answer.flush()
            finally:
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        answer.seek(0)
        return answered(status, answer, 1)


def run(canary: Path, first: int) -> Counter[str]:
    """Load every PROCESSES-th mutated file and count what came of it."""
    read_files([h5_child.rehearsal()])
    hdf5.read_apart = read_in_a_fork
    files = originals(canary)
    counts: Counter[str] = Counter()
    for case in range(first, CASES, PROCESSES):
        blob = mutate(files, np.random.default_rng(case))
        try:
            data = load_h5(blob)
        except DataError as error:
            counts["leaks"] += str(canary.parent) in str(error)
            counts["refused"] += 1
        else:
            seen = np.asarray(data.images_train).tobytes()
            counts["leaks"] += bytes([CANARY] * 24) in seen
            counts["loaded"] += 1
    return counts


def test_plain_h5py_would_meet_the_canary(tmp_path: Path):
    """The originals do lead outside; otherwise the next test would show nothing."""
    for blob in originals(canary_file(tmp_path))[-len(OUTSIDE) :]:
        (tmp_path / "attack.h5").write_bytes(blob)
        with h5py.File(tmp_path / "attack.h5") as file:
            pixels = file["train_set_x"]
            assert isinstance(pixels, h5py.Dataset)
            assert np.all(pixels[:] == CANARY)


def test_mutated_files(tmp_path: Path):
    canary = canary_file(tmp_path)
    command = [sys.executable, "-m", "tests.test_load_h5_fuzz", str(canary)]
    root, pipe = Path(__file__).parent.parent, subprocess.PIPE
    processes = [
        subprocess.Popen([*command, str(first)], stdout=pipe, stderr=pipe, cwd=root)
        for first in range(PROCESSES)
    ]
    counts: Counter[str] = Counter()
    for process in processes:
        with process:
            output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors.decode()[-2000:]
        counts.update(json.loads(output))
    assert counts["refused"] + counts["loaded"] == CASES
    assert min(counts["refused"], counts["loaded"]) > CASES / 10
    assert counts["leaks"] == 0


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]))))
