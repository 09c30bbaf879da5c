"""One iteration on paper: every number, recomputed by loops in plain Python."""

import math
from typing import Any

import numpy as np
import pytest

from dnn_core import OPTIMIZERS, TrainConfig, TrainingSession, functions
from dnn_core.activations import LEAKY_SLOPE
from dnn_core.onestep import Iteration, expand, one_step, sources
from tests.test_engine import data

CLOSE = 1e-12
BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8

SETTINGS: dict[str, dict[str, Any]] = {
    "as the course": {},
    "L2, tanh": {"l2": 0.7, "activation": "tanh"},
    "mini-batch, L2": {"l2": 0.7, "batch_size": 5},
    "momentum, L2": {"optimizer": "momentum", "l2": 0.7},
    "momentum, mini-batch": {"optimizer": "momentum", "batch_size": 5},
    "adam, mini-batch, L2": {"optimizer": "adam", "batch_size": 5, "l2": 0.7},
    "logistic regression": {"layer_dims": (6, 1)},
    "leaky relu, adam": {"activation": "leaky relu", "optimizer": "adam"},
    "sigmoid": {"activation": "sigmoid"},
}


def session_of(case, iterations):
    base = TrainConfig(layer_dims=(6, 4, 3, 1), learning_rate=0.1, seed=4)
    session = TrainingSession(base.replace(**SETTINGS[case]), data(6, 13))
    session.step(iterations)
    return session


def close(ours, expected):
    return abs(ours - expected) <= CLOSE * max(1.0, abs(expected))


# --- the same iteration, once more, without numpy's products -------------------------


def product(A, B):
    return [
        [sum(a * B[k][j] for k, a in enumerate(row)) for j in range(len(B[0]))]
        for row in A
    ]


def transposed(A):
    return [list(column) for column in zip(*A, strict=True)]


def entrywise(f, *matrices):
    return [
        [f(*numbers) for numbers in zip(*rows, strict=True)]
        for rows in zip(*matrices, strict=True)
    ]


def g(name, z):
    return {
        "relu": lambda: z if z > 0 else 0.0,
        "leaky relu": lambda: z if z > 0 else LEAKY_SLOPE * z,
        "tanh": lambda: math.tanh(z),
        "sigmoid": lambda: 1 / (1 + math.exp(-z)),
    }[name]()


def slope(name, z):
    return {
        "relu": lambda: 1.0 if z > 0 else 0.0,
        "leaky relu": lambda: 1.0 if z > 0 else LEAKY_SLOPE,
        "tanh": lambda: 1 - math.tanh(z) ** 2,
        "sigmoid": lambda: g("sigmoid", z) * (1 - g("sigmoid", z)),
    }[name]()


def by_loops(iteration: Iteration):
    """Every matrix of the iteration by its name; of W and b the new ones, as W1'."""
    P = {name: value.tolist() for name, value in iteration.parameters.items()}
    L, m = len(P) // 2, len(iteration.Y[0])
    rate = iteration.l2 / iteration.m_train
    (y,) = Y = iteration.Y.tolist()
    found = {"Y": Y, "A0": iteration.X.tolist()}
    names = {l: "sigmoid" if l == L else iteration.activation for l in range(1, L + 1)}
    for l in range(1, L + 1):
        WA = product(P[f"W{l}"], found[f"A{l - 1}"])
        b = [row * m for row in P[f"b{l}"]]
        found[f"Z{l}"] = entrywise(lambda w, b: w + b, WA, b)
        found[f"A{l}"] = entrywise(lambda z, l=l: g(names[l], z), found[f"Z{l}"])
    (a,) = found[f"A{L}"]
    losses = [-math.log(p if t else 1 - p) for p, t in zip(a, y, strict=True)]
    squares = sum(w * w for l in names for row in P[f"W{l}"] for w in row)
    found["J"] = [[sum(losses) / m + rate / 2 * squares]]
    found[f"dA{L}"] = entrywise(lambda p, t: -(t / p - (1 - t) / (1 - p)), [a], Y)
    for l in range(L, 0, -1):
        dZ = entrywise(
            lambda d, z, l=l: d * slope(names[l], z), found[f"dA{l}"], found[f"Z{l}"]
        )
        dZA = product(dZ, transposed(found[f"A{l - 1}"]))
        found[f"dZ{l}"] = dZ
        found[f"dW{l}"] = entrywise(lambda s, w: s / m + rate * w, dZA, P[f"W{l}"])
        found[f"db{l}"] = [[sum(row) / m] for row in dZ]
        found[f"dA{l - 1}"] = product(transposed(P[f"W{l}"]), dZ)
    for name, value in P.items():
        found[name] = value
        found[f"{name}'"] = updated(iteration, name, value, found[f"d{name}"])
    return found


