"""Pictures for the tests and the screenshots, drawn here: nobody else's photos."""

import io
from typing import Any

from PIL import ExifTags, Image, ImageDraw

SIZE = (320, 240)
TURNED_LEFT = 6  # EXIF: turn it 90° clockwise to see it upright


def cat(
    size: tuple[int, int] = SIZE, *, background: str | None = "#8fb7a5"
) -> Image.Image:
    """A sitting cat, facing us; without a background it is transparent around."""
    picture = Image.new("RGBA", (640, 480), background or (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    fur, dark, light = "#b5773c", "#7a4a22", "#f1dcc0"
    if background is not None:
        draw.rectangle((0, 370, 640, 480), fill="#6d5a48")
    draw.arc((400, 230, 560, 450), 250, 90, fill=dark, width=30)  # tail
    draw.ellipse((200, 210, 470, 460), fill=fur)
    draw.ellipse((265, 280, 400, 455), fill=light)
    for x in (255, 345):
        draw.ellipse((x, 415, x + 75, 465), fill=light)
    draw.polygon([(215, 175), (225, 45), (310, 110)], fill=fur)
    draw.polygon([(450, 175), (440, 45), (355, 110)], fill=fur)
    draw.polygon([(235, 140), (240, 80), (285, 112)], fill="#e3a7a0")
    draw.polygon([(430, 140), (425, 80), (380, 112)], fill="#e3a7a0")
    draw.ellipse((205, 85, 460, 295), fill=fur)
    draw.ellipse((275, 200, 390, 285), fill=light)
    for x in (255, 350):
        draw.ellipse((x, 150, x + 60, 205), fill="#d9e26b")
        draw.ellipse((x + 22, 152, x + 38, 203), fill="#171310")
    draw.polygon([(315, 215), (350, 215), (332, 235)], fill="#c4665f")
    draw.arc((300, 220, 333, 258), 20, 150, fill=dark, width=5)
    draw.arc((332, 220, 365, 258), 30, 160, fill=dark, width=5)
    for x in (300, 332, 364):
        draw.line((x, 95, 332 + (x - 332) // 2, 140), fill=dark, width=10)
    for dy in (-12, 4, 20):
        draw.line((285, 240, 185, 235 + dy), fill="#f7f0e6", width=3)
        draw.line((380, 240, 480, 235 + dy), fill="#f7f0e6", width=3)
    return picture.resize(size, Image.Resampling.LANCZOS)


def encoded(picture: Image.Image, format: str, **options: Any) -> bytes:
    """The bytes of a picture file."""
    content = io.BytesIO()
    picture.save(content, format, **options)
    return content.getvalue()


def jpeg(picture: Image.Image, *, orientation: int = 1) -> bytes:
    """A JPEG with next to no loss, and what its EXIF data say about turning it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    rgb = picture.convert("RGB")
    return encoded(rgb, "JPEG", quality=100, subsampling=0, exif=exif)


def as_file(name: str, content: bytes) -> dict[str, Any]:
    """What an upload place is given."""
    kinds = {"jpg": "image/jpeg", "png": "image/png"}
    kind = kinds.get(name.rpartition(".")[2], "application/octet-stream")
    return {"name": name, "mimeType": kind, "buffer": content}
