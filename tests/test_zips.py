"""Zip files whose list of contents alone would fill the memory."""

import struct
import zipfile

import pytest

from dnn_core.data import DataError, load_own
from dnn_core.workspace import WorkspaceError, read_workspace
from dnn_core.zips import lists_at_most
from tests.zip_files import two_folders, zipped


def test_honest_files_are_short():
    assert lists_at_most(zipped(two_folders(5)), 10)
    assert lists_at_most(zipped({}), 0)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x05\x06", b"PK\x05\x06" + bytes(17), zipped(two_folders())[:-30]],
)
def test_what_has_no_list(data):
    assert not lists_at_most(data, 1000)


def test_a_long_list_is_refused_before_it_is_read(monkeypatch):
    many = zipped({f"a/{i}.png": b"" for i in range(40_000)})

    def read(file):
        raise AssertionError("the list was read")

    monkeypatch.setattr(zipfile, "ZipFile", read)
    with pytest.raises(DataError, match=r"far more than 1,000 pictures"):
        load_own(many)
    with pytest.raises(WorkspaceError):
        read_workspace(many)


def test_a_list_in_the_format_for_large_files_is_refused():
    """Python believes that one, whatever the short one says."""
    honest = zipped(two_folders())
    at = honest.rfind(b"PK\x05\x06")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    assert not lists_at_most(honest[:at] + locator + honest[at:], 1000)
