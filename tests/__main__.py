"""All checks, in order, as `python -m tests`: style, types, tests, fuzz, browser tests.

Stops at the first that fails and passes its exit code on.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
ON_ALL_CORES = ("-n", "auto", "--dist", "loadfile")
CHECKS = (
    ("style", [PYTHON, "-m", "ruff", "check", "."]),
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("types", [PYTHON, "-m", "pyright", "--pythonpath", PYTHON]),
    ("tests", [PYTHON, "-m", "pytest", "-m", "not browser", *ON_ALL_CORES]),
    ("fuzz", [PYTHON, "-m", "tests.fuzz"]),
    ("browser tests", [PYTHON, "-m", "pytest", "-m", "browser", *ON_ALL_CORES]),
)


def main() -> int:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    for name, command in CHECKS:
        print(f"\n== {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, env=environment).returncode
        if code:
            print(f"\n{name} failed", flush=True)
            return code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
