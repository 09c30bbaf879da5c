"""`load_h5` takes what the course's files hold and refuses everything else.

Every refusal is shown as bytes and as a path. The main ones go through the reader
process once; the others stay in this process, where the same checks must do without
that protection, and which is 0.3 s faster each.
"""

import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dnn_core.data import DataError, load_h5
from dnn_core.data.hdf5 import SIGNATURE
from tests.h5_files import OUTSIDE, SIDE, course_file, put

PIXELS = np.zeros((6, SIDE, SIDE, 3))
Edit = Callable[[h5py.File], object]


def soft_link_loop(file: h5py.File) -> None:
    del file["train_set_x"], file["test_set_x"]
    file["train_set_x"] = h5py.SoftLink("/test_set_x")
    file["test_set_x"] = h5py.SoftLink("/train_set_x")


def group_for_data(file: h5py.File) -> None:
    del file["train_set_x"]
    file.create_group("train_set_x")


def declared_only(shape: tuple[int, ...], chunks: tuple[int, ...]) -> Edit:
    """Pictures that are promised and never written."""

    def edit(file: h5py.File) -> None:
        del file["train_set_x"]
        room = {"chunks": chunks, "maxshape": (None, *shape[1:])}
        file.create_dataset("train_set_x", shape, np.uint8, **room)

    return edit


def pixels(values: Any, **options: Any) -> Edit:
    return lambda file: put(file, "train_set_x", values, **options)


def labels(values: Any, name: str = "train_set_y") -> Edit:
    return lambda file: put(file, name, np.asarray(values))


def classes(values: Any) -> Edit:
    return lambda file: put(file, "list_classes", values)


def remove(name: str) -> Edit:
    return lambda file: file.__delitem__(name)


# What is wrong with the file, how it is made so, what the sentence says.
REFUSALS: dict[str, tuple[Edit, str]] = {
    "soft-link loop": (soft_link_loop, "train_set_x is a link"),
    "group": (group_for_data, "train_set_x is a group"),
    "missing pixels": (remove("train_set_x"), "no train_set_x.*swapped"),
    "missing labels": (remove("train_set_y"), "no train_set_y"),
    "missing classes": (remove("list_classes"), "no list_classes"),
    "counts": (labels([0, 1, 0, 1, 1]), "6 pictures but train_set_y has 5 labels"),
    "label 2": (labels([0, 1, 0, 1, 2, 1]), "label 2; labels must be 0 or 1"),
    "negative label": (labels([0, -1, 0, 1, 0, 1]), "label -1"),
    "test label": (labels([0, 1, 0, 7], "test_set_y"), "test_set_y holds the label 7"),
    "one class": (labels([1] * 6), "All labels of train_set_y are 1"),
    "float labels": (labels([0.0, 1.0] * 3), "wrong dtype: labels"),
    "NaN": (pixels(np.where(PIXELS == 0, np.nan, 0)), "1152 pixels that are NaN"),
    "infinite": (pixels(PIXELS + np.inf), "NaN or infinite"),
    "float range": (pixels(PIXELS + 256.5), "from 256.5 to 256.5; the limits are 0 to"),
    "negative": (pixels(PIXELS - 1), "from -1 to -1"),
    "int64 pixels": (pixels(PIXELS.astype(np.int64)), "wrong dtype: pixels"),
    "int8 pixels": (pixels(PIXELS.astype(np.int8)), "wrong dtype: pixels"),
    "text pixels": (pixels(np.full(PIXELS.shape, b"a")), "wrong dtype: pixels"),
    "complex pixels": (pixels(PIXELS + 0j), "wrong dtype: pixels"),
    "channels first": (pixels(PIXELS.transpose(0, 3, 1, 2)), r"layout.*np\.transpose"),
    "grey": (pixels(PIXELS[..., 0]), r"shape \(6, 8, 8\)"),
    "flat": (pixels(PIXELS.reshape(6, -1)), r"shape \(6, 192\)"),
    "oblong": (pixels(np.zeros((6, 8, 9, 3))), "8 x 9 pixels.*square"),
    "tiny": (pixels(np.zeros((6, 7, 7, 3))), "7 x 7 pixels.*8 to 256"),
    "other side": (pixels(np.zeros((6, 9, 9, 3))), "9 x 9 pixels, test pictures 8 x 8"),
    "empty": (pixels(np.zeros((0, 8, 8, 3), "u1")), "6 labels|0 pictures"),
    "gigabytes": (
        declared_only((10**6, 64, 64, 3), (1, 64, 64, 3)),
        "declares 1000000 pictures, 98.3 GB",
    ),
    "never written": (declared_only((6, 8, 8, 3), (1, 8, 8, 3)), "only 0 bytes"),
    "vast chunk": (
        declared_only((6, 8, 8, 3), (2**20, 8, 8, 3)),
        "declares 201 MB but the file stores only 0 bytes",
    ),
    "unusual filter": (pixels(PIXELS, compression="lzf"), "packed by a method"),
    "checksum": (pixels(PIXELS, fletcher32=True), "packed by a method"),
    "three classes": (classes(np.array([b"a", b"b", b"c"])), "must hold two texts"),
    "numbered classes": (classes([0, 1]), "must hold two texts"),
    "long class": (classes(np.array([b"a" * 300, b"b"])), "texts of 300 bytes"),
    "class with markup": (classes(np.array([b"a", b"[b](c)"])), "a class name has"),
    "empty class": (classes(np.array([b"a", b""])), "a class name has"),
}


