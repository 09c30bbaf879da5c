"""Whatever a student's code does, the answer is a sentence, and soon."""

import contextlib
import json
import os
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn_core.check import as_text, check, read_bytes, read_path
from dnn_core.check.cases import CHECKED
from dnn_core.check.judging import judge
from dnn_core.check.mistakes import MISTAKES
from dnn_core.check.outcomes import Value
from dnn_core.check.wire import Other, decode, encode
from dnn_core.commands import main
from tests.check_files import RIGHT, everything, row

RELU = "import numpy as np\ndef relu(Z):\n    return np.maximum(0, Z), Z\n"


def judged(source, **limits):
    return check(read_bytes(source.encode(), "my_functions.py"), **limits)


def test_a_whole_file_is_judged_in_its_own_process():
    started = time.monotonic()
    report = judged(RIGHT)
    assert report.all_right, as_text(report)
    assert time.monotonic() - started < 10


def test_loops_and_exits_and_crashes_cost_only_their_own_function():
    """Four processes end, one after the other; all that is right is still found."""
    source = (
        "import ctypes, os, sys\nimport numpy as np\n"
        "def sigmoid(Z):\n    while True: pass\n\n"
        "def linear_forward(A, W, b):\n    os._exit(3)\n"
        "def compute_cost(AL, Y):\n    ctypes.string_at(0)\n"
        "def linear_backward(dZ, cache):\n    sys.setrecursionlimit(10**9)\n"
        "    f = lambda: f()\n    return f()\n"
    ) + RELU.partition("\n")[2]
    report = judged(source, slow=1.0)
    assert row(report, "relu").verdict == "right"
    said = {r.function: " ".join(r.sentences) for r in report.rows}
    assert (
        "not come to an end in time (my_functions.py, line 4: `while True: pass`)"
        in said["sigmoid"]
    )
    assert "ended the whole Python process" in said["linear_forward"]
    assert "status 3" in said["linear_forward"]
    assert "line 9: `ctypes.string_at(0)`" in said["compute_cost"]
    assert "linear_backward" in said
    assert "Traceback" not in as_text(report)


def test_a_loop_in_a_helper_is_blamed_on_it_alone():
    source = RIGHT.replace("    Z = np.dot(W, A) + b\n", "    while True: Z = 0\n")
    report = judged(source, slow=0.8)
    wrong = [r.function for r in report.rows if r.verdict != "right"]
    assert wrong == ["linear_forward"]


def test_output_memory_and_files_are_bounded():
    source = (
        "import os, sys\nimport numpy as np\n"
        "def relu(Z):\n    print('x' * 10**7)\n    os.write(1, b'y' * 10**6)\n"
        "    sys.stderr.write('z' * 10**6)\n    return np.maximum(0, Z), Z\n"
        "def sigmoid(Z):\n    np.ones((10**6, 10**6))\n"
        "def linear_forward(A, W, b):\n"
        "    with open('big', 'wb') as file:\n"
        "        for _ in range(100): file.write(b'0' * 10**6)\n"
        "def compute_cost(AL, Y):\n    return input()\n"
        "def linear_backward(dZ, cache):\n    return np.ones(10**7), {0: 1}, 10**5000\n"
    )
    report = judged(source)
    assert row(report, "relu").verdict == "right"
    assert "more memory" in " ".join(row(report, "sigmoid").sentences)
    assert "File too large" in " ".join(row(report, "linear_forward").sentences)
    assert "input()" in " ".join(row(report, "compute_cost").sentences)
    assert row(report, "linear_backward").verdict == "wrong"


def test_what_cannot_be_read_is_said_with_its_line():
    report = judged(RELU + "def sigmoid(Z)\n    return Z\n")
    assert not report.rows
    assert "my_functions.py, line 4: `def sigmoid(Z)`" in report.about_file[0]
    report = judged("import tensorflow_of_the_moon as tf\n" + RELU)
    assert row(report, "relu").verdict == "right"
    assert not report.all_right
    assert "line 1" in report.about_file[0]
    assert "Only numpy" in report.about_file[0]


def test_a_file_that_ends_while_it_is_loaded():
    report = judged("import os\nx = os._exit(0)\n" + RELU)
    assert not report.rows
    assert "ended the whole Python process" in everything(report)
    report = judged("class A:\n    while True: pass\n" + RELU, slow=0.2)
    assert "line 2" in everything(report)


def test_time_for_everything_is_bounded():
    source = "import time\n" + "".join(
        f"def {name}(*a):\n    time.sleep(60)\n" for name in ("relu", "sigmoid")
    )
    started = time.monotonic()
    report = judged(source, seconds=2.0, slow=1.9)
    assert time.monotonic() - started < 6
    assert len(report.rows) == 2
    assert "time was up" in everything(report)


