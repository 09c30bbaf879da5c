"""Every known mistake is recognised by its name, in its function, and nothing else."""

import numpy as np
import pytest

from dnn_core.check.cases import CHECKED, Checked
from dnn_core.check.judging import judge
from dnn_core.check.mistakes import MISTAKES
from dnn_core.check.outcomes import Failure, Value
from dnn_core.check.wire import decode, encode

TABLE = [
    pytest.param(function, mistake, id=f"{function}: {mistake.name}")
    for function, mistakes in MISTAKES.items()
    for mistake in mistakes
]


def outcomes(checked: Checked, function):
    """What a process would say of a function: numbers, or an error where it raises."""
    found = []
    for case in checked.cases:
        try:
            with np.errstate(all="ignore"):
                arguments = decode(encode(case))
                found.append(Value(decode(encode(function(*arguments)))))
        except Exception as error:
            found.append(Failure(type(error).__name__))
    return found


@pytest.mark.parametrize(("function", "mistake"), TABLE)
def test_a_mistake_is_recognised(function, mistake):
    checked = CHECKED[function]
    judged = judge(checked, outcomes(checked, mistake.wrong), MISTAKES[function])
    assert not judged.right
    assert [f.mistake.name if f.mistake else f for f in judged.findings] == [
        mistake.name
    ]


@pytest.mark.parametrize("function", CHECKED)
def test_the_reference_is_right(function):
    checked = CHECKED[function]
    assert judge(
        checked, outcomes(checked, checked.right), MISTAKES.get(function, ())
    ).right


def test_hints_are_sentences_and_do_not_hold_code():
    for mistakes in MISTAKES.values():
        for mistake in mistakes:
            assert mistake.hint.endswith((".", "?"))
            assert "np.dot(" not in mistake.hint + mistake.name
            assert not mistake.name.endswith(".")
