"""Check my functions: a student's own versions of the course's functions, judged.

    file -> reading -> process (child, calling) -> judging -> report

The code runs in a process of its own (`process.py` says how it is contained); what
comes back is data, compared here with the reference, and with what known mistakes give.
"""

from collections.abc import Sequence

from dnn_core.check.calling import NETWORK
from dnn_core.check.cases import CHECKED, Checked
from dnn_core.check.process import Perform, run
from dnn_core.check.reading import StudentFile as StudentFile
from dnn_core.check.reading import read_bytes as read_bytes
from dnn_core.check.reading import read_path as read_path
from dnn_core.check.report import Report as Report
from dnn_core.check.report import Row as Row
from dnn_core.check.report import as_text as as_text
from dnn_core.check.report import report
from dnn_core.check.template import template as template
from dnn_core.check.wording import EMPTY as EMPTY

FUNCTIONS = tuple(name for name in CHECKED if name != NETWORK)


def check(
    file: StudentFile,
    functions: Sequence[str] = (),
    *,
    seconds: float = 20.0,
    slow: float = 2.0,
    perform: Perform | None = None,
) -> Report:
    """Judge the functions of a file, all or some of them.

    seconds : for everything; slow : for one call of one function.
    perform : how the code is run; in a process of its own.

    Raises
    ------
    ValueError : the course has no function of that name.
    """
    for name in functions:
        if name not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise ValueError(
                f"The course has no function {name!r} that can be checked; there are "
                f"{known}."
            )
    chosen: dict[str, Checked] = {
        name: one for name, one in CHECKED.items() if not functions or name in functions
    }
    ran = run(file, chosen, seconds=seconds, slow=slow, perform=perform)
    return report(file, ran)