IN_THE_READER = {
    "soft-link loop",
    "group",
    "counts",
    "label 2",
    "NaN",
    "int64 pixels",
    "gigabytes",
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_as_bytes_and_as_path(case: str, tmp_path: Path):
    edit, sentence = REFUSALS[case]
    blob = course_file(edit)
    path = tmp_path / "train.h5"
    path.write_bytes(blob)
    said: set[str] = set()
    for source, trusted in ((blob, case not in IN_THE_READER), (path, True)):
        with pytest.raises(DataError, match=sentence) as caught:
            load_h5(source, trusted=trusted)
        said.add(str(caught.value))
    assert len(said) == 1
    assert str(tmp_path) not in said.pop()


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize("case", OUTSIDE)
def test_other_files_are_never_followed(case: str, trusted: bool, tmp_path: Path):
    """The target is a pipe nobody writes to: opening it would wait for ever."""
    target = tmp_path / "secret"
    os.mkfifo(target)
    blob = course_file(lambda file: OUTSIDE[case](file, target))
    started = time.monotonic()
    with pytest.raises(DataError, match=r"link|other files") as caught:
        load_h5(blob, trusted=trusted)
    assert time.monotonic() - started < 5
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("keep", [0, 7, 100, 1500, -400])
def test_truncated_files(keep: int, tmp_path: Path):
    path = tmp_path / "cut.h5"
    path.write_bytes(course_file()[:keep])
    for source, trusted in ((path.read_bytes(), keep != 1500), (path, True)):
        with pytest.raises(DataError, match=r"cut short|not an HDF5") as caught:
            load_h5(source, trusted=trusted)
        assert str(tmp_path) not in str(caught.value)


def test_paths_that_cannot_be_read(tmp_path: Path):
    for path in (tmp_path / "absent.h5", tmp_path, str(tmp_path / "nul\0.h5")):
        with pytest.raises(DataError) as caught:
            load_h5(path)
        assert str(tmp_path) not in str(caught.value)


def test_a_file_that_kills_its_reader_is_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("dnn_core.data.hdf5.READER", "tests.reader_acts")
    with pytest.raises(DataError, match=r"damaged, .*with h5py\.$"):
        load_h5(b"abort".ljust(512) + SIGNATURE)


def test_sound_file_in_every_form(tmp_path: Path):
    blob = course_file()
    path = tmp_path / "train.h5"
    path.write_bytes(blob)
    stream = io.BytesIO(blob)
    stream.read()  # an upload that was read before
    for source in (blob, path, str(path), stream):
        data = load_h5(source, trusted=source is not blob)
        assert (data.m_train, data.m_test) == (6, 4)
        assert data.n_x == SIDE * SIDE * 3
        assert data.class_names == ("non-cat", "cat")
        assert data.Y_train.tolist() == [[0, 1, 0, 1, 0, 1]]


@pytest.mark.parametrize(
    "options",
    [{"compression": "gzip", "shuffle": True}, {"libver": "latest"}],
    ids=["gzip", "latest"],
)
def test_other_ways_of_storing(options: dict[str, Any]):
    data, plain = (
        load_h5(course_file(**o), trusted=True) for o in (options, dict[str, Any]())
    )
    assert np.array_equal(data.X_train, plain.X_train)


def test_training_file_alone_has_no_test_set():
    def edit(file: h5py.File) -> None:
        del file["test_set_x"], file["test_set_y"]

    data = load_h5(course_file(edit), trusted=True)
    assert data.m_test == 0
    assert data.X_test.shape == (SIDE * SIDE * 3, 0)


def test_two_files_must_belong_together():
    other = course_file(classes(np.array([b"cat", b"dog"])))
    with pytest.raises(DataError, match="name their classes differently"):
        load_h5(course_file(), other, trusted=True)
    without = course_file(remove("list_classes"))
    assert load_h5(course_file(), without, trusted=True).class_names[1] == "cat"
    with pytest.raises(DataError, match="no test_set_x"):
        load_h5(course_file(), course_file(remove("test_set_x")), trusted=True)


@pytest.mark.parametrize("top", [1.0, 255.0])
def test_floating_point_pixels_are_scaled_to_one(top: float):
    values = np.linspace(0, top, PIXELS.size).reshape(PIXELS.shape)
    data = load_h5(course_file(pixels(values)), trusted=True)
    assert data.X_train.min() == 0 and data.X_train.max() == pytest.approx(1)
    assert data.images_train is not None
    assert data.images_train.max() == 255


def test_variable_length_names_and_labels_in_a_row():
    def edit(file: h5py.File) -> None:
        put(file, "list_classes", ["chien", "château d'eau"])
        put(file, "train_set_y", np.array([[0, 1, 0, 1, 1, 1]], dtype=np.uint8))

    data = load_h5(course_file(edit))
    assert data.class_names == ("chien", "château d'eau")
    assert data.Y_train.tolist() == [[0, 1, 0, 1, 1, 1]]


def test_the_course_photos(course_photos_dir: Path):
    train, test = (
        course_photos_dir / f"{split}_catvnoncat.h5" for split in ("train", "test")
    )
    data = load_h5(train, test)
    assert data.X_train.shape == (12288, 209) and data.X_test.shape == (12288, 50)
    assert data.Y_train.sum() == 72
    assert data.baseline("test") == pytest.approx(0.66)
    with h5py.File(train) as file:
        first = np.asarray(file["train_set_x"][25])  # pyright: ignore
    assert np.array_equal(data.X_train[:, 25], first.reshape(-1) / 255)
    with pytest.raises(DataError, match="swapped"):
        load_h5(test, train)
