"""Memory goes back to the system, as the system itself counts it."""

import gc
import os
import re
import subprocess
import sys
import time
import urllib.request
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from app.freeing import Freeing, give_back
from benchmarks.live.processes import resident_bytes
from tests.browser.app_server import running_app

# Dask, once imported, tells its children's C library other things.
PLAIN = {k: v for k, v in os.environ.items() if not k.startswith("MALLOC_")}


def child(code: str, *arguments: str) -> bytes:
    """What a fresh process prints."""
    command = [sys.executable, "-W", "ignore", "-c", code, *arguments]
    done = subprocess.run(
        command, env=PLAIN, check=True, timeout=60, stdout=subprocess.PIPE
    )
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc gives memory back")
def test_free_memory_goes_back_to_the_system():
    """Small arrays below one that stays: the C library would keep their 100 MB."""
    arrays = [np.ones(5000) for _ in range(2500)]
    del arrays[:-1]
    before = resident_bytes()
    give_back()
    assert before - resident_bytes() > 50e6


ARENAS_OF_TWELVE_THREADS = """
import ctypes, sys, threading
import numpy as np
from app.freeing import stay_small

if sys.argv[1] == "shared":
    stay_small()
together = threading.Barrier(13)

def allocate():
    kept = np.ones(1000)
    together.wait()
    together.wait()

for _ in range(12):
    threading.Thread(target=allocate).start()
together.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, told)
libc.fclose(told)
together.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has arenas")
def test_threads_share_a_few_places_of_memory(tmp_path):
    """Counted by glibc itself, in a process of its own."""
    arenas = {}
    for how in ("each its own", "shared"):
        told = tmp_path / f"{how}.xml"
        child(ARENAS_OF_TWELVE_THREADS, how, str(told))
        arenas[how] = len(re.findall("<heap nr", told.read_text()))
    assert arenas["each its own"] > 6 > arenas["shared"]


LEFT_OF_LARGE_BLOCKS = """
import sys
import numpy as np
from app.freeing import stay_small
from benchmarks.live.processes import resident_bytes

if sys.argv[1] == "small":
    stay_small()
del [np.ones(4_000_000)][:]
pairs = [(np.ones(2**18), np.ones(10_000)) for _ in range(60)]
before = resident_bytes()
pairs = [small for _, small in pairs]
print(int(before - resident_bytes()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc is told so")
def test_large_blocks_among_small_ones_go_back_at_once():
    """60 of 2 MB, with arrays of 80 kB between them that stay."""
    left = {}
    for how in ("as it is", "small"):
        left[how] = int(child(LEFT_OF_LARGE_BLOCKS, how))
    assert left["as it is"] < 60e6
    assert left["small"] > 110e6


class Ring:
    """Refers to itself, as much of a page does that is drawn no more."""

    def __init__(self):
        self.itself = self


def test_rings_are_freed_without_waiting_for_a_whole_collection():
    gc.collect()
    gc.disable()
    try:
        ring = Ring()
        gone = weakref.ref(ring)
        del ring
        assert gone() is not None
        Freeing().soon()
        until = time.monotonic() + 30.0
        while gone() is not None and time.monotonic() < until:
            time.sleep(0.05)
        assert gone() is None
    finally:
        gc.enable()


def test_what_is_imported_is_not_looked_at_again():
    """Told by the collector itself, in a process that has done what a server does."""
    counted = (
        "import gc; from app import state; from app.freeing import begin_clean; "
        "begin_clean(); print(gc.get_freeze_count(), len(gc.get_objects()))"
    )
    frozen, looked_at = map(int, child(counted).split())
    assert frozen > 50 * looked_at


LEFT_OF_KEPT_STATES = """
import numpy as np
from benchmarks.live.processes import resident_bytes
from dnn_core.engine.weights import kept_copy

del [np.ones(4_000_000)][:]
state = np.arange(16_232.0)
pairs = [(kept_copy(state), np.ones(10_000)) for _ in range(300)]
assert all((kept == state).all() and kept.base is not state for kept, _ in pairs)
before = resident_bytes()
pairs = [small for _, small in pairs]
print(int(before - resident_bytes()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by Linux")
def test_the_states_of_a_run_leave_no_holes():
    """300 of the course's network, 39 MB, with other arrays between them that stay."""
    assert int(child(LEFT_OF_KEPT_STATES)) > 37e6


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def arenas(pid: int) -> int:
    """Of a process: each begins at a multiple of the 64 MB that it may come to."""
    mapped = re.findall(
        r"^([0-9a-f]+)-\S+ rw-p \S+ \S+ \S+ *$",
        Path(f"/proc/{pid}/maps").read_text(),
        re.MULTILINE,
    )
    return sum(int(start, 16) % 2**26 == 0 for start in mapped)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has arenas")
def test_all_threads_of_a_server_share_them():
    """Also those that serve files before the first page is drawn: twenty at a time."""
    with running_app() as app:
        files = re.findall(r'"\./(static/[^"]+)"', fetched(app.url).decode())
        assert len(files) > 3
        with ThreadPoolExecutor(20) as pool:
            assert all(pool.map(fetched, [f"{app.url}/{file}" for file in files * 30]))
        assert 1 <= arenas(app.pid) < 8
