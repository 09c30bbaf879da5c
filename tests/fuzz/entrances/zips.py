"""A zip of two folders of pictures."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Sequence
from random import Random

from dnn_core.data import DataError, load_own
from tests.fuzz import values
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance
from tests.zip_files import png, two_folders, zipped

STORED, PACKED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
BZIP2, LZMA = zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
HEADS = {CENTRAL: 46, LOCAL: 30}


def archive(files: Sequence[tuple[str, bytes]], method: int = PACKED) -> bytes:
    """A zip of these, also with a name twice."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as made:
        warnings.simplefilter("ignore")
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def sound() -> list[bytes]:
    """Every way of packing."""
    files = two_folders(2)
    some = tuple(files.items())
    return [zipped(files), *(archive(some, way) for way in (STORED, BZIP2, LZMA))]


def hostile() -> list[bytes]:
    """Bombs, links, names that lead elsewhere, zips in zips."""
    some = tuple(two_folders(2).items())
    names = [text.encode("utf-8", "replace").decode() for text in values.TEXTS]
    odd = [name.replace("\0", "") + "/1.png" for name in names]
    bomb = bytes(21_000_000)
    link = zipfile.ZipInfo("pets/cats/link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    linked = io.BytesIO(zipped(two_folders(2)))
    with zipfile.ZipFile(linked, "a") as opened:
        opened.writestr(link, "/etc/passwd")
    return [
        archive([*some, ("cats/bomb.png", bomb), ("not cats/bomb.png", bomb)]),
        linked.getvalue(),
        archive([*some, *some]),
        archive([("cats/zip.png", zipped(two_folders(2))), *some]),
        archive([("../../cats/1.png", png(5)), ("/not cats/1.png", png(6)), *some]),
        archive([("cats\\1.png", png(5)), ("C:\\not cats\\2.png", png(6))]),
        *(archive([*some, (name, png(7))]) for name in odd if len(name) < 60_000),
        *(archive([(f"{name}/2.png", png(7))]) for name in ("a" * 300, "../..", "."))
    ]  # fmt: skip


def damage(given: Sequence[bytes], rng: Random) -> bytes:
    """Spoilt bytes, or a field of a header that lies."""
    if rng.random() < 0.5:
        return damaged(given, rng)
    data = bytearray(rng.choice(given))
    kind, length = rng.choice(list(HEADS.items()))
    heads = [at for at in range(0, len(data) - length) if data.startswith(kind, at)]
    if len(data) > 100_000 or not heads:
        return damaged(given, rng)
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.choice(heads) + rng.randrange(4, length - 4)
        number = rng.choice((0, 1, 8, 12, 14, 0xFFFF, 2**31, 2**32 - 1))
        form = rng.choice(("<H", "<I"))
        struct.pack_into(form, data, at, number % 256 ** struct.calcsize(form))
    return bytes(data)


def enter(data: bytes) -> Sequence[str]:
    """As an upload is read."""
    dataset = load_own(data)
    assert dataset.image_shape == (64, 64, 3)
    return [dataset.note, *(f"{name}." for name in dataset.class_names)]


ZIPS = Entrance("zips", sound, enter, (DataError,), damage, hostile)
