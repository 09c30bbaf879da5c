"""The file of saves: what comes out is what went in, or nothing."""

import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.saves import ELSEWHERE, FILE, Damaged, Limits, Saves, clear_away, folder, store

KEY, OTHER = b"k" * 32, b"o" * 32
ROOMY = Limits(megabytes=50, saves=100, age_s=3600)


@pytest.fixture
def saves(tmp_path: Path):
    found = Saves(tmp_path, "a", ROOMY)
    yield found
    found.close()


def second(tmp_path: Path, owner: str = "b", limits: Limits = ROOMY) -> Saves:
    return Saves(tmp_path, owner, limits)


def members_of(saves: Saves, key: bytes = KEY):
    found = saves.take(key)
    return None if found is None else found.members


bodies = st.binary(max_size=40)
members = st.dictionaries(st.sampled_from(["a", "b", "runs/0/theta.npy"]), bodies)


@settings(max_examples=12)
@given(st.lists(st.tuples(members, st.booleans()), min_size=1, max_size=6))
def test_the_last_save_is_the_one_that_is_found(tmp_path_factory, history):
    """Whatever was there before, also when the process began anew in between."""
    place = tmp_path_factory.mktemp("saves")
    present, was = Saves(place, "a", ROOMY), store.BLOCK
    store.BLOCK = 8  # so that even these have several blocks
    try:
        for told, restarted in history:
            if restarted:
                present.close()
                present = Saves(place, "a", ROOMY)
            assert present.put(KEY, told, {}) >= 0
            assert present.take(OTHER) is None
        assert present.take(KEY) == (history[-1][0], True)
    finally:
        store.BLOCK = was
        present.close()


def test_only_what_changed_is_written(saves):
    body = bytes(range(256)) * 4096  # 1 MiB, 16 blocks
    assert saves.put(KEY, {"theta": body, "told": b"1"}, {}) == len(body) + 1
    assert saves.put(KEY, {"theta": body, "told": b"2"}, {}) == 1
    assert saves.put(KEY, {"theta": body + b"more", "told": b"2"}, {}) == 4
    assert saves.put(KEY, {"theta": body[:-1], "told": b"2"}, {}) == store.BLOCK - 1
    assert members_of(saves) == {"theta": body[:-1], "told": b"2"}


def test_data_are_kept_once_and_go_with_the_last_who_needs_them(saves):
    made: list[str] = []

    def make():
        made.append("once")
        return b"pictures"

    for key in (KEY, OTHER):
        saves.put(key, {"a": b"1"}, {"print": make})
    assert made == ["once"]
    saves.drop(KEY)
    saves.tidy()
    assert saves.data("print") == b"pictures"
    saves.drop(OTHER)
    saves.tidy()
    assert saves.data("print") is None


def test_the_server_that_took_a_save_has_it(saves, tmp_path):
    saves.put(KEY, {"a": b"old"}, {})
    other = second(tmp_path)
    assert other.take(KEY) == ({"a": b"old"}, False)
    assert saves.taken_over(KEY) and not other.taken_over(KEY)
    assert other.put(KEY, {"a": b"new"}, {}) == 3
    assert saves.put(KEY, {"a": b"older copy"}, {}) == ELSEWHERE
    saves.drop(KEY)  # it is not its own any more
    assert members_of(other) == {"a": b"new"}
    assert saves.take(KEY) == ({"a": b"new"}, False)  # and back, by asking for it
    assert saves.put(KEY, {"a": b"newer"}, {}) >= 0
    other.close()


