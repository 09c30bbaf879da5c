"""The zip of a workspace: written plainly, read with suspicion."""

import io
import math
import re
import struct
import zipfile
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dnn_core.zips import lists_at_most

Numbers = npt.NDArray[Any]

MAX_BYTES: Final = 95_000_000  # of a file
MAX_MEMBERS: Final = 500
DATE: Final = (1980, 1, 1, 0, 0, 0)  # the same content is the same file

_BROKEN: Final = (
    zipfile.BadZipFile,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
# Of numpy's array files, version 1.0, what numpy itself writes. Its own reader would
# hand the header to Python's parser.
_HEADER: Final = re.compile(
    rb"\x93NUMPY\x01\x00(?P<length>..)"
    rb"\{'descr': '(?P<kind>[<|][a-z]\d)', 'fortran_order': False, "
    rb"'shape': \((?P<shape>\d{1,9}(?:, \d{1,9}){0,3},?)\), \} *\n",
    re.DOTALL,
)
DAMAGED: Final = (
    "The file is damaged or is no workspace of Layerwise. Choose the file as it was "
    "downloaded, or save the workspace again."
)


class WorkspaceError(ValueError):
    """A file that cannot be opened; the text says why and what to do."""


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, stored as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, DATE), content)
    return out.getvalue()


def array_file(array: Numbers) -> bytes:
    """An array as numpy saves it."""
    out = io.BytesIO()
    np.lib.format.write_array(out, np.ascontiguousarray(array), allow_pickle=False)
    return out.getvalue()


class Archive:
    """The members of a zip that nobody vouches for.

    Raises
    ------
    WorkspaceError : it is no such zip, or is too large.
    """

    def __init__(self, blob: bytes) -> None:
        if len(blob) > MAX_BYTES:
            raise WorkspaceError(
                f"The file has {len(blob) / 1e6:.0f} MB; a workspace has at most "
                f"{MAX_BYTES // 10**6} MB."
            )
        if not lists_at_most(blob, MAX_MEMBERS):
            raise WorkspaceError(DAMAGED)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(blob))
        except _BROKEN:
            raise WorkspaceError(DAMAGED) from None
        found = self._zip.infolist()
        self._members = {info.filename: info for info in found}
        stored = all(
            info.compress_type == zipfile.ZIP_STORED
            and info.file_size == info.compress_size
            and not info.flag_bits & 0x1
            for info in found
        )
        fits = sum(info.file_size for info in found) <= len(blob)
        if not (stored and fits and len(self._members) == len(found) <= MAX_MEMBERS):
            raise WorkspaceError(DAMAGED)

    def read(self, name: str, most: int = MAX_BYTES) -> bytes:
        """A member of at most so many bytes."""
        try:
            info = self._members[name]
            if info.file_size > most:
                raise WorkspaceError(DAMAGED)
            return self._zip.read(info)
        except WorkspaceError:
            raise
        except _BROKEN:
            raise WorkspaceError(DAMAGED) from None

    @property
    def names(self) -> tuple[str, ...]:
        """Of all members."""
        return tuple(self._members)

    def array(self, name: str, dtype: str, *shape: int | None) -> Numbers:
        """An array of exactly this type and shape; None is any length there."""
        blob = self.read(name)
        header = _HEADER.match(blob)
        if header is None or int.from_bytes(header["length"], "little") + 10 != len(
            header[0]
        ):
            raise WorkspaceError(DAMAGED)
        kind = np.dtype(dtype)
        sizes = tuple(int(n) for n in header["shape"].split(b",") if n.strip())
        alike = len(sizes) == len(shape) and all(
            wished in (None, n) for n, wished in zip(sizes, shape, strict=True)
        )
        held = math.prod(sizes) * kind.itemsize == len(blob) - len(header[0])
        if header["kind"].decode() != kind.str or not (alike and held):
            raise WorkspaceError(DAMAGED)
        return np.frombuffer(blob, kind, offset=len(header[0])).reshape(sizes)
