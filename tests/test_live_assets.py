"""Publishing the panel's files: complete, idempotent, under changing names."""

import json
import os
import re
import shutil
import time
from pathlib import Path

import plotly
import pytest

from app import theme
from app.live.assets import GRACE_S, PLOTLY, SOURCES, publish

OLD = time.time() - GRACE_S - 60


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A copy of the panel's sources that a test may change."""
    copy = tmp_path / "sources"
    for folder in ("css", "js"):
        shutil.copytree(SOURCES / folder, copy / folder)
    return copy


def test_everything_the_page_asks_for_is_there(tmp_path: Path) -> None:
    published = publish(tmp_path / "static")
    folder = tmp_path / "static" / published.live
    assert {"live.js", "published.js"} <= {p.name for p in folder.iterdir()}
    styles = {path.name for path in folder.glob("*.css")}
    assert styles == {path.name for path in (SOURCES / "css").iterdir()}
    for module in folder.glob("*.js"):
        for target in re.findall(r'from "\./([\w.]+)"', module.read_text()):
            assert (folder / target).is_file(), f"{module.name} imports {target}"


def test_plotly_comes_from_the_installed_package(tmp_path: Path) -> None:
    published = publish(tmp_path)
    assert plotly.__version__ in published.plotly
    assert (tmp_path / published.plotly).read_bytes() == PLOTLY.read_bytes()
    module = (tmp_path / published.live / "published.js").read_text()
    assert f'"../{published.plotly}"' in module


def test_the_palette_is_published_from_theme(tmp_path: Path) -> None:
    module = (tmp_path / publish(tmp_path).live / "published.js").read_text()
    found = re.search(r"PALETTES = (.*);", module)
    assert found is not None
    assert json.loads(found[1]) == {name: theme.palette(name) for name in theme.THEMES}


def test_publishing_twice_changes_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert publish(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


def test_a_changed_module_gets_a_new_name(tmp_path: Path, sources: Path) -> None:
    before = publish(tmp_path / "static", sources=sources)
    with (sources / "js" / "live.js").open("a") as module:
        module.write("// changed\n")
    after = publish(tmp_path / "static", sources=sources)
    assert after.live != before.live
    assert after.plotly == before.plotly


def test_a_damaged_publication_is_repaired(tmp_path: Path) -> None:
    published = publish(tmp_path)
    (tmp_path / published.live / "live.js").unlink()
    (tmp_path / published.plotly).write_bytes(b"half a file")
    publish(tmp_path)
    assert (tmp_path / published.live / "live.js").is_file()
    assert (tmp_path / published.plotly).stat().st_size == PLOTLY.stat().st_size


def test_only_our_own_old_versions_are_removed(tmp_path: Path) -> None:
    stale = [tmp_path / "live-0123456789ab", tmp_path / "plotly-1.0.0.min.js"]
    stale[0].mkdir()
    stale[1].write_text("old")
    foreign = tmp_path / "logo.png"
    foreign.write_text("not ours")
    young = tmp_path / "live-aaaaaaaaaaaa"
    young.mkdir()
    for path in [*stale, foreign]:
        os.utime(path, (OLD, OLD))
    published = publish(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {published.live, published.plotly, foreign.name, young.name}


def test_modules_are_small_and_write_no_markup() -> None:
    for module in (SOURCES / "js").glob("*.js"):
        text = module.read_text()
        assert len(text.splitlines()) < 300, module.name
        assert "innerHTML" not in text and "eval(" not in text, module.name
