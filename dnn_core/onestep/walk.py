"""One iteration, step by step: the oracle's own numbers, in the order they arise.

Forward, layer 1 to L: Z, A. The cost. Backward, layer L to 1: dA, dZ, dW, db. Then
the update of every W and b. All matrices come from `functions` and `optimizers`;
nothing is copied, so a step of a large layer weighs no more than the layer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from dnn_core.activations import Array, activation_named
from dnn_core.functions import (
    Cache,
    L_model_backward,
    L_model_forward,
    LinearCache,
    compute_cost,
    cost_backward,
    linear_backward,
)
from dnn_core.onestep.steps import Iteration, Kind, Step
from dnn_core.optimizers import OPTIMIZERS


def one_step(iteration: Iteration) -> tuple[Step, ...]:
    """All steps of one iteration. Numbers that overflow become inf, without warning."""
    with np.errstate(all="ignore"):
        AL, caches = L_model_forward(
            iteration.X, iteration.parameters, activation=iteration.activation
        )
        grads = L_model_backward(
            AL,
            iteration.Y,
            caches,
            activation=iteration.activation,
            l2=iteration.l2_of_batch,
        )
        return (
            *_forward(iteration, AL, caches),
            *_cost(iteration, AL),
            *_backward(iteration, AL, caches, grads),
            *_update(iteration, grads),
        )


def _forward(iteration: Iteration, AL: Array, caches: list[Cache]) -> Iterator[Step]:
    A_next = [cache[0][0] for cache in caches[1:]] + [AL]
    for l, ((A_prev, W, b), Z) in enumerate(caches, start=1):
        operands = {f"W{l}": W, f"A{l - 1}": A_prev, f"b{l}": b}
        yield _step(iteration, "linear_forward", l, operands, f"Z{l}", Z)
        A = A_next[l - 1]
        yield _step(iteration, "activation_forward", l, {f"Z{l}": Z}, f"A{l}", A)


def _cost(iteration: Iteration, AL: Array) -> Iterator[Step]:
    L, Y = iteration.L, iteration.Y
    J = compute_cost(AL, Y, parameters=iteration.parameters, l2=iteration.l2_of_batch)
    operands = {f"A{L}": AL, "Y": Y}
    yield _step(iteration, "cost", L, operands, "J", np.array([[J]]))
    dAL = cost_backward(AL, Y)
    yield _step(iteration, "cost_backward", L, operands, f"dA{L}", dAL)


def _backward(
    iteration: Iteration, AL: Array, caches: list[Cache], grads: Mapping[str, Array]
) -> Iterator[Step]:
    dA = cost_backward(AL, iteration.Y)
    for l in range(iteration.L, 0, -1):
        linear_cache, Z = caches[l - 1]
        A_prev, W, _ = linear_cache
        dZ = activation_named(iteration.activation_of(l)).backward(dA, Z)
        operands = {f"dA{l}": dA, f"Z{l}": Z}
        yield _step(iteration, "activation_backward", l, operands, f"dZ{l}", dZ)
        decayed = {f"W{l}": W} if iteration.l2 > 0 else {}
        operands = {f"dZ{l}": dZ, f"A{l - 1}": A_prev, **decayed}
        dW, db = grads[f"dW{l}"], grads[f"db{l}"]
        yield _step(iteration, "dW", l, operands, f"dW{l}", dW)
        yield _step(iteration, "db", l, {f"dZ{l}": dZ}, f"db{l}", db)
        dA, operands = grads[f"dA{l - 1}"], {f"W{l}": W, f"dZ{l}": dZ}
        step = _step(iteration, "dA_prev", l, operands, f"dA{l - 1}", dA)
        if l == 1:
            step = replace(step, find=partial(_input_gradient, dZ, linear_cache))
        yield step


def _input_gradient(dZ: Array, cache: LinearCache) -> Array:
    return linear_backward(dZ, cache)[0]


def _update(iteration: Iteration, grads: Mapping[str, Array]) -> Iterator[Step]:
    parameters, memory = iteration.parameters, iteration.memory
    rule = OPTIMIZERS[iteration.optimizer]
    updated, after = rule(parameters, grads, memory, iteration.learning_rate)
    for l in range(1, iteration.L + 1):
        for name in (f"W{l}", f"b{l}"):
            value, keys = parameters[name], _memory_keys(iteration.optimizer, name)
            before = {
                symbol: memory.get(key, np.zeros_like(value))
                for symbol, key in keys.items()
            }
            operands = {name: value, f"d{name}": grads[f"d{name}"], **before}
            step = _step(iteration, "update", l, operands, name, updated[name])
            remembered = {symbol: after[key] for symbol, key in keys.items()}
            yield replace(step, remembered=remembered)


def _memory_keys(optimizer: str, name: str) -> dict[str, str]:
    """What a rule keeps for a parameter: our symbol, and the key in its memory."""
    if optimizer == "adam":
        return {f"vd{name}": f"v{name}", f"sd{name}": f"s{name}"}
    return {f"vd{name}": name} if optimizer == "momentum" else {}


def _step(
    iteration: Iteration,
    kind: Kind,
    l: int,
    operands: Mapping[str, Array],
    name: str,
    result: Array,
) -> Step:
    rows, columns = result.shape
    shape = (rows, columns)
    return Step(kind, l, operands, name, shape, iteration, find=lambda: result)
