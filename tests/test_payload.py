"""What the live panel is sent: layout, honesty about numbers, and its mirror in JS."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.live.payload import (
    Boundary,
    PanelState,
    pack,
    pack_pictures,
    pack_points,
    unpack,
)
from dnn_core.snapshot import Curves, LayerSnapshot, Snapshot

UNPACK_JS = Path(__file__).parents[1] / "app" / "live" / "js" / "unpack.js"


def layer(index: int = 1, **changes: Any) -> LayerSnapshot:
    plain = LayerSnapshot(
        layer=index,
        shape=(3, 2),
        counts=np.array([1, 0, 5]),
        low=-0.5,
        high=0.5,
        minimum=-0.4,
        maximum=0.45,
        zeros=0.25,
        gradient_norm=0.125,
    )
    return replace(plain, **changes)


def snapshot(**changes: Any) -> Snapshot:
    plain = Snapshot(
        iteration=3,
        num_iterations=2500,
        state="running",
        cost=0.5,
        l2_cost=0.0,
        test_cost=None,
        train_accuracy=0.75,
        test_accuracy=None,
        layers=(layer(1), layer(2)),
        test_probabilities=np.array([0.25, 1.0]),
    )
    return replace(plain, **changes)


def curves(k: int = 3) -> Curves:
    return Curves(
        iterations=np.arange(float(k)),
        cost=np.linspace(0.75, 0.25, k),
        gradient_norms=np.arange(2.0 * k).reshape(2, k),
        test_iterations=np.zeros(0),
        test_cost=np.zeros(0),
        train_accuracy=np.zeros(0),
        test_accuracy=np.zeros(0),
    )


def state(**changes: Any) -> PanelState:
    return replace(PanelState("run-1", snapshot(), curves()), **changes)


def test_scalars_and_arrays_come_back() -> None:
    header, blobs = unpack(pack(state(pictures="cats")))
    assert (header["run"], header["iteration"], header["state"]) == (
        "run-1",
        3,
        "running",
    )
    assert header["testCost"] is None and header["trainAccuracy"] == 0.75
    assert header["layers"][1]["shape"] == [3, 2]
    assert blobs["iterations"].tolist() == [0, 1, 2]
    assert blobs["cost"].tolist() == [0.75, 0.5, 0.25]
    assert blobs["gradients"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert blobs["counts2"].tolist() == [1, 0, 5]
    assert blobs["probabilities"].tolist() == [0.25, 1.0]


def test_layout_is_little_endian_and_aligned() -> None:
    payload = pack(state(run="a run of odd length, é"))
    length = int.from_bytes(payload[:4], "little")
    assert json.loads(payload[4 : 4 + length].decode("utf-8"))["run"].endswith("é")
    assert len(payload) % 4 == 0
    start = 4 + length + -length % 4
    assert payload[start : start + 8] == bytes([0, 0, 0, 0, 1, 0, 0, 0])


def test_a_state_without_past_can_be_packed() -> None:
    _, blobs = unpack(pack(state(curves=curves(0))))
    assert blobs["cost"].shape == (0,) and blobs["gradients"].shape == (2, 0)


def test_a_diverged_run_is_valid_json_and_keeps_its_infinities() -> None:
    broken = snapshot(
        cost=float("nan"), layers=(layer(gradient_norm=float("inf")),), l2_cost=np.inf
    )
    past = replace(curves(), cost=np.array([0.5, np.inf, np.nan]))
    header, blobs = unpack(pack(state(snapshot=broken, curves=past)))
    assert header["cost"] is None and header["l2Cost"] is None
    assert header["layers"][0]["norm"] is None
    assert blobs["cost"][0] == 0.5
    assert np.isinf(blobs["cost"][1]) and np.isnan(blobs["cost"][2])


def test_only_a_true_zero_gradient_is_sent_as_zero() -> None:
    tiny = replace(curves(), gradient_norms=np.array([[0.0, 1e-300, 1e300]] * 2))
    _, blobs = unpack(pack(state(curves=tiny)))
    zero, small, large = blobs["gradients"][0]
    assert zero == 0.0
    assert 0.0 < small < 1e-30
    assert np.isinf(large)


def test_a_boundary_is_sent_in_256_steps() -> None:
    grid = np.array([[0.0, 0.5, 1.0], [-0.1, np.nan, 1.2]])
    header, blobs = unpack(pack(state(boundary=Boundary(grid, (-1.0, 1.0, -2.0, 2.0)))))
    assert header["extent"] == [-1.0, 1.0, -2.0, 2.0]
    assert blobs["boundary"].dtype == np.uint8
    assert blobs["boundary"].tolist() == [[0, 128, 255], [0, 128, 255]]


def test_nothing_is_sent_that_is_not_drawn() -> None:
    header, blobs = unpack(pack(state()))
    assert header["extent"] is None and header["pictures"] is None
    assert "boundary" not in blobs and "probabilities" not in blobs


def test_a_four_layer_cat_update_stays_small() -> None:
    k = 400
    rows = np.ones((4, k))
    past = replace(curves(k), gradient_norms=rows)
    layers = tuple(layer(i, counts=np.ones(40)) for i in range(1, 5))
    size = len(pack(state(snapshot=snapshot(layers=layers), curves=past)))
    assert size < 12_000


def test_pictures_come_back() -> None:
    images = np.arange(2 * 4 * 4 * 3, dtype=np.uint8).reshape(2, 4, 4, 3)
    names = ["no cat", "cat"]
    payload = pack_pictures("cats", images, np.array([[1, 0]]), names, [7, 3])
    header, blobs = unpack(payload)
    assert header["kind"] == "pictures" and header["classNames"] == names
    assert header["indices"] == [7, 3]
    assert blobs["labels"].tolist() == [1, 0]
    assert np.array_equal(blobs["images"], images)


def test_pictures_of_a_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match=r"\(k, height, width, 3\)"):
        pack_pictures("cats", np.zeros((2, 48)), np.zeros(2), ["no", "yes"])
    with pytest.raises(ValueError, match="equally many"):
        pack_pictures("cats", np.zeros((2, 4, 4, 3)), np.zeros(3), ["no", "yes"])


def test_points_come_back() -> None:
    X = np.array([[0.5, 1.0], [-1.0, 2.0]])
    payload = pack_points("moons", X, np.array([[1, 0]]), X[:, :1], np.array([1]))
    header, blobs = unpack(payload)
    assert header["id"] == "moons" and header["kind"] == "points"
    assert np.array_equal(blobs["train"], X)
    assert blobs["trainLabels"].tolist() == [1, 0]
    assert blobs["test"].shape == (2, 1)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize("shift", [0, 1, 2])
def test_the_browser_reads_what_python_wrote(tmp_path: Path, shift: int) -> None:
    """Also from unaligned memory, as a part of a larger message."""
    module = tmp_path / "unpack.mjs"
    module.write_text(UNPACK_JS.read_text())
    file = tmp_path / "payload"
    file.write_bytes(bytes(shift) + pack(state(run="é")))
    script = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ unpack }} from {json.dumps(module.as_uri())};
        const file = new Uint8Array(readFileSync({json.dumps(str(file))}));
        const {{ run, iteration, blobs }} = unpack(file.subarray({shift}));
        const list = ({{ data, shape }}) => [[...data], shape];
        console.log(JSON.stringify(
          [run, iteration, list(blobs.gradients), list(blobs.counts2)]));
    """
    command = ["node", "--input-type=module", "--eval", script]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    expected = ["é", 3, [[0, 1, 2, 3, 4, 5], [2, 3]], [[1, 0, 5], [3]]]
    assert json.loads(result.stdout) == expected
