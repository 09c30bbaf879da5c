"""`check`: a student's own versions of the course's functions, and their mistakes."""

import argparse
import io
import sys

from dnn_core.check import EMPTY, FUNCTIONS, as_text, read_path, template
from dnn_core.check import check as check_file
from dnn_core.commands.options import Commands

DESCRIPTION = """\
Run your own versions of the course's functions on small cases, compare them with the
reference, and your gradients with the slope of your cost; known mistakes are named.

  python -m dnn_core check --template > my_functions.py     a file to fill in
  python -m dnn_core check my_functions.py                  all functions in it
  python -m dnn_core check my_functions.py --function linear_backward
  python -m dnn_core check my_notebook.ipynb                those of a notebook

Of the file, imports, functions, classes and assignments are run; test calls, prints
and plots are not. The course's helper modules (dnn_utils, testCases, ...) need not be
here, nor matplotlib.

THIS RUNS THE FILE'S CODE AS YOU: it can do what you can do on this computer, so check
files that you trust. Loops, crashes and output do no harm, for it runs in a process of
its own: 2 seconds a call, 20 in all; on Linux at most 2 GB of memory and 20 MB a file,
on macOS 20 MB a file, on Windows the time alone is limited.

Exit status: 0 all right; 1 there are mistakes; 2 nothing could be checked.
"""


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "check",
        help="judge your own versions of the course's functions, and name mistakes",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", nargs="?", help="a .py file, or a notebook (.ipynb)")
    command.add_argument(
        "--function",
        metavar="NAME",
        action="append",
        default=[],
        choices=FUNCTIONS,
        help="check this one alone; may be given several times",
    )
    command.add_argument(
        "--template", action="store_true", help="print a file to fill in, and stop"
    )
    command.set_defaults(command=check)


def check(choices: argparse.Namespace) -> int:
    """Print the report; 1 if something is wrong."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # what a console cannot show is a ?
        sys.stdout.reconfigure(errors="replace")
    if choices.template:
        print(template(), end="")
        return 0
    if not choices.file:
        raise ValueError(
            "Name a file: python -m dnn_core check my_functions.py. "
            "With --template a file to fill in is printed."
        )
    report = check_file(read_path(choices.file), choices.function)
    if report.empty:
        raise ValueError(EMPTY)
    print(as_text(report))
    missing = set(choices.function) - {row.function for row in report.rows}
    if missing and not report.about_file:
        raise ValueError(f"{choices.file} has no {' and no '.join(sorted(missing))}.")
    return int(not report.all_right)
