"""The arithmetic of `python -m benchmarks.soak`: what is compared, and when it grew."""

import mmap
import os
import threading

import pytest

from benchmarks.live.processes import HAS_PROC, tree
from benchmarks.soak.__main__ import arguments
from benchmarks.soak.readings import (
    Reading,
    figures,
    files_of,
    private_mb,
    threads_of,
    write,
)


def flat(minute: float, **changed: float) -> Reading:
    values = {
        "server_mb": 300.0,
        "browser_mb": 400.0,
        "page_mb": 20.0,
        "threads": 10,
        "files": 20,
        "processes": 1,
        "updates": 10.0,
        "iterations": 100,
    }
    return Reading(minute=minute, **{**values, **changed})  # pyright: ignore


def verdicts(readings: list[Reading]) -> dict[str, str]:
    return {f.name.partition(",")[0]: f.verdict for f in figures(readings)}


def test_what_stays_as_it_is_is_met():
    found = verdicts([flat(minute) for minute in range(60)])
    assert found.pop("memory of Chromium") == ""
    assert set(found.values()) == {"met"}


def test_growth_before_the_fifth_minute_is_the_beginning():
    early = [flat(minute, server_mb=100, threads=1) for minute in range(5)]
    found = verdicts(early + [flat(minute) for minute in range(5, 60)])
    assert found["memory of the server"] == found["threads of the server"] == "met"


@pytest.mark.parametrize(
    ("name", "title", "met", "missed"),
    [
        ("server_mb", "memory of the server", 312.0, 318.0),
        ("page_mb", "JavaScript memory of the page", 20.8, 21.2),
        ("threads", "threads of the server", 10, 11),
        ("files", "open files of the server", 20, 21),
        ("processes", "processes of the server", 1, 2),
        ("updates", "updates a second", 9.1, 8.9),
    ],
)
def test_what_changes_is_named(name: str, title: str, met: float, missed: float):
    for value, verdict in ((met, "met"), (missed, "MISSED")):
        readings = [flat(m, **{name: value} if m >= 45 else {}) for m in range(60)]
        assert verdicts(readings)[title] == verdict


def test_the_readings_are_a_table(tmp_path):
    write([flat(1.5), flat(2.5)], tmp_path / "soak.csv")
    head, first, second = (tmp_path / "soak.csv").read_text().splitlines()
    assert head.startswith("minute,server_mb,browser_mb")
    assert (first[:9], second[:9]) == ("1.5,300.0", "2.5,300.0")


@pytest.mark.skipif(not HAS_PROC, reason="counts are read from Linux's /proc")
def test_threads_and_files_of_a_process_are_counted(tmp_path):
    pid, go_on = os.getpid(), threading.Event()
    threads, files = threads_of(pid), files_of(pid)
    other = threading.Thread(target=go_on.wait)
    other.start()
    with (tmp_path / "open").open("w"):
        assert (threads_of(pid), files_of(pid)) == (threads + 1, files + 1)
    go_on.set()
    other.join()
    assert pid in tree(pid)
    assert tree(pid, "no such program") == {}
    before = private_mb([pid])
    with mmap.mmap(-1, 8_000_000, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as kept:
        kept[:] = b"x" * len(kept)
        assert 6 < private_mb([pid]) - before < 20


def test_a_soak_shorter_than_its_beginning_is_refused(capsys):
    with pytest.raises(SystemExit):
        arguments(["--minutes", "4"])
    assert "--minutes 4" in capsys.readouterr().err
