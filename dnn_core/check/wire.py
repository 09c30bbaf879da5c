"""Values as JSON and back: how arrays cross from the student's process to ours.

Reading JSON runs nothing, whatever it says; what does not fit is an `Other`.
"""

import base64
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

MOST = 100_000  # numbers of one array that are sent; of a larger one only its shape
DEPTH = 8  # of lists in lists
LONG = 1000  # entries of one list


@dataclass(frozen=True)
class Other:
    """What is no array, number, text, list or dictionary: only what it is called."""

    name: str


def encode(value: Any, depth: int = 0) -> Any:
    """Arrays of numbers, numbers, texts, None, lists, tuples, dictionaries -> JSON."""
    if value is None:
        return None
    if isinstance(value, str):
        return {"text": value[:200]}
    if isinstance(value, (int, float)):
        huge = isinstance(value, int) and abs(value) > 2**62
        return {"other": "a huge number"} if huge else {"number": value}
    if isinstance(value, (np.ndarray, np.generic)):
        return _encode_array(value)
    if depth < DEPTH and isinstance(value, (list, tuple)) and len(value) <= LONG:
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {kind: [encode(entry, depth + 1) for entry in value]}
    if depth < DEPTH and isinstance(value, dict) and len(value) <= LONG:
        pairs = [[str(key)[:200], encode(v, depth + 1)] for key, v in value.items()]
        return {"dict": pairs}
    return {"other": type(value).__name__[:80]}


def _encode_array(value: Any) -> Any:
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "biuf":
            return {"other": f"array of {array.dtype.name}"[:80]}
        if array.size > MOST:
            return {"array": list(array.shape)}
        numbers = np.asarray(array, dtype="<f8")
    except (ValueError, TypeError, OverflowError):
        return {"other": type(value).__name__[:80]}
    packed = base64.b64encode(numbers.tobytes()).decode()
    return {"array": list(array.shape), "data": packed}


def decode(message: Any, depth: int = 0) -> Any:
    """The reverse of `encode`."""
    if message is None or depth > DEPTH + 1 or not isinstance(message, dict):
        return None if message is None else Other("something unreadable")
    match message:
        case {"text": str(text)}:
            return text
        case {"number": int() | float() as number}:
            return number
        case {"array": list(shape)}:
            return _decode_array(shape, message.get("data"))
        case {"list": list(entries)}:
            return [decode(entry, depth + 1) for entry in entries]
        case {"tuple": list(entries)}:
            return tuple(decode(entry, depth + 1) for entry in entries)
        case {"dict": list(pairs)}:
            return {
                str(pair[0]): decode(pair[1], depth + 1)
                for pair in pairs
                if isinstance(pair, list) and len(pair) == 2
            }
        case {"other": str(name)}:
            return Other(name)
        case _:
            return Other("something unreadable")


def _decode_array(shape: list[Any], data: Any) -> Any:
    if not all(isinstance(n, int) and n >= 0 for n in shape) or len(shape) > 16:
        return Other("something unreadable")
    if data is None:
        return Other(f"array of shape {tuple(shape)}")
    try:
        numbers = base64.b64decode(data, validate=True)
    except (ValueError, TypeError):
        return Other("something unreadable")
    if len(numbers) != 8 * math.prod(shape):
        return Other("something unreadable")
    return np.frombuffer(numbers, dtype="<f8").reshape(shape).astype(float)
