"""The data sets by name, with the photos present, absent and broken."""

from pathlib import Path

import pytest

from dnn_core.data import (
    PLANAR,
    DataError,
    dataset_names,
    find_photos,
    load_dataset,
    registry,
)
from tests.h5_files import course_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder where the app looks for photos; the real one is out of sight."""
    monkeypatch.setattr(registry, "FOLDER", tmp_path / "none")
    monkeypatch.setenv("LAYERWISE_DATA", str(tmp_path))
    return tmp_path


def test_without_photos(folder: Path):
    assert find_photos() is None
    assert dataset_names() == ("silhouettes", "drawings", *PLANAR)
    with pytest.raises(DataError, match=r"train_catvnoncat.h5 and .* upload"):
        load_dataset("photos")


def test_photos_are_picked_up(folder: Path):
    for name in registry.PHOTO_FILES:
        (folder / name).write_bytes(course_file())
    photos = load_dataset("photos")
    assert dataset_names()[2] == photos.name == "photos"
    assert (photos.m_train, photos.m_test) == (6, 4)


def test_photos_in_the_datasets_folder(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "FOLDER", folder)
    monkeypatch.delenv("LAYERWISE_DATA")
    (folder / registry.PHOTO_FILES[0]).write_bytes(course_file())
    assert "photos" in dataset_names()
    with pytest.raises(
        DataError, match=r"'test_catvnoncat.h5' was not found"
    ) as caught:
        find_photos()
    assert str(folder) not in str(caught.value)


def test_broken_photos(folder: Path):
    for name in registry.PHOTO_FILES:
        (folder / name).write_bytes(b"a web page saying 404")
    with pytest.raises(DataError, match="not an HDF5 file"):
        find_photos()


@pytest.mark.parametrize("name", ["silhouettes", "drawings"])
def test_missing_files(folder: Path, name: str):
    with pytest.raises(DataError, match=rf"'{name}_train.h5' was not found"):
        load_dataset(name)


def test_planar_arguments_are_passed_on(folder: Path):
    assert load_dataset("moons", m=40, seed=3).m_train == 40


def test_unknown_name(folder: Path):
    with pytest.raises(ValueError, match="unknown data set 'dogs', expected one of"):
        load_dataset("dogs")
