"""Mistakes in backward propagation through the whole network, section 6.3."""

from collections.abc import Callable
from typing import Any

from dnn_core.activations import Array
from dnn_core.check.mistakes.mistake import Mistake
from dnn_core.functions import (
    cost_backward,
    linear_activation_backward,
)

Gradients = dict[str, Array]


def _backward(
    start: Callable[[Array, Array], Array] = cost_backward,
    gate: Callable[[int, int], str] = lambda l, L: "sigmoid" if l == L else "relu",
    cache_of: Callable[[int, int], int] = lambda l, L: l,
    layers: Callable[[int], list[int]] = lambda L: list(range(L, 0, -1)),
    passed_on: bool = True,
    keys: Callable[[Gradients, int], Gradients] = lambda grads, L: grads,
) -> Any:
    """A backward pass that goes wrong in one respect.

    start : dAL from AL and Y; gate : a layer's activation; cache_of : the layer whose
    cache is taken; layers : those gone through; passed_on : whether dA goes from layer
    to layer; keys : what becomes of the dictionary.
    """

    def wrong(AL: Array, Y: Array, caches: Any) -> Gradients:
        L, grads = len(caches), {}
        dA = dAL = start(AL, Y)
        for l in layers(L):
            cache = caches[cache_of(l, L) - 1]
            dA, dW, db = linear_activation_backward(dA, cache, gate(l, L))
            grads |= {f"dA{l - 1}": dA, f"dW{l}": dW, f"db{l}": db}
            dA = dA if passed_on else dAL
        return keys(grads, L)

    return wrong


def _renamed(name: Callable[[str, int, int], str]) -> Any:
    """Keys made from their letters, their number and L."""
    return lambda grads, L: {
        name(key[:2], int(key[2:]), L): value for key, value in grads.items()
    }


def _without(kind: str, number: Callable[[int], int]) -> Any:
    return lambda grads, L: {
        k: v for k, v in grads.items() if k != f"{kind}{number(L)}"
    }


def _dA_from_layer(AL: Array, Y: Array, caches: Any) -> Gradients:
    """Every hidden layer is given dA of layer L, not of the layer behind it."""
    L, grads = len(caches), {}
    last = linear_activation_backward(cost_backward(AL, Y), caches[-1], "sigmoid")
    grads |= {f"dA{L - 1}": last[0], f"dW{L}": last[1], f"db{L}": last[2]}
    for l in range(L - 1, 0, -1):
        dA, dW, db = linear_activation_backward(last[0], caches[l - 1], "relu")
        grads |= {f"dA{l - 1}": dA, f"dW{l}": dW, f"db{l}": db}
    return grads


L_MODEL_BACKWARD = (
    Mistake(
        "the minus sign of dAL forgotten",
        "Look at the formula of dAL once more: its sign, and its brackets.",
        _backward(start=lambda AL, Y: -cost_backward(AL, Y)),
    ),
    Mistake(
        "a plus between the two terms of dAL",
        "The derivative of log(1 - a) brings a minus of its own.",
        _backward(start=lambda AL, Y: -(Y / AL + (1 - Y) / (1 - AL))),
    ),
    Mistake(
        "only the first term of dAL",
        "What do the examples with y = 0 say?",
        _backward(start=lambda AL, Y: -Y / AL),
    ),
    Mistake(
        "only the second term of dAL",
        "What do the examples with y = 1 say?",
        _backward(start=lambda AL, Y: (1 - Y) / (1 - AL)),
    ),
    Mistake(
        "AL and 1 - AL swapped in dAL",
        "The derivative of log(a) is 1/a: which denominator belongs to Y?",
        _backward(start=lambda AL, Y: -(Y / (1 - AL) - (1 - Y) / AL)),
    ),
    Mistake(
        "AL - Y as dAL",
        "AL - Y is dZ of the last layer; the slope of sigmoid is already in it.",
        _backward(start=lambda AL, Y: AL - Y),
    ),
    Mistake(
        "Y - AL as dAL",
        "The derivative of the cost with respect to AL has AL in its denominators.",
        _backward(start=lambda AL, Y: Y - AL),
    ),
    Mistake(
        "a 1/m in dAL",
        "The 1/m comes in linear_backward.",
        _backward(start=lambda AL, Y: cost_backward(AL, Y) / AL.shape[1]),
    ),
    Mistake(
        "AL itself as dAL",
        "Backward propagation starts from the derivative of the cost.",
        _backward(start=lambda AL, Y: AL),
    ),
    Mistake(
        "relu backward in the last layer",
        "Which activation has the last layer?",
        _backward(gate=lambda l, L: "relu"),
    ),
    Mistake(
        "sigmoid backward in the hidden layers",
        "Which activation have the hidden layers?",
        _backward(gate=lambda l, L: "sigmoid"),
    ),
    Mistake(
        "dAL given to every layer",
        "What a layer returns as dA_prev is what the layer before it takes.",
        _backward(passed_on=False),
    ),
    Mistake(
        "the same dA, that of the last layer, given to every hidden layer",
        "Which dA belongs to layer l? It changes with every turn of the loop.",
        _dA_from_layer,
    ),
    Mistake(
        "the cache of the wrong layer: one too early",
        "caches[0] belongs to layer 1: which index has the cache of layer l + 1?",
        _backward(cache_of=lambda l, L: l if l == L else (l - 1 or L)),
    ),
    Mistake(
        "the cache of the layer behind",
        "caches[0] belongs to layer 1: which index has the cache of your layer?",
        _backward(cache_of=lambda l, L: min(l + 1, L)),
    ),
    Mistake(
        "the caches from the wrong end",
        "The loop runs backwards: with which cache must it begin?",
        _backward(cache_of=lambda l, L: l if l == L else L - l),
    ),
    Mistake(
        "the last cache in every layer",
        "What in the loop depends on l?",
        _backward(cache_of=lambda l, L: L),
    ),
    Mistake(
        "the loop ended one early: nothing for layer 1",
        "How far down does reversed(range(...)) go?",
        _backward(layers=lambda L: list(range(L, 1, -1))),
    ),
    Mistake(
        "only the last layer",
        "The loop over the hidden layers adds nothing to grads.",
        _backward(layers=lambda L: [L]),
    ),
    Mistake(
        "dW and db under keys one too low",
        "Layers count from 1, range from 0: what is l in the first turn?",
        _backward(keys=_renamed(lambda d, l, L: f"{d}{l - (d != 'dA')}")),
    ),
    Mistake(
        "dA under keys one too low",
        "grads['dA' + str(l)] is the gradient with respect to A of layer l.",
        _backward(keys=_renamed(lambda d, l, L: f"{d}{l - (d == 'dA')}")),
    ),
    Mistake(
        "the hidden layers in reverse order under the keys",
        "Which layer does the first turn of the loop compute?",
        _backward(
            keys=_renamed(
                lambda d, l, L: f"{d}{L - l}" if d != "dA" and l < L else f"{d}{l}"
            )
        ),
    ),
    Mistake(
        "dA0 not kept",
        "The loop's last turn has a dA too.",
        _backward(keys=_without("dA", lambda L: 0)),
    ),
    Mistake(
        "dW and db swapped",
        "In which order does linear_activation_backward return them?",
        _backward(
            keys=_renamed(lambda d, l, L: {"dW": "db", "db": "dW"}.get(d, d) + f"{l}")
        ),
    ),
)
