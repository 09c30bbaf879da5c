"""Start one module of ours in a new process: run as a script by `process.py`.

The packages around the module are there but empty: all of dnn_core would take time to
import.
"""

import importlib
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def use_packages(module: str) -> None:
    """Make the packages that a module is in importable module by module."""
    parts = module.split(".")
    for depth in range(1, len(parts)):
        name = ".".join(parts[:depth])
        package = sys.modules.setdefault(name, types.ModuleType(name))
        package.__path__ = [str(ROOT.joinpath(*parts[:depth]))]


if __name__ == "__main__":
    for name in ("dnn_core.apart.start", sys.argv[1]):
        use_packages(name)
    importlib.import_module(sys.argv[1]).main()
