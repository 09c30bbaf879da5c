"""The One step page without a browser: what it writes must be so."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import equations, keys, paper, state
from app.entries import DataChoice
from app.experiment import PLANAR_DEFAULTS, Data, Origin
from app.paper import Pen
from app.runs import Run
from app.state.server import registry
from dnn_core import Inputs, TrainConfig, TrainingSession, functions
from dnn_core.data import load_dataset
from dnn_core.onestep import expand
from tests.test_engine import data

ROOT = Path(__file__).parent.parent
SLOW_S = 30
PEN = Pen("light")


def planar_run(iterations=7, **changes: Any):
    dataset = load_dataset("moons", m=60)
    inputs = Inputs.of(dataset)
    session = TrainingSession(PLANAR_DEFAULTS.replace(**changes), inputs)
    session.step(iterations)
    return Run(session, None, Origin(Data(dataset, inputs), DataChoice("moons", m=60)))


def opened(run):
    """The page of a tab that has this run."""
    registry().add(run)
    page = AppTest.from_file(str(ROOT / "app" / "views" / "one_step.py"))
    page.session_state["_seat"] = state.Seat(token=run.token)
    return redrawn(page)


def redrawn(page):
    page.run(timeout=SLOW_S)
    assert not page.exception
    return page


def written(page):
    """All HTML of the page in one string."""
    return "".join(element.proto.body for element in page.get("html"))


def marked(html, mark):
    return re.findall(rf'data-mark="{mark}">([^<]*)<', html)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"optimizer": "adam", "l2": 0.5, "batch_size": 8, "activation": "leaky relu"},
    ],
    ids=str,
)
def test_every_step_ends_at_the_entry_it_explains(changes):
    page = opened(planar_run(**changes))
    names = []
    for k in range(26):
        if k:
            page.button(key="paper_next").click()
            redrawn(page)
        html = written(page)
        (total,) = marked(html, "total")
        assert total == marked(html, "result")[0]
        assert marked(html, "used")
        assert len(page.latex) == 1
        assert page.code
        names.append(page.selectbox(key="paper_step").options[k].split(": ")[-1])
    assert names[:7] == ["Z1", "A1", "Z2", "A2", "Z3", "A3", "the cost J"]
    assert page.button(key="paper_next").disabled


def test_the_chosen_entry_and_what_it_is_made_of():
    """Z2 (3, 17): row 3 of W2, column 17 of A1 and b2 (3, 1)."""
    run = planar_run()
    page = opened(run)
    page.selectbox(key="paper_step").set_value(2)
    redrawn(page)
    page.number_input(key="paper_row").set_value(3)
    page.number_input(key="paper_column").set_value(17)
    html = written(redrawn(page))
    step = paper.sheet_of(run, None).steps[2]
    parameters = step.iteration.parameters
    column = step.operands["A1"][:, 16]
    used = [*column, *parameters["W2"][2], *parameters["b2"][2]]
    assert sorted(marked(html, "used")) == sorted(PEN.number(x) for x in used)
    assert marked(html, "result") == [PEN.number(step.result[2, 16])]
    page.button(key="paper_left").click()
    assert marked(written(redrawn(page)), "result") == [PEN.number(step.result[2, 15])]


def test_a_smaller_matrix_moves_the_choice_inside():
    page = opened(planar_run())
    page.number_input(key="paper_row").set_value(8)
    redrawn(page)
    page.selectbox(key="paper_step").set_value(4)  # Z3 has one row
    redrawn(page)
    assert page.number_input(key="paper_row").value == 1
    assert page.number_input(key="paper_column").value == 1


def lines(html):
    """The arithmetic: label, numbers and value of each line, without tags."""
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    return [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in cells]


@pytest.mark.parametrize("digits", [4, 6, 9, None])
def test_the_arithmetic_adds_up_as_it_is_written(digits):
    """Every written sum is that of the written terms, to what rounding can do."""
    pen = Pen("light", digits)
    for step in paper.sheet_of(planar_run(batch_size=25, l2=0.3), None).steps:
        i, j = (n - 1 for n in step.shape)
        found = lines(paper.arithmetic(step, expand(step, i, j), pen))
        labels = [label for label, _, _ in found]
        if "sum" not in labels:
            continue
        terms = [float(value) for _, _, value in found[: labels.index("sum")]]
        total = float(found[labels.index("sum")][2])
        size = sum(abs(x) for x in terms) + abs(total)
        rounding = 5 * 10.0 ** -(digits or 16)  # of each number, relative
        assert sum(terms) == pytest.approx(total, abs=rounding * size)


def test_products_are_those_of_the_written_factors():
    step = paper.sheet_of(planar_run(), None).steps[2]  # Z2 = W2 A1 + b2
    found = lines(paper.arithmetic(step, expand(step, 0, 0), PEN))
    assert [label for label, _, _ in found[-2:]] == ["sum", "+ b2"]
    for _, numbers, value in found[:-2]:
        left, right = numbers.replace("(", "").replace(")", "").split(" × ")
        assert float(value) == pytest.approx(float(left) * float(right), rel=2e-5)


def test_large_matrices_show_their_corner_and_a_summary():
    config = TrainConfig(layer_dims=(12288, 20, 1), num_iterations=1)
    session = TrainingSession(config, data(12288, 13))
    step = paper.sheet_of(Run(session, None), None).steps[0]
    expansion = expand(step, 19, 0)
    html = paper.matrices(step, expansion, PEN)
    assert len(html) < 40_000
    W1 = step.operands["W1"]
    norm = sum(w * w for w in W1.ravel().tolist()) ** 0.5
    assert f"max {W1.max():.6g}" in html
    assert f"norm {norm:.6g}" in html
    assert "20 × 12,288" in html
    found = lines(paper.arithmetic(step, expansion, PEN))
    assert found[6][0] == "… 12,282 more"
    assert [label for label, _, _ in found[7:]] == ["sum", "+ b1"]


def test_the_batch_is_named():
    run = planar_run(iterations=2, batch_size=8)
    with run.turn() as session:
        batch = session.at().batch()
    assert batch is not None
    page = opened(run)
    named = ", ".join(str(k + 1) for k in batch)
    words = f"m = 8, a mini-batch: examples {named} of the training set’s 60"
    assert any(words in caption.value for caption in page.caption)


def test_without_a_run_the_page_says_what_to_do():
    page = AppTest.from_file(str(ROOT / "app" / "views" / "one_step.py"))
    assert "Open that page first" in redrawn(page).info[0].value


def test_a_network_in_training_is_paused_first():
    run = planar_run()
    run.play(speed=1.0)
    page = opened(run)
    assert not page.latex
    page.button(key="pause").click()
    redrawn(page)
    assert not run.active
    assert len(page.latex) == 1


def test_the_past_is_walked_where_one_looks():
    run = planar_run(iterations=7)
    run.look(3)
    page = opened(run)
    assert any(c.value.startswith("Iteration 3 → 4 ·") for c in page.caption)


def test_help_lists_exactly_the_keys_of_the_buttons():
    page = opened(planar_run())
    pressed = {b.key: b.proto.shortcut for b in page.button if b.proto.shortcut}
    assert pressed == {name: key for name, (key, _) in keys.PAPER.items()}
    assert len(keys.paper_table()) == len(keys.PAPER)


def test_a_sheet_is_kept_while_nothing_changes():
    run = planar_run()
    sheet = paper.sheet_of(run, None)
    assert paper.sheet_of(run, sheet) is sheet
    with run.turn() as session:
        session.change(learning_rate=0.123)
    changed = paper.sheet_of(run, sheet)
    assert changed.steps[0].iteration.learning_rate == 0.123


def test_every_equation_shows_each_operand():
    for optimizer in ("gradient descent", "momentum", "adam"):
        run = planar_run(optimizer=optimizer, l2=0.1)
        for step in paper.sheet_of(run, None).steps:
            places = equations.equation(step).shapes
            shown = [int(s.removesuffix("T")) for s in places if s[0].isdigit()]
            assert sorted(shown) == list(range(len(step.operands))), step.name


# --- gradient check ------------------------------------------------------------------


def check(page):
    page.button(key="check_gradients").click()
    redrawn(page)
    (sentence,) = (m.value for m in page.markdown if "Furthest off" in m.value)
    return sentence


def test_the_gradients_are_right():
    page = opened(planar_run(activation="tanh"))
    assert "backpropagation is right" in check(page)
    assert written(page).count("✓ agrees") == 6
    page.button(key="paper_next").click()
    assert "✓ agrees" in written(redrawn(page))  # it stays while one walks on


def test_a_corner_of_relu_is_explained():
    page = opened(planar_run(iterations=0))  # b = 0: where layer 1 is dead, Z2 = 0
    assert "a ReLU switches" in check(page)
    assert "✗" not in written(page)


def test_a_wrong_gradient_is_named(monkeypatch):
    right = functions.L_model_backward

    def wrong(*args, **kwargs):
        grads = right(*args, **kwargs)
        return grads | {"dW2": 2 * grads["dW2"]}

    monkeypatch.setattr("dnn_core.gradcheck.L_model_backward", wrong)
    page = opened(planar_run(activation="tanh"))
    sentence = check(page)
    assert "**dW2** of layer 2" in sentence
    assert "this gradient is wrong" in sentence
    assert written(page).count("✗ differs") == 1
