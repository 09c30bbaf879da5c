"""The answer to a student: a row for each function, with hints, and a score."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dnn_core.check.calling import NETWORK
from dnn_core.check.cases import CHECKED
from dnn_core.check.judging import Finding, Judged, judge
from dnn_core.check.mistakes import MISTAKES
from dnn_core.check.outcomes import Ran
from dnn_core.check.reading import StudentFile
from dnn_core.check.wording import (
    failed,
    finding_sentences,
    follow_up_sentence,
    given,
    spoilt_sentence,
)

MARGIN = 11  # columns before the sentences of the text
KINDS = {
    "shape": "wrong shape",
    "values": "other values",
    "words": "not as it should be",
    "missing": "something missing or too much",
    "type": "of another kind",
}
Verdict = Literal["right", "follow-up", "wrong", "to do"]

CALLS: Mapping[str, tuple[str, ...]] = {
    "sigmoid_backward": ("sigmoid",),
    "linear_activation_forward": ("linear_forward", "sigmoid", "relu"),
    "L_model_forward": ("linear_activation_forward",),
    "linear_activation_backward": (
        "linear_backward",
        "sigmoid_backward",
        "relu_backward",
    ),
    "L_model_backward": ("linear_activation_backward",),
    NETWORK: ("L_model_forward", "compute_cost", "L_model_backward"),
}


@dataclass(frozen=True)
class Row:
    """What is said about one function.

    Attributes
    ----------
    verdict : "follow-up" is right in itself, spoilt by another function of the file;
        "to do" has a result that is still None, or forgets to return it.
    summary : a few words. sentences : what was found, and hints.
    expected, yours : of the first mismatch, else empty; given : the arguments there.
    named : the names of the known mistakes that were recognised.
    """

    function: str
    verdict: Verdict
    summary: str
    sentences: tuple[str, ...] = ()
    expected: str = ""
    yours: str = ""
    given: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """All rows, and sentences about the file itself."""

    rows: tuple[Row, ...]
    about_file: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was found to judge, and no reason for it."""
        return not (self.rows or self.about_file)

    @property
    def score(self) -> int:
        """How many functions are right; a follow-up is right in itself."""
        return sum(row.verdict in ("right", "follow-up") for row in self.rows)

    @property
    def all_right(self) -> bool:
        """Whether there is something, and nothing wrong with it."""
        right = all(row.verdict == "right" for row in self.rows)
        return bool(self.rows) and right and not self.about_file


def report(file: StudentFile, ran: Ran) -> Report:
    """Judge all that came of a file."""
    rows: list[Row] = []
    for name, one in CHECKED.items():
        if name not in ran.defined:
            continue
        mistakes = MISTAKES.get(name, ())
        judged = {
            mode: judge(one, ran.outcomes.get((name, mode), ()), mistakes)
            for mode in one.modes
            if (name, mode) in ran.outcomes
        }
        spoilers = _spoilers(name, rows)
        if name == NETWORK and spoilers:
            continue
        rows.append(_row(file, name, judged, spoilers))
    about = tuple(failed(file, problem) for problem in ran.problems)
    return Report(tuple(rows), about)


def _spoilers(name: str, rows: Sequence[Row]) -> list[str]:
    """The wrong functions that it calls; if there are none, those that they call."""
    wrong = {row.function for row in rows if row.verdict in ("wrong", "to do")}
    called = CALLS.get(name, ())
    while called:
        if found := [one for one in called if one in wrong]:
            return found
        called = tuple(deeper for one in called for deeper in CALLS.get(one, ()))
    return []


def _row(
    file: StudentFile, name: str, judged: Mapping[str, Judged], spoilers: list[str]
) -> Row:
    if not judged:
        return Row(name, "wrong", "not reached", ("The time was up before it.",))
    own = judged.get("own", judged.get("alone"))
    alone = judged.get("alone", own)
    assert own is not None
    assert alone is not None
    note = spoilt_sentence(name) if alone.changed else ""
    if own.right or alone.right:
        if note and name != "update_parameters":
            return Row(name, "wrong", "changes its argument", (note,))
        if own.right:
            return Row(name, "right", "right", (note,) if note else ())
        return Row(
            name, "follow-up", "right in itself", (follow_up_sentence(spoilers),)
        )
    return _wrong(file, name, alone, note)


def _wrong(file: StudentFile, name: str, judged: Judged, note: str) -> Row:
    sentences = [note] if note else []
    first = judged.findings[0].mismatch if judged.findings else None
    empty = [f.mismatch.part for f in judged.findings if f.mismatch.yours == "None"]
    if empty:
        return Row(name, "to do", f"still None: {', '.join(empty)}")
    summary = _summary(judged.findings)
    if judged.misshapen:
        summary, sentences = "returns something else", [judged.misshapen, *sentences]
    for finding in judged.findings:
        sentences += finding_sentences(finding)
    if judged.failure is not None:
        also = "With some shapes it fails. " if judged.findings else ""
        sentences.append(also + failed(file, judged.failure))
        summary = summary or "ends with an error"
    return Row(
        name,
        "wrong",
        summary,
        tuple(sentences),
        first.seen(first.expected) if first else "",
        first.seen(first.yours) if first else "",
        given(CHECKED[name], judged.case) if judged.case is not None else "",
        tuple(f.mistake.name for f in judged.findings if f.mistake),
    )


def _summary(findings: Sequence[Finding]) -> str:
    """ "wrong shape: db; other values: dW, dA_prev"."""
    kinds: dict[str, list[str]] = {}
    for finding in findings:
        kinds.setdefault(KINDS[finding.mismatch.kind], []).extend(finding.parts)
    return "; ".join(f"{kind}: {', '.join(parts)}" for kind, parts in kinds.items())


def as_text(found: Report, width: int = 88) -> str:
    """The report for a terminal: a table, then the sentences, then the score."""
    lines = [line for about in found.about_file for line in textwrap.wrap(about, width)]
    if found.about_file:
        lines.append("")
    longest = max((len(row.function) for row in found.rows), default=0)
    margin = " " * MARGIN
    for row in found.rows:
        summary = "" if row.verdict == "right" else row.summary
        name = f"{row.function:<{longest}}"
        lines.append(f"{row.verdict:>{MARGIN - 2}}  {name}  {summary}".rstrip())
        for sentence in row.sentences:
            lines += textwrap.wrap(
                sentence, width, initial_indent=margin, subsequent_indent=margin
            )
        places = {"expected": row.expected, "yours": row.yours, "given": row.given}
        for word, value in places.items():
            lines += textwrap.wrap(
                value,
                width,
                initial_indent=f"{margin}{word:<10}",
                subsequent_indent=f"{margin}{'':<10}",
            )
    if found.rows:
        lines += ["", f"Score: {found.score} of {len(found.rows)} right."]
    return "\n".join(lines)
