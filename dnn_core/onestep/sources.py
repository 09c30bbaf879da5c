"""The lines of numpy behind a step, read from the source, so that none is retyped."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dnn_core import functions
from dnn_core.activations import activation_named
from dnn_core.onestep.steps import Kind, Step
from dnn_core.optimizers import OPTIMIZERS

Function = Callable[..., Any]

# The function behind a step, and what its lines assign there; () is all of it.
_FUNCTIONS: dict[Kind, tuple[Function, tuple[str, ...]]] = {
    "linear_forward": (functions.linear_forward, ("Z",)),
    "cost": (functions.compute_cost, ("log_AL", "log_1_AL", "cost")),
    "cost_backward": (functions.cost_backward, ()),
    "dW": (functions.linear_backward, ("dW",)),
    "db": (functions.linear_backward, ("db",)),
    "dA_prev": (functions.linear_backward, ("dA_prev",)),
}
_DECAY: dict[Kind, tuple[Function, tuple[str, ...]]] = {
    "cost": (functions.compute_cost, ("squares", "cost +")),
    "dW": (functions.L_model_backward, ("grads[f'dW{l}']",)),
}


@dataclass(frozen=True)
class Source:
    """Some lines of a function: its module, its name and the code."""

    module: str
    function: str
    code: str


def sources(step: Step) -> tuple[Source, ...]:
    """The code that computed a step's result."""
    iteration = step.iteration
    if step.kind == "update":
        plain = iteration.optimizer == "gradient descent"
        rule = functions.update_parameters if plain else OPTIMIZERS[iteration.optimizer]
        return (_lines(rule, ()),)
    if step.kind in ("activation_forward", "activation_backward"):
        g = activation_named(iteration.activation_of(step.layer))
        backward = step.kind == "activation_backward"
        return (_lines(g.backward if backward else g.forward, ()),)
    found = [_FUNCTIONS[step.kind], *([_DECAY[step.kind]] if step.decays else [])]
    return tuple(_lines(*place) for place in found)


@cache
def _lines(function: Function, assigned: tuple[str, ...]) -> Source:
    """The statements that assign these names, or the body without its docstring."""
    code = textwrap.dedent(inspect.getsource(function))
    lines, definition = code.splitlines(), ast.parse(code).body[0]
    assert isinstance(definition, ast.FunctionDef)
    if assigned:
        nodes = (node for node in ast.walk(definition) if isinstance(node, ast.stmt))
        found = [node for node in nodes if _target(node) in assigned]
        spans = sorted((node.lineno, node.end_lineno) for node in found)
    else:  # in one piece, with its comments
        spans = [((definition.body[0].end_lineno or 0) + 1, len(lines))]
    blocks = [textwrap.dedent("\n".join(lines[a - 1 : b])) for a, b in spans]
    return Source(function.__module__, function.__name__, "\n".join(blocks))


def _target(node: ast.stmt) -> str | None:
    """What a statement assigns to; `name +` is what it adds to."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    if isinstance(node, ast.AugAssign):
        return f"{ast.unparse(node.target)} +"
    return None
