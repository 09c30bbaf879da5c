"""A reader of files that does what its file says: what no reader of ours may do."""

import os
import sys
import time
from pathlib import Path

import numpy as np

from dnn_core.apart.arrays import Arrays
from dnn_core.apart.reading import MOST, Refused, serve_confined


def read(blobs: list[bytes]) -> Arrays:
    """Do as the file says, or count its bytes."""
    act, _, told = blobs[0].decode(errors="replace").partition(" ")
    match act:
        case "refuse":
            raise Refused(told)
        case "abort":
            os.abort()
        case "exit":
            os._exit(0)
        case "gigabytes":
            return {"x": np.ones(4 * 10**9, dtype=np.uint8)}
        case "loop":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "flood":
            for _ in range(MOST // 10**7 + 2):
                sys.stdout.buffer.write(bytes(10**7))
        case "open":
            Path(told).read_bytes()
        case "say":
            os.write(1, told.encode())
            os._exit(0)
        case _:
            pass
    return {"size": np.array([len(blob) for blob in blobs])}


def main() -> None:
    """Serve the request."""
    serve_confined(read, b"rehearsal")
