"""Pictures from outside: any damage whatever, and many at once."""

import random
import threading
import time
import warnings

import numpy as np
from PIL import Image, ImageFile

from app import images
from dnn_core.pictures import ImageError, Picture, read_picture
from tests.picture_files import (
    GREY,
    RGB,
    bmp,
    chunk,
    gif_declaring,
    noise,
    oriented,
    png,
    saved,
)


def samples():
    rgb = Image.fromarray(noise(20, 30))
    frames = {"save_all": True, "append_images": [rgb.rotate(180)]}
    exif = oriented(6)
    deep = png(np.full((9, 9), 999), GREY, depth=16, before=chunk(b"tRNS", b"\3\xe7"))
    yield from (png(noise(9, 9), RGB), bmp(noise(8, 8)), deep, gif_declaring(64, 64))
    yield from (saved(rgb, f) for f in ("PNG", "JPEG", "WEBP", "GIF", "BMP"))
    yield from (saved(rgb, f, exif=exif) for f in ("PNG", "JPEG", "WEBP"))
    yield from (saved(rgb, f, **frames) for f in ("PNG", "WEBP", "GIF"))
    yield from (saved(rgb.convert("1"), f) for f in ("PNG", "BMP", "GIF"))
    yield from (saved(rgb.convert("RGBA"), f) for f in ("PNG", "BMP"))
    yield saved(rgb.quantize(16), "PNG", transparency=bytes(range(16)))
    yield saved(rgb, "JPEG", progressive=True)
    yield saved(rgb.convert("CMYK"), "JPEG")


def broken(data, chance):
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(min(len(data), chance.choice([60, 200, 10**9])))
        kind = chance.random()
        if kind < 0.6:
            data[at] = chance.choice([0, 1, 127, 128, 255, chance.randrange(256)])
        elif kind < 0.7:
            del data[at + 1 :]
        elif kind < 0.85:
            del data[at : at + chance.randint(1, 4)]
        else:
            data[at:at] = chance.randbytes(chance.randint(1, 4))
        if not data:
            break
    return bytes(data)


def with_true_checksums(data):
    """So that damage inside a PNG's chunks reaches what reads them."""
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        parts.append(chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return b"".join(parts)


def test_any_damage_gives_a_picture_or_an_image_error():
    chance = random.Random(1)
    read = refused = 0
    start = time.perf_counter()
    for data in samples():
        for turn in range(60):
            damaged = broken(data, chance)
            if turn % 2 and damaged.startswith(b"\x89PNG"):
                damaged = with_true_checksums(damaged)
            try:
                picture = read_picture(damaged)
            except ImageError:
                refused += 1
            else:
                assert isinstance(picture, Picture)
                assert picture.seen.shape == (64, 64, 3)
                assert max(picture.original.shape) <= 640
                read += 1
    assert read > 100
    assert refused > 500
    assert time.perf_counter() - start < 20


def test_many_students_at_once(monkeypatch):
    data = [png(noise(300, 300, seed=seed), RGB) for seed in range(8)]
    expected = [read_picture(one).seen for one in data]
    before = list(warnings.filters)
    load = ImageFile.ImageFile.load
    inside, most, seen = 0, 0, {}

    def slow_load(image):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        inside -= 1
        return load(image)

    def upload(index):
        seen[index] = images.read_picture(data[index]).seen

    monkeypatch.setattr(ImageFile.ImageFile, "load", slow_load)
    threads = [threading.Thread(target=upload, args=(i,)) for i in range(len(data))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for index, array in enumerate(expected):
        np.testing.assert_array_equal(seen[index], array)
    assert most == 1  # memory for one picture, whatever the class does
    assert list(warnings.filters) == before
