"""The download that everybody on a server shares."""

import threading
import time

from app import downloads
from app.downloads import Downloads
from dnn_core.data import DataError


def finish(download):
    end = time.monotonic() + 5
    while download.running:
        assert time.monotonic() < end, "it did not end"
        time.sleep(0.01)


def test_those_who_ask_meanwhile_share_it(monkeypatch):
    calls, gate = [], threading.Event()

    def fetch(progress):
        calls.append(progress)
        progress(1_000_000, 3_000_000)
        gate.wait(5)

    monkeypatch.setattr(downloads, "fetch_photos", fetch)
    shared = Downloads()
    first = shared.join()
    assert shared.join() is first and first.running
    gate.set()
    finish(first)
    assert (first.done, first.total, first.problem) == (1_000_000, 3_000_000, "")
    assert len(calls) == 1


def test_a_failure_is_told_and_may_be_tried_again(monkeypatch):
    def fetch(progress):
        raise DataError("The computer is offline.")

    monkeypatch.setattr(downloads, "fetch_photos", fetch)
    shared = Downloads()
    first = shared.join()
    finish(first)
    assert first.problem == "The computer is offline."
    again = shared.join()
    finish(again)
    assert again is not first


def test_all_who_press_at_once_get_the_same(monkeypatch):
    gate = threading.Event()
    monkeypatch.setattr(downloads, "fetch_photos", lambda progress: gate.wait(5))
    shared, found = Downloads(), []
    crowd = [
        threading.Thread(target=lambda: found.append(shared.join())) for _ in range(20)
    ]
    for student in crowd:
        student.start()
    for student in crowd:
        student.join()
    gate.set()
    finish(found[0])
    assert len(found) == 20 and len(set(found)) == 1