def updated(iteration, name, value, gradient):
    alpha, memory = iteration.learning_rate, iteration.memory
    zero = np.zeros_like(iteration.parameters[name])
    if iteration.optimizer == "momentum":
        v = entrywise(
            lambda v, d: BETA1 * v + (1 - BETA1) * d,
            memory.get(name, zero).tolist(),
            gradient,
        )
        return entrywise(lambda w, v: w - alpha * v, value, v)
    if iteration.optimizer == "adam":
        t = float(memory.get("t", 0)) + 1

        def rule(w, d, v, s):
            v = (BETA1 * v + (1 - BETA1) * d) / (1 - BETA1**t)
            s = (BETA2 * s + (1 - BETA2) * d * d) / (1 - BETA2**t)
            return w - alpha * v / (math.sqrt(s) + EPSILON)

        v, s = (memory.get(f"{k}{name}", zero).tolist() for k in "vs")
        return entrywise(rule, value, gradient, v, s)
    return entrywise(lambda w, d: w - alpha * d, value, gradient)


@pytest.mark.parametrize("iterations", [0, 7])
@pytest.mark.parametrize("case", SETTINGS)
def test_every_number_is_what_loops_find(case, iterations):
    """Results, operands, and each entry's expansion down to its factors."""
    iteration = session_of(case, iterations).at().next_iteration()
    found = by_loops(iteration)
    for step in one_step(iteration):
        expected = found[f"{step.name}'" if step.kind == "update" else step.name]
        np.testing.assert_allclose(step.result, expected, rtol=CLOSE, atol=CLOSE)
        assert step.shape == step.result.shape
        for name, operand in step.operands.items():
            if name[0] not in "vs":  # what rules remember is the engine's
                np.testing.assert_allclose(operand, found[name], rtol=CLOSE, atol=CLOSE)
        for i, j in np.ndindex(step.shape):
            expansion = expand(step, i, j)
            assert close(expansion.value, expected[i][j])
            assert_made_of(step, expansion)


def assert_made_of(step, expansion):
    """Terms multiply their factors, and factors stand where they say they do."""
    for k in range(len(expansion.terms)):
        term = expansion.term(k)
        values = [factor.value for factor in term.factors]
        if step.kind == "cost":
            a, y = values
            assert close(term.value, -math.log(a if y else 1 - a))
        else:
            assert close(term.value, math.prod(values))
        for factor in term.factors:
            assert factor.value == step.operands[factor.name][factor.row, factor.column]
            strips = [s for s in expansion.used if s.name == factor.name]
            assert any(strip.holds(factor.row, factor.column) for strip in strips)
    first = sum(expansion.terms[:3].tolist())
    assert close(first + expansion.sum_of(3), expansion.sum_of(0))


@pytest.mark.parametrize("iterations", [0, 7])
@pytest.mark.parametrize("case", SETTINGS)
def test_its_end_is_where_the_engine_goes_next(case, iterations):
    session = session_of(case, iterations)
    steps = one_step(session.at().next_iteration())
    ends = {step.name: step.result for step in steps if step.kind == "update"}
    session.step()
    parameters = session.parameters()
    assert list(ends) == list(parameters)
    for name, value in parameters.items():
        np.testing.assert_allclose(ends[name], value, rtol=0, atol=1e-10)


def test_the_past_is_walked_with_the_settings_it_had():
    session = session_of("momentum, mini-batch", 4)
    before = one_step(session.at().next_iteration())
    session.change(learning_rate=0.5)
    session.step(5)
    again = one_step(session.at(3).next_iteration())
    session_3 = session_of("momentum, mini-batch", 3)
    there = one_step(session_3.at().next_iteration())
    assert before[0].iteration.learning_rate == again[0].iteration.learning_rate == 0.1
    for one, other in zip(again, there, strict=True):
        np.testing.assert_array_equal(one.result, other.result)


