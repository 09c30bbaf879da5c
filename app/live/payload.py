"""What the live panel is sent: one whole state as bytes, no increments.

    u32 length of the header | header, UTF-8 JSON | blob | blob | ...

All little-endian; the header and every blob start at a multiple of 4 bytes. The
header lists the blobs in order as `[name, type, shape]` with type `f4`, `u4` or `u1`.
Messages that wait are replaced by newer ones, which is why each holds everything.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from app.live.blobs import AnyArray, as_f4, as_u1, as_u4, finite
from app.look import PLAIN, Look
from dnn_core.snapshot import Curves, LayerSnapshot, Snapshot

_TYPES: Final = {"f4": "<f4", "u4": "<u4", "u1": "u1"}


@dataclass(frozen=True, eq=False)
class Boundary:
    """The answers of a network with two inputs over a grid of the plane.

    Attributes
    ----------
    probabilities : (h, w) AL on the grid, row 0 = lowest x2.
    extent : x1 min, x1 max, x2 min, x2 max.
    """

    probabilities: AnyArray
    extent: tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Other:
    """The cost curve of another run, to compare with: (k,) iterations and costs."""

    number: int  # its colour
    name: str
    iterations: AnyArray
    cost: AnyArray


@dataclass(frozen=True, eq=False)
class Middle:
    """What the pane in the middle of the panel needs; only the chosen one is sent.

    Attributes
    ----------
    name : one of `app.pane.PANES`; histograms need no more than the snapshot.
    header, blobs : its own part of the message.
    """

    name: str = "histograms"
    header: Mapping[str, Any] = field(default_factory=dict[str, Any])
    blobs: Mapping[str, AnyArray] = field(default_factory=dict[str, AnyArray])


@dataclass(frozen=True, eq=False)
class PanelState:
    """All that the panel shows at one moment.

    Attributes
    ----------
    run : identity of the run; a new one resets zoom and axis ranges.
    snapshot, curves : the moment shown, and the past (and, seen from an earlier
        moment, the future) of the run.
    baseline_test : test accuracy of the best constant answer.
    interval_test : Wilson 95 % interval of the test accuracy.
    achieved_speed : iterations a second.
    pictures : id given to `picture_store`.
    boundary : answers over the plane, for data with two inputs.
    look : view options.
    points : id given to `points_store`.
    newest : the last iteration of the run that is there; the snapshot may be earlier.
    at : a clock in seconds; of two states the panel shows the one that is later by it.
    refresh_s : how long it waits, while the run moves, before it asks for another.
    replaying : the iteration shown moves on by itself.
    timeline_note : what to know about going back in this run, or empty.
    own : id given to `picture_store` for the student's own picture, and the
        probability the network gives it.
    others : runs whose cost is drawn behind this one's.
    middle : the pane in the middle, and what it shows.
    panes, pane : the names of the panes on offer, and the choice as text.
    """

    run: str
    snapshot: Snapshot
    curves: Curves
    baseline_test: float | None = None
    interval_test: tuple[float, float] | None = None
    achieved_speed: float | None = None
    pictures: str | None = None
    boundary: Boundary | None = None
    look: Look = PLAIN
    points: str | None = None
    newest: int | None = None
    at: float = 0.0
    refresh_s: float = 1.0
    replaying: bool = False
    timeline_note: str = ""
    own: tuple[str, float] | None = None
    others: tuple[Other, ...] = ()
    middle: Middle = Middle()
    panes: tuple[str, ...] = ("histograms",)
    pane: str = ""


def pack(state: PanelState) -> bytes:
    """One state of the panel as bytes."""
    snapshot, curves = state.snapshot, state.curves
    blobs: dict[str, AnyArray] = {
        "iterations": as_u4(curves.iterations),
        "cost": as_f4(curves.cost),
        "gradients": as_f4(curves.gradient_norms),
        "testIterations": as_u4(curves.test_iterations),
        "testCost": as_f4(curves.test_cost),
    }
    for index, other in enumerate(state.others):
        blobs[f"otherIterations{index}"] = as_u4(other.iterations)
        blobs[f"otherCost{index}"] = as_f4(other.cost)
    if state.middle.name == "histograms":
        for layer in snapshot.layers:
            blobs[f"counts{layer.layer}"] = as_u4(layer.counts)
    blobs |= state.middle.blobs
    if state.pictures is not None:
        blobs["probabilities"] = as_f4(snapshot.test_probabilities)
    if state.boundary is not None:
        blobs["boundary"] = as_u1(state.boundary.probabilities)
    return assemble(_header(state), blobs)


def pack_pictures(
    store_id: str,
    images: AnyArray,
    labels: npt.ArrayLike,
    class_names: Sequence[str],
    indices: Sequence[int] | None = None,
) -> bytes:
    """Pictures as bytes, for the store the panel reads them from.

    Parameters
    ----------
    images : (k, height, width, 3) uint8.
    labels : (k,) or (1, k) of 0 and 1.
    class_names : names of the classes 0 and 1.
    indices : which entries of `Snapshot.test_probabilities` the pictures belong to;
        the first k unless told.
    """
    count = len(images)
    header = {
        "id": store_id,
        "kind": "pictures",
        "classNames": [str(name) for name in class_names],
        "indices": [int(i) for i in (range(count) if indices is None else indices)],
    }
    blobs = {
        "images": np.ascontiguousarray(images, dtype=np.uint8),
        "labels": np.asarray(labels).reshape(-1).astype(np.uint8),
    }
    if images.ndim != 4 or images.shape[3] != 3:
        raise ValueError(f"images must be (k, height, width, 3), not {images.shape}")
    if not count == len(blobs["labels"]) == len(header["indices"]):
        raise ValueError("images, labels and indices must be equally many")
    return assemble(header, blobs)


def pack_points(
    store_id: str, X: AnyArray, Y: AnyArray, X_test: AnyArray, Y_test: AnyArray
) -> bytes:
    """Points of the plane as bytes: X (2, m), Y (1, m) or (m,), the same for test."""
    blobs = {
        "train": as_f4(X),
        "trainLabels": np.asarray(Y).reshape(-1).astype(np.uint8),
        "test": as_f4(X_test),
        "testLabels": np.asarray(Y_test).reshape(-1).astype(np.uint8),
    }
    return assemble({"id": store_id, "kind": "points"}, blobs)


def unpack(payload: bytes) -> tuple[dict[str, Any], dict[str, AnyArray]]:
    """The header and the blobs of a payload: the mirror of `js/unpack.js`."""
    length = int.from_bytes(payload[:4], "little")
    header: dict[str, Any] = json.loads(payload[4 : 4 + length])
    blobs: dict[str, AnyArray] = {}
    offset = _aligned(4 + length)
    for name, kind, shape in header["blobs"]:
        count = math.prod(shape)
        blob = np.frombuffer(payload, dtype=_TYPES[kind], count=count, offset=offset)
        blobs[name] = blob.reshape(shape)
        offset = _aligned(offset + blob.nbytes)
    return header, blobs


def _header(state: PanelState) -> dict[str, Any]:
    snapshot = state.snapshot
    return {
        "run": state.run,
        "iteration": snapshot.iteration,
        "numIterations": snapshot.num_iterations,
        "newest": snapshot.iteration if state.newest is None else state.newest,
        "at": state.at,
        "refreshMs": 1000 * state.refresh_s,
        "replaying": state.replaying,
        "timelineNote": state.timeline_note,
        "own": state.own and [state.own[0], finite(state.own[1])],
        "others": [[other.number, other.name] for other in state.others],
        "state": snapshot.state,
        "message": snapshot.message,
        "cost": finite(snapshot.cost),
        "l2Cost": finite(snapshot.l2_cost),
        "testCost": finite(snapshot.test_cost),
        "trainAccuracy": finite(snapshot.train_accuracy),
        "testAccuracy": finite(snapshot.test_accuracy),
        "baselineTest": finite(state.baseline_test),
        "intervalTest": state.interval_test and [*map(finite, state.interval_test)],
        "speed": finite(state.achieved_speed),
        "pictures": state.pictures,
        "points": state.points,
        "extent": state.boundary and [*map(finite, state.boundary.extent)],
        "logCost": state.look.log_cost,
        "sharedRange": state.look.one_range,
        "calm": state.look.calm,
        "projector": state.look.projector,
        "layers": [_layer(layer) for layer in snapshot.layers],
        "middle": {"name": state.middle.name, **state.middle.header},
        "panes": state.panes,
        "pane": state.pane,
    }


def _layer(layer: LayerSnapshot) -> dict[str, Any]:
    return {
        "layer": layer.layer,
        "shape": [int(n) for n in layer.shape],
        "low": finite(layer.low),
        "high": finite(layer.high),
        "minimum": finite(layer.minimum),
        "maximum": finite(layer.maximum),
        "zeros": finite(layer.zeros),
        "norm": finite(layer.gradient_norm),
        "sampled": layer.sampled,
    }


def assemble(header: Mapping[str, Any], blobs: Mapping[str, AnyArray]) -> bytes:
    """A message as the module describes it."""
    listed = [
        [name, f"{blob.dtype.kind}{blob.dtype.itemsize}", list(blob.shape)]
        for name, blob in blobs.items()
    ]
    text = json.dumps(
        {**header, "blobs": listed}, separators=(",", ":"), allow_nan=False
    ).encode()
    parts = [len(text).to_bytes(4, "little"), text, _padding(4 + len(text))]
    for blob in blobs.values():
        parts += [blob.tobytes(), _padding(blob.nbytes)]
    return b"".join(parts)


def _aligned(offset: int) -> int:
    return offset + -offset % 4


def _padding(length: int) -> bytes:
    return bytes(-length % 4)
