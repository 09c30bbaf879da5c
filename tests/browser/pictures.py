"""Pictures for the tests and the screenshots, drawn here: nobody else's photos."""

import io
from typing import Any

from PIL import ExifTags, Image, ImageDraw

TURNED_LEFT = 6  # EXIF: turn it 90° clockwise to see it upright


def cat(side: int = 512, *, background: str | None = "#c4aa8c") -> Image.Image:
    """A sitting cat, facing us; without a background it is transparent around."""
    picture = Image.new("RGBA", (side, side), background or (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    fur, pale, eye = (74, 58, 48), (225, 205, 185), (150, 190, 80)
    draw.ellipse((90, 330, 422, 640), fill=fur)
    draw.polygon([(130, 250), (120, 70), (240, 165)], fill=fur)
    draw.polygon([(382, 250), (392, 70), (272, 165)], fill=fur)
    draw.ellipse((116, 130, 396, 390), fill=fur)
    draw.ellipse((196, 280, 316, 380), fill=pale)
    for x in (186, 326):
        draw.ellipse((x - 34, 206, x + 34, 262), fill=eye)
        draw.ellipse((x - 9, 208, x + 9, 260), fill=(15, 15, 15))
    draw.polygon([(240, 296), (272, 296), (256, 316)], fill=(190, 110, 110))
    for y in (310, 330, 350):
        draw.line([(210, y), (90, y - 20)], fill=pale, width=3)
        draw.line([(302, y), (422, y - 20)], fill=pale, width=3)
    return picture


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
