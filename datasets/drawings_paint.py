"""Painting a drawing on a background: crop, turn, place, brighten.

Every picture is painted by the generator it is given and by nothing else.
"""

import importlib
import io
from typing import Any

import numpy as np
from PIL import Image

SIDE = 64
RENDERED = 256  # pixels a vector drawing is rendered at, before it is made small
STRENGTH = 0.3  # share of the ranges below; at 1 the network learns less
DEGREES, SCALE, SHIFT, BRIGHTNESS = 15.0, 0.25, 0.125, 0.4
FILLS = 0.85  # of the side, by the longer side of an unscaled drawing
VISIBLE = 8  # alpha above this counts when cropping

resvg: Any = importlib.import_module("resvg_py")  # has no types


def render(data: bytes) -> Image.Image:
    """An SVG, PNG or WebP as an RGBA image, cropped to what is visible."""
    if data.startswith(b"<svg"):
        png = resvg.svg_to_bytes(
            svg_string=data.decode(), width=RENDERED, skip_system_fonts=True
        )
        data = bytes(png)
    image = Image.open(io.BytesIO(data)).convert("RGBA")
    rows, columns = np.nonzero(np.asarray(image)[:, :, 3] > VISIBLE)
    left, right = int(columns.min()), int(columns.max()) + 1
    top, bottom = int(rows.min()), int(rows.max()) + 1
    image = image.crop((left, top, right, bottom))
    image.thumbnail((RENDERED, RENDERED), Image.Resampling.LANCZOS)
    return image


def background(rng: np.random.Generator) -> np.ndarray:
    """Plain, a gradient, blurred noise or two tones: (SIDE, SIDE, 3) of 0 to 255."""
    first, second = rng.integers(64, 256, (2, 3))
    style = rng.choice(["plain", "gradient", "noise", "two tones"])
    angle = rng.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    ramp = (rows * np.sin(angle) + columns * np.cos(angle) + np.sqrt(2)) / np.sqrt(8)
    grain = Image.fromarray(rng.integers(0, 256, (8, 8), dtype=np.uint8))
    share = {
        "plain": np.zeros_like(ramp),
        "gradient": ramp,
        "noise": np.asarray(grain.resize((SIDE, SIDE), Image.Resampling.BICUBIC)) / 255,
        "two tones": (ramp > 0.5).astype(float),
    }[str(style)]
    return first + share[:, :, None] * (second - first)


def paint(drawing: Image.Image, rng: np.random.Generator) -> np.ndarray:
    """The drawing, slightly changed, on a background: (SIDE, SIDE, 3) uint8."""
    canvas = background(rng)
    if rng.random() < 0.5:
        drawing = drawing.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    ranges = DEGREES, SCALE, SHIFT, SHIFT, BRIGHTNESS
    degrees, scale, right, down, brighter = rng.uniform(-STRENGTH, STRENGTH, 5) * ranges
    drawing = drawing.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    factor = FILLS * SIDE * (1 + scale) / max(drawing.size)
    width, height = (max(1, round(factor * n)) for n in drawing.size)
    drawing = drawing.resize((width, height), Image.Resampling.LANCZOS)
    left = round((SIDE - width) / 2 + right * SIDE)
    top = round((SIDE - height) / 2 + down * SIDE)
    layer = Image.new("RGBA", (SIDE, SIDE))
    layer.paste(drawing, (left, top))
    pixels = np.asarray(layer, dtype=np.float64)
    cover = pixels[:, :, 3:] / 255
    picture = (canvas + cover * (pixels[:, :, :3] - canvas)) * (1 + brighter)
    return np.rint(picture.clip(0, 255)).astype(np.uint8)
