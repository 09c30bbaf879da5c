"""Where the saves of a server stand."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

VARIABLE: Final = "LAYERWISE_STATE"
FILE: Final = "saves-1.sqlite3"  # the number is that of its tables’ form


def folder(environment: Mapping[str, str]) -> Path | None:
    """Where a server keeps its saves: LAYERWISE_STATE, or the usual place of a user's
    program for such things. None, and so no saves, if that variable is empty."""
    named = environment.get(VARIABLE)
    if named is not None:
        return Path(named) if named.strip() else None
    home = Path.home()
    if sys.platform == "win32":
        usual = environment.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        usual = home / "Library" / "Application Support"
    else:
        usual = environment.get("XDG_STATE_HOME") or home / ".local" / "state"
    return Path(usual) / "layerwise"


def clear_away(folder: Path) -> None:
    """Make room for a new file where the present one is damaged."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"{FILE}{ending}").unlink(missing_ok=True)
