"""Zip files of pictures, as students make them."""

import io
import zipfile

import numpy as np
from PIL import Image


def png(value, side=8):
    file = io.BytesIO()
    Image.fromarray(np.full((side, side, 3), value, np.uint8)).save(file, "PNG")
    return file.getvalue()


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def two_folders(count=5):
    cats = {f"pets/cats/{i}.png": png(200 + i) for i in range(count)}
    others = {f"pets/not cats/{i}.png": png(10 + i) for i in range(count)}
    return cats | others