def test_what_is_old_goes_then_the_oldest(saves, tmp_path, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(store.time, "time", lambda: now[0])
    for number in range(6):
        saves.put(bytes([number]), {"a": bytes(300_000)}, {})
        now[0] += 1000.0
    old = second(tmp_path, limits=ROOMY._replace(age_s=3500))
    old.tidy()
    assert [members_of(saves, bytes([n])) is None for n in range(6)] == [
        1,
        1,
        1,
        0,
        0,
        0,
    ]
    few = second(tmp_path, limits=ROOMY._replace(saves=2, age_s=1e9))
    few.tidy()
    assert [members_of(saves, bytes([n])) is None for n in (3, 4, 5)] == [1, 0, 0]
    small = second(tmp_path, limits=ROOMY._replace(megabytes=0.5, age_s=1e9))
    small.tidy()
    assert [members_of(saves, bytes([n])) is None for n in (4, 5)] == [1, 0]
    for one in (old, few, small):
        one.close()


def test_the_file_cannot_grow_without_end(tmp_path):
    """Nobody tidies here: SQLite itself says that the disk is full, and what was saved
    before is still there."""
    small = Saves(tmp_path, "a", Limits(megabytes=1, saves=99, age_s=3600))
    small.put(KEY, {"a": b"first"}, {})
    with pytest.raises(sqlite3.OperationalError, match="full"):
        for number in range(9):
            small.put(bytes([number]), {"a": bytes([number]) * 400_000}, {})
    assert members_of(small) == {"a": b"first"}
    assert (tmp_path / FILE).stat().st_size <= 1.3e6
    small.close()


def test_a_spoiled_block_is_no_save(saves, tmp_path):
    saves.put(KEY, {"a": b"good"}, {"d": lambda: b"data"})
    base = sqlite3.connect(tmp_path / FILE)
    base.execute("UPDATE blocks SET body = ?", (b"g00d",))
    base.execute("UPDATE data SET body = ?", (b"dat4",))
    base.commit()
    base.close()
    with pytest.raises(Damaged):
        saves.take(KEY)
    with pytest.raises(Damaged):
        saves.data("d")


@pytest.mark.parametrize(
    "content", [b"a text, no database" * 300, b"SQLite format 3\0"]
)
def test_something_else_in_its_place_is_told_apart(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(sqlite3.DatabaseError):
        Saves(tmp_path, "a", ROOMY)
    clear_away(tmp_path)
    fresh = Saves(tmp_path, "a", ROOMY)
    assert fresh.put(KEY, {"a": b"1"}, {}) == 1
    fresh.close()


def test_damage_in_the_middle_is_found_by_looking(tmp_path):
    with_much = Saves(tmp_path, "a", ROOMY)
    with_much.put(KEY, {"a": bytes(range(256)) * 2000}, {})
    with_much.close()
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(sqlite3.DatabaseError):
        Saves(tmp_path, "a", ROOMY, suspect=True)


def test_a_save_that_tells_nonsense_of_itself_is_damage(tmp_path):
    base = sqlite3.connect(tmp_path / FILE)
    base.execute("CREATE TABLE saves (key, owner, version, saved, size, needs)")
    base.execute("INSERT INTO saves VALUES (x'01', 'a', 1, 1.0, 1, NULL)")
    base.commit()
    base.close()
    saves = Saves(tmp_path, "a", ROOMY)
    with pytest.raises(sqlite3.DatabaseError, match="damaged"):
        saves.tidy()
    saves.close()


def test_a_killed_server_leaves_whole_saves(saves, tmp_path):
    """A copy of the files in the middle of another's writing is what a crash leaves."""
    saves.put(KEY, {"a": b"whole"}, {})
    saves._base.execute("BEGIN IMMEDIATE")
    saves._base.execute("UPDATE blocks SET body = x'00'")
    crashed = tmp_path / "crashed"
    shutil.copytree(tmp_path, crashed)
    saves._base.execute("ROLLBACK")
    after = Saves(crashed, "b", ROOMY)
    assert members_of(after) == {"a": b"whole"}
    after.close()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")
def test_nobody_else_on_the_machine_reads_it(tmp_path):
    place = tmp_path / "new" / "place"
    made = Saves(place, "a", ROOMY)
    made.put(KEY, {"a": b"1"}, {})
    for path in (place, *place.iterdir()):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path.name
    made.close()


def test_where_it_stands():
    assert folder({"LAYERWISE_STATE": "/srv/saves"}) == Path("/srv/saves")
    assert folder({"LAYERWISE_STATE": ""}) is None
    usual = folder({"XDG_STATE_HOME": str(Path.home() / "x"), "LOCALAPPDATA": "/y"})
    assert usual is not None and usual.name == "layerwise"
    assert usual.is_absolute()