def test_the_order_of_the_steps_is_the_courses():
    steps = one_step(session_of("as the course", 0).at().next_iteration())
    forward = "Z1 A1 Z2 A2 Z3 A3 J"
    backward = "dA3 dZ3 dW3 db3 dA2 dZ2 dW2 db2 dA1 dZ1 dW1 db1 dA0"
    update = "W1 b1 W2 b2 W3 b3"
    assert [s.name for s in steps] == f"{forward} {backward} {update}".split()


def test_a_sum_by_hand():
    """Z = 0.5 * 2 + (-1) * 3 + 0.25, and the third example's cost -log(1 - a)."""
    parameters = {"W1": np.array([[0.5, -1.0]]), "b1": np.array([[0.25]])}
    X, Y = np.array([[2.0, 0.0], [3.0, 0.0]]), np.array([[1.0, 0.0]])
    steps = one_step(Iteration(parameters, X, Y, m_train=2))
    z = expand(steps[0], 0, 0)
    assert [t.value for t in map(z.term, range(2))] == [1.0, -3.0]
    assert (z.sum_of(0), z.stages[0].operation, z.value) == (-2.0, "plus b", -1.75)
    a = [1 / (1 + math.exp(1.75)), 1 / (1 + math.exp(-0.25))]
    J = expand(steps[2], 0, 0)
    assert J.terms == pytest.approx([-math.log(a[0]), -math.log(1 - a[1])], CLOSE)
    assert J.value == pytest.approx(sum(J.terms) / 2, CLOSE)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_what_diverges_gives_infinities_and_no_warning(optimizer):
    parameters = {"W1": np.array([[1e200, 1e200]]), "b1": np.array([[0.0]])}
    X, Y = np.full((2, 3), 1e200), np.array([[1.0, 0.0, 1.0]])
    start = Iteration(parameters, X, Y, m_train=3, l2=1.0, optimizer=optimizer)
    for step in one_step(start):
        for i, j in np.ndindex(step.shape):
            value, entry = expand(step, i, j).value, step.result[i, j]
            assert value == pytest.approx(entry, nan_ok=True), step.name


def test_an_entry_that_is_not_there():
    step = one_step(session_of("as the course", 0).at().next_iteration())[0]
    for i, j in ((4, 0), (0, 13), (-1, 0)):
        with pytest.raises(IndexError, match=r"Z1 is 4 x 13; it has no"):
            expand(step, i, j)


def test_the_input_gradient_is_not_kept():
    """dA0 is as large as X: it is made when asked for."""
    steps = one_step(session_of("as the course", 0).at().next_iteration())
    (dA0,) = (step for step in steps if step.name == "dA0")
    (dA1,) = (step for step in steps if step.name == "dA1")
    assert dA0.result is not dA0.result
    assert dA1.result is dA1.result


@pytest.mark.parametrize("case", SETTINGS)
def test_the_code_shown_is_in_the_source(case):
    for step in one_step(session_of(case, 0).at().next_iteration()):
        shown = sources(step)
        assert shown
        for source in shown:
            assert source.module.startswith("dnn_core.")
            assert source.code


def test_the_lines_of_the_course():
    steps = one_step(session_of("mini-batch, L2", 0).at().next_iteration())
    by_name = {step.name: sources(step) for step in steps}
    assert [s.code for s in by_name["Z1"]] == ["Z = W @ A + b"]
    assert [s.code for s in by_name["A1"]] == ["return np.maximum(Z, 0.0), Z"]
    dW, decay = by_name["dW2"]
    assert (dW.function, dW.code) == ("linear_backward", "dW = dZ @ A_prev.T / m")
    assert (decay.function, decay.code) == (
        "L_model_backward",
        'grads[f"dW{l}"] = dW + (l2 / m) * W if l2 > 0 else dW',
    )
    assert by_name["db1"][0].code == "db = np.sum(dZ, axis=1, keepdims=True) / m"
    assert by_name["W1"][0].function == functions.update_parameters.__name__
