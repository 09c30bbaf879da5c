"""Publishes the panel's JavaScript, its CSS and Plotly where Streamlit serves files.

`app/static/` is served at `app/static/...` and ignored by git. Names carry a content
hash or a version, so that a browser's cache never mixes two releases. Publishing twice
changes nothing, and two processes may publish at once.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import plotly

from app import theme
from app.keys import LEAPS

SOURCES: Final = Path(__file__).parent
STATIC: Final = SOURCES.parent / "static"
PLOTLY: Final = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
STYLES: Final = ("top.css", "panel.css", "plane.css", "race.css", "panes.css")
"""In this order: of two rules for the same thing the later one holds."""
GRACE_S: Final = 3600.0
"""Older versions stay this long: a server started before may still hand them out."""


@dataclass(frozen=True)
class Published:
    """Names below `app/static/`: the folder of our modules, and Plotly's file."""

    live: str
    plotly: str


def publish(
    static: Path = STATIC, *, sources: Path = SOURCES, grace_s: float = GRACE_S
) -> Published:
    """Put all files in place and return their names.

    Parameters
    ----------
    static : the folder that Streamlit serves.
    sources : the folder with `css/` and `js/`.
    grace_s : age in seconds below which older versions of ours are kept.
    """
    plotly_name = f"plotly-{plotly.__version__}.min.js"
    files = _live_files(sources, plotly_name)
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    published = Published(f"live-{digest.hexdigest()[:12]}", plotly_name)
    static.mkdir(parents=True, exist_ok=True)
    _publish_plotly(static / published.plotly)
    _publish_folder(static / published.live, files)
    _remove_stale(static, published, grace_s)
    return published


def _live_files(sources: Path, plotly_name: str) -> dict[str, bytes]:
    """Content by file name, with the palette, keys and Plotly's address as a module."""
    scripts = (path.name for path in (sources / "js").glob("*.js"))
    files = {name: (sources / "css" / name).read_bytes() for name in STYLES}
    files |= {name: (sources / "js" / name).read_bytes() for name in scripts}
    palettes = {name: theme.palette(name) for name in theme.THEMES}
    files["published.js"] = (
        "// Written by app/live/assets.py.\n"
        f"export const PALETTES = {json.dumps(palettes)};\n"
        f"export const STYLES = {json.dumps(STYLES)};\n"
        f"export const LEAPS = {json.dumps(LEAPS)};\n"
        f"export const PLOTLY_FILE = {json.dumps('../' + plotly_name)};\n"
    ).encode()
    return files


def _publish_plotly(target: Path) -> None:
    if target.exists() and target.stat().st_size == PLOTLY.stat().st_size:
        return
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".tmp-")
    os.close(handle)
    shutil.copyfile(PLOTLY, temporary)
    os.chmod(temporary, 0o644)
    os.replace(temporary, target)


def _publish_folder(target: Path, files: dict[str, bytes]) -> None:
    """Build the folder aside, then rename it: nobody ever sees half of it."""
    if target.is_dir() and all((target / name).is_file() for name in files):
        return
    shutil.rmtree(target, ignore_errors=True)
    temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=".tmp-"))
    for name, content in files.items():
        (temporary / name).write_bytes(content)
    os.chmod(temporary, 0o755)
    try:
        os.replace(temporary, target)
    except OSError:  # another process was faster with the same content
        shutil.rmtree(temporary, ignore_errors=True)
        if not target.is_dir():
            raise


def _remove_stale(static: Path, current: Published, grace_s: float) -> None:
    kept = {current.live, current.plotly}
    limit = time.time() - grace_s
    for pattern in ("live-*", "plotly-*.min.js", ".tmp-*"):
        for path in static.glob(pattern):
            if path.name in kept or _modified(path) > limit:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # removed meanwhile by another process
        return float("inf")
