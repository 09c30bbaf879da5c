"""An entry of any step as the sum, the product or the rule it comes from."""

from collections.abc import Callable

import numpy as np

from dnn_core.activations import activation_named
from dnn_core.onestep.expansion import (
    Expansion,
    Stage,
    Strip,
    column_of,
    entry_of,
    row_of,
)
from dnn_core.onestep.rules import update_stages
from dnn_core.onestep.steps import Kind, Step


def expand(step: Step, i: int, j: int) -> Expansion:
    """How entry (i, j) of a step's result came to be; rows and columns count from 0.

    Raises
    ------
    IndexError : the result has no such entry.
    """
    rows, columns = step.shape
    if not (0 <= i < rows and 0 <= j < columns):
        raise IndexError(f"{step.name} is {rows} x {columns}; it has no ({i}, {j}).")
    with np.errstate(all="ignore"):
        return _EXPANSIONS[step.kind](step, i, j)


def _linear_forward(step: Step, i: int, j: int) -> Expansion:
    W, A_prev, b = step.operands.values()
    name_W, name_A, name_b = step.operands
    sums = (row_of(name_W, W, i), column_of(name_A, A_prev, j))
    terms = W[i, :] * A_prev[:, j]
    total, bias = Expansion(i, j, (), sums, terms).value, float(b[i, 0])
    stage = Stage("plus b", {name_b: bias}, total + bias)
    return Expansion(i, j, (stage,), sums, terms, (entry_of(name_b, b, i, 0),))


def _activation_forward(step: Step, i: int, j: int) -> Expansion:
    ((name, Z),) = step.operands.items()
    activation = step.iteration.activation_of(step.layer)
    A, _ = activation_named(activation).forward(Z[i : i + 1, j : j + 1])
    stage = Stage(activation, {name: float(Z[i, j])}, float(A[0, 0]))
    return Expansion(i, j, (stage,), also=(entry_of(name, Z, i, j),))


def _cost(step: Step, i: int, j: int) -> Expansion:
    AL, Y = step.operands.values()
    name_A, name_Y = step.operands
    tiny = np.finfo(AL.dtype).tiny
    a = np.where(Y[0] == 1, AL[0], 1 - AL[0])  # the probability of the true label
    a = np.maximum(a, tiny)
    sums, terms = (row_of(name_A, AL, 0), row_of(name_Y, Y, 0)), -np.log(a)
    iteration = step.iteration
    J = Expansion(i, j, (), sums, terms).value / iteration.m
    stages = [Stage("divide by m", {"m": iteration.m}, J)]
    if step.decays:
        squares = {
            f"W{l}": float(np.sum(iteration.parameters[f"W{l}"] ** 2))
            for l in range(1, iteration.L + 1)
        }
        decay = iteration.l2 / (2 * iteration.m_train)
        numbers = {"lambda": iteration.l2, "m": iteration.m_train, **squares}
        stages.append(Stage("plus L2", numbers, J + decay * sum(squares.values())))
    return Expansion(i, j, tuple(stages), sums, terms)


def _cost_backward(step: Step, i: int, j: int) -> Expansion:
    AL, Y = step.operands.values()
    name_A, name_Y = step.operands
    numbers = {name_Y: float(Y[i, j]), name_A: float(AL[i, j])}
    stage = Stage("slope of the loss", numbers, float(step.result[i, j]))
    used = (entry_of(name_A, AL, i, j), entry_of(name_Y, Y, i, j))
    return Expansion(i, j, (stage,), also=used)


def _activation_backward(step: Step, i: int, j: int) -> Expansion:
    dA, Z = step.operands.values()
    name_dA, name_Z = step.operands
    activation = step.iteration.activation_of(step.layer)
    z = Z[i : i + 1, j : j + 1]
    slope = float(activation_named(activation).backward(np.ones_like(z), z)[0, 0])
    gradient = float(dA[i, j])
    stages = (
        Stage(f"slope of {activation}", {name_Z: float(z[0, 0])}, slope),
        Stage("times dA", {name_dA: gradient, "slope": slope}, gradient * slope),
    )
    used = (entry_of(name_dA, dA, i, j), entry_of(name_Z, Z, i, j))
    return Expansion(i, j, stages, also=used)


def _dW(step: Step, i: int, j: int) -> Expansion:
    (name_dZ, dZ), (name_A, A_prev) = list(step.operands.items())[:2]
    iteration = step.iteration
    sums, terms = (row_of(name_dZ, dZ, i), row_of(name_A, A_prev, j)), dZ[i] * A_prev[j]
    mean = Expansion(i, j, (), sums, terms).value / iteration.m
    stages, also = [Stage("divide by m", {"m": iteration.m}, mean)], ()
    if step.decays:
        name = f"W{step.layer}"
        w = float(step.operands[name][i, j])
        numbers = {"lambda": iteration.l2, "m": iteration.m_train, name: w}
        value = mean + iteration.l2 / iteration.m_train * w
        stages.append(Stage("plus decay", numbers, value))
        also = (entry_of(name, step.operands[name], i, j),)
    return Expansion(i, j, tuple(stages), sums, terms, also)


def _db(step: Step, i: int, j: int) -> Expansion:
    ((name, dZ),) = step.operands.items()
    sums, m = (row_of(name, dZ, i),), step.iteration.m
    mean = Expansion(i, j, (), sums, dZ[i]).value / m
    return Expansion(i, j, (Stage("divide by m", {"m": m}, mean),), sums, dZ[i])


def _dA_prev(step: Step, i: int, j: int) -> Expansion:
    W, dZ = step.operands.values()
    name_W, name_dZ = step.operands
    sums = (column_of(name_W, W, i), column_of(name_dZ, dZ, j))
    return Expansion(i, j, (), sums, W[:, i] * dZ[:, j])


def _update(step: Step, i: int, j: int) -> Expansion:
    used: tuple[Strip, ...] = tuple(
        entry_of(name, matrix, i, j) for name, matrix in step.operands.items()
    )
    return Expansion(i, j, update_stages(step, i, j), also=used)


_EXPANSIONS: dict[Kind, Callable[[Step, int, int], Expansion]] = {
    "linear_forward": _linear_forward,
    "activation_forward": _activation_forward,
    "cost": _cost,
    "cost_backward": _cost_backward,
    "activation_backward": _activation_backward,
    "dW": _dW,
    "db": _db,
    "dA_prev": _dA_prev,
    "update": _update,
}
