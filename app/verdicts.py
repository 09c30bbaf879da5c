"""The report on a student's functions as an HTML table.

Parts of it are the student's own words: all of it is escaped.
"""

import html
import re
from typing import Final

from app.text import check as say
from app.theme import CAUTION, DANGER, GOOD, GRID, MUTED, Theme
from dnn_core.check import Report, Row

_COLOURS: Final = {
    "right": GOOD,
    "follow-up": CAUTION,
    "wrong": DANGER,
    "to do": MUTED,
}
_CODE: Final = "font-size:.85em;overflow-wrap:anywhere"


def verdict_table(report: Report, theme: Theme) -> str:
    """A row for each function: its mark, what was found, hints, the first mismatch."""
    rows = "".join(_row(row, theme) for row in report.rows)
    return (
        '<table style="border-collapse:collapse;width:100%;font-size:.9rem">'
        f'<caption style="text-align:left;font-size:1.1rem;font-weight:600;'
        f'padding-bottom:.4em">{_score(report)}</caption>{rows}</table>'
    )


def problem(sentence: str, theme: Theme) -> str:
    """What is wrong with the file itself."""
    return (
        f'<div role="alert" style="border-left:3px solid {DANGER[theme]};'
        f'padding-left:.8em;overflow-wrap:anywhere">{written(sentence)}</div>'
    )


def _score(report: Report) -> str:
    return say.SCORE.format(score=report.score, total=len(report.rows))


def _row(row: Row, theme: Theme) -> str:
    mark, word = say.MARKS[row.verdict]
    colour = _COLOURS[row.verdict][theme]
    line = f"border-top:1px solid {GRID[theme]};vertical-align:top;text-align:left"
    head = "" if row.verdict == "right" else written(row.summary)
    found = "".join(_sentence(sentence, theme) for sentence in row.sentences)
    return (
        f'<tr data-verdict="{row.verdict}">'
        f'<td style="{line};padding:.45em .7em .45em 0;color:{colour};width:1em;'
        f'font-weight:700"><span role="img" aria-label="{word}">{mark}</span></td>'
        f'<td style="{line};padding:.45em 0"><b>{html.escape(row.function)}</b> '
        f'<span style="color:{MUTED[theme]};padding-left:.5em">{head}</span>{found}'
        f"{_mismatch(row, theme)}</td></tr>"
    )


def _sentence(sentence: str, theme: Theme) -> str:
    colour = f' style="color:{MUTED[theme]}"' if sentence.startswith("Hint:") else ""
    return f"<div{colour}>{written(sentence)}</div>"


def _mismatch(row: Row, theme: Theme) -> str:
    """Expected, yours, and the arguments that gave it, one under the other."""
    lines = (
        (say.EXPECTED, row.expected),
        (say.YOURS, row.yours),
        (say.GIVEN, row.given),
    )
    return "".join(
        '<div style="display:flex;align-items:baseline">'
        f'<span style="color:{MUTED[theme]};flex:0 0 5.5em">{word}</span>'
        f'<code style="{_CODE}">{html.escape(value)}</code></div>'
        for word, value in lines
        if value
    )


def written(sentence: str) -> str:
    """Escaped, with `code` as code.

    >>> written("`a < b` differs")
    '<code style="font-size:.85em;overflow-wrap:anywhere">a &lt; b</code> differs'
    """
    code = rf'<code style="{_CODE}">\1</code>'
    return re.sub(r"`([^`]+)`", code, html.escape(sentence, quote=False))
