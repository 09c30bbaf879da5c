"""Numbers made fit for the way to the browser: small types, and no NaN in JSON."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

AnyArray = npt.NDArray[Any]


def finite(value: float | None) -> float | None:
    """JSON knows no NaN: what is not a number any more is sent as null."""
    if value is None or not math.isfinite(value):
        return None
    return float(value)


def as_f4(values: AnyArray) -> AnyArray:
    """As float32; a tiny value stays apart from 0, a huge one becomes infinite."""
    wide = np.asarray(values, dtype=np.float64)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        narrow = wide.astype("<f4")
    lost = (narrow == 0) & (wide != 0)
    narrow[lost] = np.finfo(np.float32).smallest_normal
    return narrow


def as_u4(values: AnyArray) -> AnyArray:
    """As unsigned whole numbers of 32 bits."""
    return np.asarray(values).astype("<u4")


def as_signed(values: AnyArray) -> AnyArray:
    """Values in -1 .. 1 as 0 .. 255, 0 in the middle; what lies outside is clipped."""
    return as_u1(0.5 * values + 0.5)


def as_u1(probabilities: AnyArray) -> AnyArray:
    """Probabilities as 0 .. 255; a probability that is not a number as the middle."""
    known = np.nan_to_num(np.asarray(probabilities, dtype=np.float64), nan=0.5)
    return np.rint(np.clip(known, 0.0, 1.0) * 255.0).astype(np.uint8)
