"""RGB arrays -> what a page shows: files and addresses."""

import base64
import io

from PIL import Image

from app.images import Pixels


def as_png(pixels: Pixels) -> bytes:
    """The file of a picture, without loss. pixels: (h, w, 3) uint8."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def as_url(pixels: Pixels) -> str:
    """The picture itself as an address, so that the browser asks the server for none.

    A page that shows many and soon shows others would take their files away while
    the browser still fetches them.
    """
    return f"data:image/png;base64,{base64.b64encode(as_png(pixels)).decode()}"


def enlarged(seen: Pixels, times: int = 6) -> Pixels:
    """Every pixel as a square, for display. (h, w, 3) -> (h * times, w * times, 3)."""
    return seen.repeat(times, axis=0).repeat(times, axis=1)
