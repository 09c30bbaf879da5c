"""Call a student's functions on the cases that were asked for, and tell what comes.

Each function is called twice on each case: among the student's own functions, and
"alone", where all it calls is the course's, so that a mistake is blamed once.
"""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from dnn_core.activations import relu, relu_backward, sigmoid, sigmoid_backward
from dnn_core.check.loading import Cells, load, where
from dnn_core.check.standins import stand_ins
from dnn_core.check.wire import decode, encode
from dnn_core.functions import (
    L_model_backward,
    L_model_forward,
    compute_cost,
    linear_activation_backward,
    linear_activation_forward,
    linear_backward,
    linear_forward,
    update_parameters,
)
from dnn_core.initialization import initialize_parameters, initialize_parameters_deep

Message = dict[str, Any]
Names = dict[str, Any]

COURSE: Names = {
    function.__name__: function
    for function in (
        sigmoid,
        relu,
        sigmoid_backward,
        relu_backward,
        initialize_parameters,
        initialize_parameters_deep,
        linear_forward,
        linear_activation_forward,
        L_model_forward,
        compute_cost,
        linear_backward,
        linear_activation_backward,
        L_model_backward,
        update_parameters,
    )
}
MODELS = ("two_layer_model", "L_layer_model")
NETWORK = "whole network"  # not a function: all of them together
NETWORK_NEEDS = ("L_model_forward", "compute_cost", "L_model_backward")
EPSILON = 1e-5
LOADING = 4  # times what one call may take


def serve(
    request: Message,
    tell: Callable[[Message], None],
    guard: Callable[[float], None] = lambda seconds: None,
) -> None:
    """Load the file, then call; `tell` gets a message for each thing that happens.

    request : cells [[title, source], ...], tasks [[function, mode, [arguments]]] and
        broken, the functions that have ended a process before.
    guard : is called before anything of the student's runs, with the seconds it may
        take; it starts the clock.
    """
    cells = [(str(title), str(source)) for title, source in request["cells"]]
    titles = [title for title, _ in cells]
    with stand_ins(COURSE), np.errstate(all="ignore"):
        guard(LOADING * request["slow"])
        student = Student(cells, lambda problem: tell({"problem": problem}))
        defined = [name for name in request["asked"] if student.defines(name)]
        tell({"defined": defined})
        for function, mode, cases in request["tasks"]:
            if function not in defined:
                continue
            names = student.names(function, mode, request["broken"])
            for number, arguments in enumerate(cases):
                guard(request["slow"])
                tell({"begin": [function, mode, number]})
                try:
                    answer = _call(names, function, decode(arguments), number)
                except BaseException as error:
                    answer = {"problem": where(error, titles)}
                tell({"end": [function, mode, number], **answer})
    tell({"done": True})


class Student:
    """The student's module after loading."""

    def __init__(self, cells: Cells, told: Callable[[Message], None]) -> None:
        self._module = load(cells, COURSE, told)
        self._own = {name: self._module.get(name) for name in COURSE}
        self._own |= {name: self._module.get(name) for name in MODELS}

    def defines(self, function: str) -> bool:
        """Whether the file holds this function, and not only the course's."""
        if function == NETWORK:
            return all(self.defines(name) for name in NETWORK_NEEDS)
        own = self._own.get(function)
        return callable(own) and own is not COURSE.get(function)

    def names(self, function: str, mode: str, broken: list[str]) -> Names:
        """The module, with the course's functions in the places of some or all."""
        for name, course in COURSE.items():
            others = mode == "alone" and name != function
            self._module[name] = course if others or name in broken else self._own[name]
        return self._module


def _call(names: Names, function: str, arguments: Any, number: int) -> Message:
    np.random.set_state(np.random.RandomState(number + 1).get_state())
    if function == NETWORK:
        return {"value": encode(gradients(names, *arguments))}
    arrays = list(_arrays(arguments))
    before = copy.deepcopy(arrays)
    value = encode(names[function](*arguments))
    pairs = zip(arrays, before, strict=True)
    changed = any(not np.array_equal(a, b, equal_nan=True) for a, b in pairs)
    return {"value": value, "changed": changed}


def _arrays(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _arrays(entry)


def gradients(names: Names, X: Any, Y: Any, parameters: Any) -> dict[str, Any]:
    """dW and db of the student's backward pass, and of their own cost nudged."""

    def cost() -> float:
        AL, _ = names["L_model_forward"](X, parameters)
        return float(np.squeeze(names["compute_cost"](AL, Y)))

    AL, caches = names["L_model_forward"](X, copy.deepcopy(parameters))
    grads = names["L_model_backward"](AL, Y, caches)
    numeric: dict[str, Any] = {}
    for name, value in parameters.items():
        slope = numeric[f"d{name}"] = np.zeros(value.shape)
        for entry in np.ndindex(value.shape):
            middle = value[entry]
            value[entry] = middle + EPSILON
            above = cost()
            value[entry] = middle - EPSILON
            slope[entry] = (above - cost()) / (2 * EPSILON)
            value[entry] = middle
    return {"backward": {name: grads[name] for name in numeric}, "numeric": numeric}
