"""The command line: `python -m dnn_core train | predict | gradient-check | ...`.

Each command is a module with `add`, which describes its options, and a function that
runs it. Exit status: 0 done, 1 done but not good (a run that diverged, wrong
gradients, a mistake in a student's functions), 2 not possible as it was asked for,
130 stopped by Ctrl+C.
"""

import argparse
import sys
from collections.abc import Sequence

from dnn_core.commands import check, gradients, photos, predict, train

DESCRIPTION = """\
Train and use the L-layer network of the deep-learning course without the page.

Exit status: 0 done; 1 done, but the run diverged, or a gradient or a function is
wrong; 2 not possible as it was asked for; 130 stopped by Ctrl+C.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    choices = parser().parse_args(arguments)
    try:
        return choices.command(choices)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    found = argparse.ArgumentParser(
        prog="python -m dnn_core",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = found.add_subparsers(required=True, metavar="COMMAND")
    for command in (train, predict, check, gradients, photos):
        command.add(commands)
    return found
