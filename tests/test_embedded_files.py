"""The embedded data files: small enough, and what their README says they are."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest

from dnn_core.data import load_dataset

DATASETS = Path(__file__).parent.parent / "datasets"
README = (DATASETS / "README.md").read_text(encoding="utf-8")
SECTIONS = {"silhouettes": "Cat silhouettes", "drawings": "Cat drawings"}


def section(name):
    """The part of the README under one heading."""
    return README.split(f"\n## {SECTIONS[name]}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", SECTIONS)
def test_arrays_are_those_of_the_readme(name):
    data = load_dataset(name)
    stated = dict(re.findall(r"`(\w+_set_[xy])` \| `(\w{64})`", section(name)))
    held = {
        "train_set_x": data.images_train,
        "test_set_x": data.images_test,
        "train_set_y": data.Y_train[0].astype(np.int64),
        "test_set_y": data.Y_test[0].astype(np.int64),
    }
    found = {k: hashlib.sha256(np.asarray(v).tobytes()) for k, v in held.items()}
    assert {k: v.hexdigest() for k, v in found.items()} == stated


def test_all_embedded_files_stay_under_five_megabytes():
    shipped = [p for p in DATASETS.glob("*.h5") if "catvnoncat" not in p.name]
    assert len(shipped) == 5
    assert sum(path.stat().st_size for path in shipped) < 5_000_000


def test_every_file_and_every_linked_licence_is_there():
    table = README.split("\n## ")[0].split("\nAll four")[0]
    for name in re.findall(r"`([\w./*]+)`", table):
        assert list(DATASETS.glob(name)), name
    linked = set(re.findall(r"\]\((licences/[^)]+)\)", README))
    there = {f"licences/{path.name}" for path in (DATASETS / "licences").iterdir()}
    assert linked == there


def test_every_package_of_the_drawings_is_pinned_and_credited():
    script = (DATASETS / "drawings_sources.py").read_text(encoding="utf-8")
    packages = re.findall(r'"(@?[\w/-]+)[@=]((?:1:)?\d[\w.+:-]*)"', script)
    assert len(packages) == 9
    for name, version in packages:
        assert re.search(rf"`{re.escape(name)}` {re.escape(version)} \|", README), name
