"""`python -m tests.fuzz`: throws inputs at every entrance, tells what came of it."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: we fork
os.environ["LAYERWISE_STATE"] = ""  # no input saves where a user's server does

from tests.fuzz import guided
from tests.fuzz.driver import Result, drive
from tests.fuzz.entrance import Entrance
from tests.fuzz.entrances import ENTRANCES

SEED = 1
MEMORY = Path("/dev/shm")  # a disk that is none, where there is one
TITLE = f"{'entrance':<16}{'inputs':>8}{'accepted':>9}{'refused':>9}{'slowest':>10}"
TITLE += f"{'memory':>9}{'defects':>9}{'time':>8}"
SAVED = 10  # defects of an entrance that are told and saved


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; 1 if there was any defect."""
    names = [entrance.name for entrance in ENTRANCES]
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="at each entrance")
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, help="where inputs with defects go")
    parser.add_argument(
        "--guided",
        type=float,
        metavar="SECONDS",
        help="instead: let atheris look for inputs that reach new code, so long",
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args(arguments)
    entrances = [each for each in ENTRANCES if each.name in chosen.only]
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="layerwise-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    if chosen.guided is not None:
        return guided.search(entrances, chosen.guided, folder)
    with tempfile.TemporaryDirectory(
        dir=MEMORY if MEMORY.is_dir() else None
    ) as scratch:
        tempfile.tempdir = scratch  # of the workers, which may be killed
        return throw(entrances, chosen.inputs, chosen.seed, chosen.processes, folder)


def throw(
    entrances: Sequence[Entrance], count: int, seed: int, processes: int, folder: Path
) -> int:
    """Print a row for each entrance as it is done, then where the defects are."""
    print(f"seed {seed}\n{TITLE}", flush=True)
    begun = since = time.monotonic()
    failed = list[Result]()
    for result in drive(entrances, count, seed, processes=processes):
        now = time.monotonic()
        print(row(result, now - since), flush=True)
        since = now
        if result.defects:
            failed.append(result)
    print(f"{since - begun:.0f} s")
    for result in failed:
        tell(result, folder)
    return 1 if failed else 0


def row(result: Result, seconds: float) -> str:
    """A line of the table."""
    accepted, refused, slowest, grown = result.sums
    return (
        f"{result.entrance.name:<16}{accepted + refused:>8,}{accepted:>9,}{refused:>9,}"
        f"{1000 * slowest:>7.0f} ms{grown:>6.0f} MB{len(result.defects):>9,}"
        f"{seconds:>6.1f} s"
    )


def tell(result: Result, folder: Path) -> None:
    """Say what the first defects are, and save their inputs."""
    for number, kind, why in result.defects[:SAVED]:
        path = folder / f"{result.entrance.name}-{number}".replace(" ", "-")
        path.write_bytes(result.inputs[number])
        path.with_name(f"{path.name}.txt").write_text(f"{kind}\n{why}\n")
        print(f"\n{result.entrance.name}, {kind}: {path}\n{why.strip()}")


if __name__ == "__main__":
    sys.exit(main())
