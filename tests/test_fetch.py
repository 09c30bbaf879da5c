"""Fetching the photos, from mirrors on this machine that behave and misbehave."""

import hashlib
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dnn_core.commands import main
from dnn_core.data import DataError, download, fetch, missing_photos, registry
from dnn_core.data.download import server
from dnn_core.data.fetch import Stamp, fetch_photos
from tests.mirror import (
    cut,
    dripping,
    mirror,
    nonsense,
    redirect,
    status,
    unmeasured,
    whole,
)

TRAIN, TEST = registry.PHOTO_FILES
CONTENT = {TRAIN: b"two hundred cats" * 9000, TEST: b"and fifty more" * 20}
SOUND = {name: whole(content) for name, content in CONTENT.items()}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that LAYERWISE_DATA names; small files stand for the course's."""
    for name, content in CONTENT.items():
        stamp = Stamp(len(content), hashlib.sha256(content).hexdigest())
        monkeypatch.setitem(fetch.STAMPS, name, stamp)
    monkeypatch.setattr(registry, "FOLDER", tmp_path / "none")
    monkeypatch.setenv("LAYERWISE_DATA", str(tmp_path / "photos"))
    monkeypatch.delenv("LAYERWISE_MIRRORS", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "photos"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def closed_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/"


def complaint(folder: Path, *mirrors: str) -> str:
    """What is said when fetching fails, which must leave nothing behind."""
    with pytest.raises(DataError) as caught:
        fetch_photos(mirrors=mirrors)
    assert contents(folder) == {}
    return str(caught.value)


def test_the_stamps_are_those_of_the_course(
    course_photos_dir: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.undo()
    with mirror({}) as empty:
        assert fetch_photos(course_photos_dir, mirrors=[empty.url]) == ()
    readme = (Path(__file__).parent.parent / "datasets" / "README.md").read_text()
    for name, stamp in fetch.STAMPS.items():
        assert (course_photos_dir / name).stat().st_size == stamp.size
        assert f"| `{name}` | {stamp.size:,} | `{stamp.sha256}` |" in readme


def test_both_files_arrive_and_the_progress_is_told(folder: Path):
    told: list[tuple[int, int]] = []
    with mirror(SOUND) as sound:
        fetched = fetch_photos(
            mirrors=[sound.url], progress=lambda *seen: told.append(seen)
        )
    assert fetched == (TRAIN, TEST)
    assert contents(folder) == CONTENT
    assert missing_photos() == ()
    total = sum(map(len, CONTENT.values()))
    assert told == sorted(told) and told[-1] == (total, total)
    assert len(told) > 2 and {seen[1] for seen in told} == {total}


def test_what_is_there_is_not_fetched_again(folder: Path):
    folder.mkdir()
    (folder / TRAIN).write_bytes(CONTENT[TRAIN])
    with mirror(SOUND) as sound:
        assert fetch_photos(mirrors=[sound.url]) == (TEST,)
        assert fetch_photos(mirrors=[sound.url]) == ()
        assert sound.asked == [TEST]


def test_another_file_of_that_name_is_not_overwritten(folder: Path):
    folder.mkdir()
    (folder / TEST).write_bytes(b"my own cats")
    with mirror(SOUND) as sound, pytest.raises(DataError) as caught:
        fetch_photos(mirrors=[sound.url])
    mine = hashlib.sha256(b"my own cats").hexdigest()[:8]
    assert f"begins with {mine}, the course's with {fetch.STAMPS[TEST].sha256[:8]}" in (
        str(caught.value)
    )
    assert contents(folder) == {TEST: b"my own cats"}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (status(404), "answered with status 404"),
        (status(503), "answered with status 503"),
        (whole(b"<html>log in first</html>"), "sent another file (its sha256 begins"),
        (whole(b"x" * 144_001), "offers 144,001 bytes instead of 144,000"),
        (unmeasured(b"x" * 144_001), "sent more than 144,000 bytes"),
        (unmeasured(CONTENT[TRAIN][:-1]), "sent another file"),
        (cut(CONTENT[TRAIN], 70_000), "broke off after 70,000 of 144,000 bytes"),
        (redirect("file:///etc/passwd"), "leads to an address that is not followed"),
        (redirect("ftp://127.0.0.1/x"), "leads to an address that is not followed"),
        (redirect(f"/{TRAIN}"), "leads to an address that is not followed"),
        (nonsense, "broke off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mirror_that_fails_is_told_and_the_next_one_serves(
    answer, says: str, folder: Path
):
    with mirror({TRAIN: answer}) as bad, mirror(SOUND) as good:
        said = complaint(folder, bad.url)
        assert f"{TRAIN} could not be fetched: {server(bad.url)} {says}" in said
        assert said.endswith(registry.OTHER_WAYS)
        assert fetch_photos(mirrors=[bad.url, good.url]) == (TRAIN, TEST)
    assert contents(folder) == CONTENT


def test_a_wrong_file_is_told_with_both_sums(folder: Path):
    page = b"<html>This is not the file</html>"
    with mirror({TRAIN: whole(page)}) as bad:
        said = complaint(folder, bad.url)
    for content in (page, CONTENT[TRAIN]):
        assert f"with {hashlib.sha256(content).hexdigest()[:8]}" in said


def test_one_right_file_alone_is_not_kept(folder: Path):
    with mirror({TRAIN: SOUND[TRAIN]}) as half:
        assert f"{TEST} could not be fetched" in complaint(folder, half.url)


def test_a_redirection_on_the_web_is_followed(folder: Path):
    with mirror(SOUND) as target:
        moved = {name: redirect(target.url + name) for name in SOUND}
        with mirror(moved) as first:
            assert fetch_photos(mirrors=[first.url]) == (TRAIN, TEST)


def test_nobody_there_means_offline(folder: Path):
    nobody = closed_port()
    said = complaint(folder, f"{nobody}a", f"{nobody}b/")
    assert "seems to be offline" in said
    assert said.count(f"{server(nobody)} could not be reached") == 1
    assert "LAYERWISE_DATA" in said and "upload" in said


@pytest.mark.parametrize("slow", ["FILE_SECONDS", "CONNECT_SECONDS"])
def test_a_slow_mirror_meets_its_limit(
    slow: str, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(download, slow, 0.2)
    pause_s = 0.02 if slow == "FILE_SECONDS" else 0.4
    with mirror({TRAIN: dripping(b"slow" * 100, pause_s)}) as dreamer:
        begun = time.monotonic()
        assert "took too long" in complaint(folder, dreamer.url)
        assert 0.2 <= time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "base", ["file:///etc/", "ftp://127.0.0.1/", "/etc", "http://", "http://a:b/"]
)
def test_a_mirror_is_an_address_of_the_web(base: str, folder: Path):
    with pytest.raises(DataError, match="cannot be a mirror"):
        fetch_photos(mirrors=[base])
    assert not folder.exists()


def test_no_password_is_told(folder: Path):
    folder.mkdir()
    address = closed_port().replace("http://", "http://me:secret@")
    said = complaint(folder, address)
    assert "could not be reached" in said and "secret" not in said


def test_mirrors_of_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with mirror(SOUND) as sound:
        monkeypatch.setenv("LAYERWISE_MIRRORS", f"{closed_port()}, {sound.url}\n")
        assert fetch_photos() == (TRAIN, TEST)


def test_a_folder_that_cannot_be_written(folder: Path):
    folder.write_text("a file in the way")
    with mirror(SOUND) as sound, pytest.raises(DataError) as caught:
        fetch_photos(mirrors=[sound.url])
    assert "The photos cannot be kept in the folder that LAYERWISE_DATA names" in (
        str(caught.value)
    )
    assert str(folder) not in str(caught.value)
    assert sound.asked == []


def test_a_full_disk_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fetch.os, "fsync", full)
    with mirror(SOUND) as sound:
        assert "No space left on device" in complaint(folder, sound.url)


def test_many_at_once_all_succeed(folder: Path):
    with mirror(SOUND) as sound, ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(fetch_photos, mirrors=[sound.url]) for _ in range(8)]
        assert all(job.result() in ((TRAIN, TEST), (TEST,), ()) for job in jobs)
    assert contents(folder) == CONTENT


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]):
    with mirror(SOUND) as sound:
        command = ["fetch-photos", "--mirror", closed_port(), "--mirror", sound.url]
        elsewhere = folder / "elsewhere"
        assert main([*command, "--folder", str(elsewhere)]) == 0
        assert contents(elsewhere) == CONTENT
        said = capsys.readouterr()
        assert said.out == f"Fetched {TRAIN} and {TEST}; the checksums are right.\n"
        assert said.err == ""  # quiet where nobody looks
        assert main([*command, "--folder", str(elsewhere)]) == 0
        assert "there already" in capsys.readouterr().out
    assert main(["fetch-photos", "--mirror", closed_port()]) == 2
    said = capsys.readouterr()
    assert "offline" in said.err and said.out == ""


def test_a_terminal_sees_how_far_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with mirror(SOUND) as sound:
        assert main(["fetch-photos", "--mirror", sound.url]) == 0
    assert "\rFetching the photos: 0.1 of 0.1 MB" in capsys.readouterr().err


def test_a_killed_download_leaves_nothing(folder: Path):
    folder.mkdir()
    with mirror({TRAIN: dripping(CONTENT[TRAIN], 0.01)}) as slow:
        command = [sys.executable, "-m", "dnn_core", "fetch-photos"]
        with subprocess.Popen([*command, "--mirror", slow.url]) as process:
            end = time.monotonic() + 10
            while not slow.asked and time.monotonic() < end:
                time.sleep(0.02)
            process.kill()
        assert slow.asked == [TRAIN]
    assert contents(folder) == {}
