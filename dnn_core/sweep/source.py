"""Where a worker finds the examples: sent once, not with every group of runs."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from dnn_core.activations import Array
from dnn_core.engine import Inputs

OPENED = 2  # data sets that a worker keeps


class Source(Protocol):
    """Something to send to a worker, which gets the examples from it."""

    def inputs(self) -> Inputs:
        """The examples: in one process the same object each time.

        So what its runs share, such as G = X^T X, is computed once in each process.
        """
        ...


@dataclass(frozen=True, eq=False)
class Held:
    """Examples in memory: for this process, or for a cluster that keeps what it got."""

    held: Inputs

    def inputs(self) -> Inputs:
        """The examples."""
        return self.held


@dataclass(frozen=True)
class Stored:
    """Examples as files of a folder, for the processes of one machine.

    They map the files into memory, which holds them once, however many workers read.
    """

    folder: Path

    @classmethod
    def write(cls, inputs: Inputs, folder: Path) -> "Stored":
        """Lay the examples down in an empty folder."""
        np.save(folder / "X.npy", inputs.X)
        np.save(folder / "Y.npy", inputs.Y)
        if inputs.m_test:  # an empty file cannot be mapped
            np.save(folder / "X_test.npy", inputs.X_test)
            np.save(folder / "Y_test.npy", inputs.Y_test)
        return cls(folder)

    def inputs(self) -> Inputs:
        """The examples."""
        return _opened(self.folder)


@lru_cache(maxsize=OPENED)
def _opened(folder: Path) -> Inputs:
    X, Y = _mapped(folder / "X.npy"), _mapped(folder / "Y.npy")
    if not (folder / "X_test.npy").is_file():
        return Inputs.training_only(X, Y)
    return Inputs(X, Y, _mapped(folder / "X_test.npy"), _mapped(folder / "Y_test.npy"))


def _mapped(path: Path) -> Array:
    return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
