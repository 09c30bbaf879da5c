"""The same picture, changed as little as a photographer's hand changes it."""

import numpy as np

from dnn_core.activations import Array

SHIFT = 4  # pixels
LIGHT = 0.15  # of the range from black to white


def variations(image: Array) -> dict[str, Array]:
    """The picture as it is, mirrored, shifted by 4 pixels, brighter and darker.

    image: (rows, columns, channels), 0 to 1; each variation has its shape. Where a
    shift uncovers an edge, the edge's own pixels are repeated; light is added to all
    values alike and cut off at black and white.
    """
    rows, columns, _ = image.shape
    frame = np.pad(image, ((SHIFT, SHIFT), (SHIFT, SHIFT), (0, 0)), mode="edge")

    def window(down: int, right: int) -> Array:
        top, left = SHIFT - down, SHIFT - right
        return frame[top : top + rows, left : left + columns]

    return {
        "as it is": image,
        "mirrored": image[:, ::-1],
        "left": window(0, -SHIFT),
        "right": window(0, SHIFT),
        "up": window(-SHIFT, 0),
        "down": window(SHIFT, 0),
        "brighter": np.clip(image + LIGHT, 0.0, 1.0),
        "darker": np.clip(image - LIGHT, 0.0, 1.0),
    }
