"""Fixtures that more than one test file needs."""

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from dnn_core.data import Dataset, load_dataset

settings.register_profile("layerwise", deadline=None)  # a time is never a test
settings.load_profile("layerwise")
os.environ["LAYERWISE_STATE"] = ""  # no test saves where a user's server does


@pytest.fixture(autouse=True)
def main_module() -> Generator[None]:
    """Streamlit's test runner makes a page the main program, and leaves it so: what is
    started in another process afterwards would begin with that page."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def course_photos_dir() -> Path:
    """The folder with the course's two photo files, which are not in the repository."""
    folder = Path(os.environ.get("LAYERWISE_DATA") or "datasets")
    if not (folder / "train_catvnoncat.h5").is_file():
        reason = "the course's photos are not here: set LAYERWISE_DATA to their folder"
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def silhouettes() -> Dataset:
    """The embedded cat silhouettes, read once; nobody can write to them."""
    return load_dataset("silhouettes")
