"""The file in which a server saves its runs: SQLite, which somebody has damaged."""

import logging
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from app.autosave import Autosave
from app.registry import Registry
from app.saves import FILE
from dnn_core.workspace import WorkspaceError, read_workspace
from tests.fuzz.damage import damaged
from tests.fuzz.entrance import Entrance
from tests.saved_runs import VIEW, a_run, autosave, step

TOKEN: Final = "A" * 22


@cache
def _folder(process: int) -> Path:
    return Path(tempfile.mkdtemp(prefix=f"{process}-"))


def sound() -> list[bytes]:
    """With a save, long and short."""
    files: list[bytes] = []
    for steps in (20, 1):
        with tempfile.TemporaryDirectory() as folder:
            registry = Registry(idle_s=60, most=9)
            run = a_run()
            run.token = TOKEN
            registry.add(run)
            step(run, steps)
            saving = autosave(Path(folder), registry)
            saving.keep(run, lambda: VIEW)
            saving.close()
            _let_go(saving)
            files.append((Path(folder) / FILE).read_bytes())
    return files


def _let_go(saving: Autosave) -> None:
    if saving._saves is not None:
        saving._saves.close()


def enter(data: bytes) -> Sequence[str]:
    """As a server that starts with it finds a run; then it saves there."""
    folder = _folder(os.getpid())
    for old in folder.iterdir():
        old.unlink()
    (folder / FILE).write_bytes(data)
    logging.disable()  # it says in the log what was wrong
    saving = autosave(folder, Registry(idle_s=60, most=9))
    try:
        found = saving.find(TOKEN)
        saving.data("x" * 64)
        saving.tidy()
    finally:
        _let_go(saving)
    if found is not None:
        read_workspace(found.file)
    return ()


SAVES_FILE = Entrance("saves' file", sound, enter, (WorkspaceError,), damaged)