def ended(reader, seconds=3.0):
    """Whether all who could write into a pipe are gone, or will be soon."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(BlockingIOError):
            return os.read(reader, 9) == b""
        time.sleep(0.01)
    return False


def test_what_it_starts_ends_with_it(tmp_path):
    """A pipe whose only writer is a process that the code leaves behind."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    source = (
        "import os, subprocess\n"
        f"pipe = os.open({str(tmp_path / 'pipe')!r}, os.O_WRONLY)\n"
        "written = os.write(pipe, b'here')\n"
        "child = subprocess.Popen(['/bin/sleep', '60'], stdout=pipe)\n"
    ) + RELU
    try:
        assert judged(source).all_right
        assert os.read(reader, 9) == b"here"
        assert ended(reader)
    finally:
        os.close(reader)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.builds(object)
    | st.builds(
        np.full,
        st.lists(st.integers(0, 4), max_size=3).map(tuple),
        st.sampled_from([0.0, 1.5, np.nan, np.inf, 1j, "text", None]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, min_size=2, max_size=3).map(tuple)
        | st.dictionaries(
            st.sampled_from(["W1", "b1", "dA0", "dW1", "W12", "x"]), inner
        )
    ),
    max_leaves=8,
)


@given(value=VALUES, function=st.sampled_from(list(CHECKED)))
@settings(max_examples=80)
def test_any_value_can_be_sent_and_judged(value, function):
    """Through JSON and back, and then judged as some function's result."""
    arrived = decode(json.loads(json.dumps(encode(value))))
    checked = CHECKED[function]
    outcomes = [Value(arrived)] * len(checked.cases)
    assert not judge(checked, outcomes, MISTAKES.get(function, ())).right


JSON = st.recursive(
    st.none() | st.integers(-2, 9) | st.text(max_size=4) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["array", "data", "list", "dict", "number", "text"]), inner
        )
    ),
    max_leaves=8,
)


@given(message=JSON)
@settings(max_examples=80)
def test_forged_messages_are_values_or_unreadable(message):
    """Nothing that the process may say instead makes reading it fail."""
    kinds = (np.ndarray, int, float, str, list, tuple, dict, Other, type(None))
    assert isinstance(decode(message), kinds)


def test_arrays_cross_to_the_last_bit():
    values = (np.array([[0.1, -0.0], [1e-320, np.inf]]), 7, 0.1, "a", None, True)
    there = decode(json.loads(json.dumps(encode({"x": values}))))["x"]
    assert there[0].tobytes() == values[0].tobytes()
    assert there[1:] == values[1:]
    assert decode({"array": [2, 2], "data": "AAAA"}) == Other("something unreadable")


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_the_command_line_says_by_its_status_what_it_found(tmp_path, capsys):
    right = write(tmp_path, "right.py", "from helper import *\n" + RELU)
    write(tmp_path, "helper.py", "two = 2\n")
    wrong = write(tmp_path, "wrong.py", RELU.replace("maximum", "minimum"))
    assert main(["check", right]) == 0
    assert "Score: 1 of 1" in capsys.readouterr().out
    assert main(["check", wrong, "--function", "relu"]) == 1
    assert "the minimum in place of the maximum" in capsys.readouterr().out
    for arguments in (
        [],
        [str(tmp_path / "none.py")],
        [right, "--function", "sigmoid"],
        [write(tmp_path, "empty.py", "x = 1\n")],
        [write(tmp_path, "bytes.py", b"\xff\xfe\x00")],
        [write(tmp_path, "large.py", b"#" * 2_000_001)],
        [write(tmp_path, "odd.ipynb", '{"cells": 3}')],
        [write(tmp_path, "deep.ipynb", "[" * 100_000)],
    ):
        assert main(["check", *arguments]) == 2
        said = capsys.readouterr()
        assert len(said.out + said.err) > 20
        assert "Traceback" not in said.out + said.err
    with pytest.raises(SystemExit) as usage:
        main(["check", right, "--function", "no_such"])
    assert usage.value.code == 2


def test_the_template_is_printed_and_help_warns(tmp_path, capsys):
    assert main(["check", "--template"]) == 0
    file = write(tmp_path, "my_functions.py", capsys.readouterr().out)
    assert {r.verdict for r in check(read_path(file)).rows} == {"to do"}
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "RUNS THE FILE'S CODE AS YOU" in capsys.readouterr().out


def test_a_notebook_with_half_a_character_can_be_shown_and_run():
    cell = {"cell_type": "code", "source": "x = '\ud800'"}
    (read,) = read_bytes(json.dumps({"cells": [cell]}).encode(), "x.ipynb").cells
    assert read.source == "x = '?'"
