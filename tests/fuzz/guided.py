"""Inputs that atheris makes: it keeps those that reach new code, and changes them on.

It watches the code of ours that an entrance runs through, so our modules have to be
imported under its eyes: each entrance gets a process of its own.
"""

import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from tests.fuzz.entrance import Entrance

MISSING: Final = (
    "--guided needs atheris, which is not installed. Install it with "
    "`pip install -r requirements-fuzz.txt`, or leave --guided out."
)
SECONDS, MEGABYTES = 5, 2_000  # for one input; of the whole process
LONGEST: Final = 20_000  # bytes of an input
# What reads; to watch the engine too would cost a minute at each start.
READERS: Final = (
    "check.reading", "config", "data", "lessons", "pictures", "quoting", "store",
    "workspace",
)  # fmt: skip
PAGES: Final = (
    "address", "entries", "lanes", "lessons", "log", "ranges", "resume", "route",
    "saves", "sent", "settings",
)  # fmt: skip
WATCHED: Final = [
    *(f"dnn_core.{name}" for name in READERS),
    *(f"app.{name}" for name in PAGES),
]


def search(entrances: Sequence[Entrance], seconds: float, folder: Path) -> int:
    """Search so long at each entrance; 1 if there was a defect."""
    if importlib.util.find_spec("atheris") is None:
        print(MISSING, file=sys.stderr)
        return 2
    failed = list[str]()
    for entrance in entrances:
        print(f"\n== {entrance.name}, {seconds:g} s", flush=True)
        place = folder / entrance.name.replace(" ", "-")
        place.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "tests.fuzz.guided", entrance.name]
        if subprocess.run([*command, f"{seconds:.0f}", str(place)]).returncode:
            failed.append(entrance.name)
    print(f"\ndefects: {', '.join(failed) or 'none'}; all is in {folder}")
    return 1 if failed else 0


def watched(name: str, seconds: str, place: Path) -> None:
    """Search at one entrance, in this process, which ends with it."""
    atheris: Any = importlib.import_module("atheris")

    with atheris.instrument_imports(include=WATCHED):
        from tests.fuzz.entrances import ENTRANCES
    from tests.fuzz.worker import judged

    entrance = next(each for each in ENTRANCES if each.name == name)
    for number, data in enumerate([*entrance.sound(), *entrance.hostile()]):
        if len(data) <= LONGEST:
            (place / f"given-{number}").write_bytes(data)

    def once(data: bytes) -> None:
        _, defect = judged(entrance, data, 0)
        if defect is not None:
            raise AssertionError(defect.why)

    limits = [
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEGABYTES}",
        "-print_final_stats=1",
    ]
    more = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-verbosity=0"]
    atheris.Setup(
        [name, *limits, *more, f"-artifact_prefix={place}/", str(place)], once
    )
    atheris.Fuzz()


if __name__ == "__main__":
    watched(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
