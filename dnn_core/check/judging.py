"""Judge what came of the cases, and recognise known mistakes in it."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dnn_core.check.cases import Arguments, Checked
from dnn_core.check.comparing import Mismatch, compare
from dnn_core.check.mistakes import Mistake
from dnn_core.check.outcomes import Failure, Outcome, Value
from dnn_core.check.parts import Misshapen, Parts

TELLING = 2  # cases in which a mistake must be seen


@dataclass(frozen=True)
class Finding:
    """Parts that are wrong together, and the mistake that explains them, if known."""

    parts: tuple[str, ...]
    mismatch: Mismatch
    mistake: Mistake | None = None


@dataclass(frozen=True)
class Judged:
    """One function in one mode: findings, or a failure, or a sentence about its form.

    All three empty: it is right. case is the number of the case that is told of.
    """

    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None
    misshapen: str = ""
    changed: bool = False
    case: int | None = None

    @property
    def right(self) -> bool:
        """Whether all results are as they should be."""
        return not (self.findings or self.failure or self.misshapen)


def judge(
    checked: Checked, outcomes: Sequence[Outcome], mistakes: Sequence[Mistake]
) -> Judged:
    """Compare with the reference, case by case, and name what is recognised."""
    with np.errstate(all="ignore"):
        return _judge(checked, outcomes, mistakes)


def _judge(
    checked: Checked, outcomes: Sequence[Outcome], mistakes: Sequence[Mistake]
) -> Judged:
    expected = _known_parts(checked, checked.right)
    failed = {k: o for k, o in enumerate(outcomes) if isinstance(o, Failure)}
    case, failure = next(iter(failed.items()), (None, None))
    values = {k: o for k, o in enumerate(outcomes) if isinstance(o, Value)}
    changed = any(value.changed for value in values.values())
    yours: dict[int, Parts] = {}
    for k, one in values.items():
        try:
            yours[k] = checked.parts(one.value, checked.cases[k])
        except Misshapen as error:
            return Judged(misshapen=str(error), changed=changed)
    wrong: dict[str, Mismatch] = {}
    for k, parts in yours.items():
        for name, mismatch in _mismatches(expected[k], parts, k).items():
            earlier = wrong.get(name)
            if earlier is None or (mismatch.about_form and not earlier.about_form):
                wrong[name] = mismatch
    found = _recognise(checked, expected, yours, wrong, mistakes)
    known = tuple(sorted(found, key=lambda finding: not finding.mismatch.about_form))
    if len(outcomes) < len(checked.cases) and failure is None:
        failure = Failure("not reached")
    case = known[0].mismatch.case if known else case
    return Judged(known, failure, changed=changed, case=case)


@functools.cache
def _known_parts(checked: Checked, function: Any) -> tuple[Parts | None, ...]:
    """What a function of ours gives in every case."""
    return tuple(_parts(checked, function, case) for case in checked.cases)


def _parts(checked: Checked, function: Any, case: Arguments) -> Parts | None:
    """What it gives in one case; None if it raises, as a mistake may."""
    try:
        with np.errstate(all="ignore"):
            return checked.parts(function(*_copied(case)), case)
    except Exception:
        return None


def _copied(value: Any) -> Any:
    """The same arguments in arrays of their own: a wrong function may change them."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (tuple, list)):
        return type(value)(_copied(entry) for entry in value)
    if isinstance(value, dict):
        return {key: _copied(entry) for key, entry in value.items()}
    return value


def _mismatches(expected: Parts | None, parts: Parts, k: int) -> dict[str, Mismatch]:
    found = {
        name: compare(value, parts.get(name), name, k)
        for name, value in (expected or {}).items()
    }
    return {name: m for name, m in found.items() if m is not None}


def _recognise(
    checked: Checked,
    expected: Sequence[Parts | None],
    yours: Mapping[int, Parts],
    wrong: Mapping[str, Mismatch],
    mistakes: Sequence[Mistake],
) -> tuple[Finding, ...]:
    """Explain the wrong parts by as few mistakes as possible."""
    if not wrong:
        return ()
    explained = [
        _explained(checked, expected, yours, wrong, mistake) for mistake in mistakes
    ]
    findings: list[Finding] = []
    left = dict(wrong)
    while left:
        best = max(explained, key=lambda one: one.worth(set(left)), default=None)
        told = [name for name in left if best and name in best.parts]
        if best is None or not told:
            return (*findings, *(Finding((name,), m) for name, m in left.items()))
        findings.append(Finding(tuple(told), left[told[0]], best.mistake))
        left = {name: m for name, m in left.items() if name not in told}
    return tuple(findings)


@dataclass(frozen=True)
class _Explained:
    """Wrong parts that a mistake explains, and how many it would spoil besides."""

    mistake: Mistake
    parts: frozenset[str] = frozenset()
    besides: int = 0

    def worth(self, left: set[str]) -> tuple[int, int]:
        """More parts explained is better, then fewer that it has nothing to do with."""
        return len(self.parts & left), -self.besides


def _explained(
    checked: Checked,
    expected: Sequence[Parts | None],
    yours: Mapping[int, Parts],
    wrong: Mapping[str, Mismatch],
    mistake: Mistake,
) -> _Explained:
    """The wrong parts that are, in every case, what this mistake gives.

    In TELLING cases at least, the mistake must differ there from the right result.
    """
    given = _known_parts(checked, mistake.wrong)
    told: dict[str, int] = dict.fromkeys(wrong, 0)
    spoilt: set[str] = set()
    for k, parts in yours.items():
        theirs, right = given[k], expected[k]
        if theirs is None or right is None:
            return _Explained(mistake)
        for name, value in right.items():
            if compare(value, theirs.get(name), name) is not None:
                spoilt.add(name)
                told[name] = told.get(name, 0) + 1
        for name in [name for name in told if name in parts]:
            if compare(theirs.get(name), parts[name], name) is not None:
                told[name] = -len(checked.cases)
    parts = frozenset(n for n in wrong if told[n] >= min(TELLING, len(checked.cases)))
    return _Explained(mistake, parts, len(spoilt - parts))
