"""Own examples, parted into those to learn from and those to test on."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dnn_core.data.dataset import DataError

Indices = npt.NDArray[np.intp]
FEWEST = 2  # examples of each class to learn from


class Split(NamedTuple):
    """Which examples are learned from and which are tested on: (m,) indices each."""

    train: Indices
    test: Indices


def split_examples(
    labels: npt.NDArray[np.bool_],
    names: tuple[str, str],
    *,
    test_share: float,
    seed: int,
) -> Split:
    """Part examples by lot, each class by the same share.

    Parameters
    ----------
    labels : (m,), True for class 1.
    names : of the classes 0 and 1, for the sentences.
    test_share : of each class, from 0 to 0.5.
    seed : of the lot.

    Raises
    ------
    ValueError : the share is out of its limits.
    DataError : a class has too few examples.
    """
    if not 0.0 <= test_share <= 0.5:
        raise ValueError(
            f"The share of the test set is {test_share:g}; it must be from 0 to 0.5."
        )
    random = np.random.default_rng(seed)
    train, test = list[Indices](), list[Indices]()
    for label in (False, True):
        members = random.permutation(np.flatnonzero(labels == label))
        held_out = round(test_share * len(members))
        if len(members) - held_out < FEWEST:
            raise DataError(
                f"Of the class {names[label]!r} there are {len(members)} examples, "
                f"{held_out} of them to test on; at least {FEWEST} must be left to "
                "learn from. Add some, or make the test set smaller."
            )
        test.append(members[:held_out])
        train.append(members[held_out:])
    return Split(
        random.permutation(np.concatenate(train)),
        random.permutation(np.concatenate(test)),
    )
