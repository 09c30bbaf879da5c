"""Mistakes in the four functions that the course hands out."""

import numpy as np

from dnn_core.activations import sigmoid
from dnn_core.check.mistakes.mistake import Mistake

SIGMOID = (
    Mistake(
        "exp(Z) in place of exp(-Z)",
        "Large Z should give values near 1. Look at the sign in the exponent.",
        lambda Z: (1 / (1 + np.exp(np.clip(Z, -700, 700))), Z),
    ),
    Mistake(
        "the numerator exp(Z) left alone, or one of the 1s missing",
        "Sigmoid never exceeds 1. What is divided by what?",
        lambda Z: (np.exp(-np.clip(Z, -700, 700)), Z),
    ),
    Mistake(
        "tanh in place of sigmoid",
        "Sigmoid lies between 0 and 1, tanh between -1 and 1.",
        lambda Z: (np.tanh(Z), Z),
    ),
    Mistake(
        "relu in place of sigmoid",
        "Sigmoid is a smooth curve between 0 and 1.",
        lambda Z: (np.maximum(Z, 0), Z),
    ),
    Mistake(
        "A in the cache in place of Z",
        "The backward function starts from the input of the activation.",
        lambda Z: (sigmoid(Z)[0], sigmoid(Z)[0]),
    ),
    Mistake(
        "the derivative A (1 - A) in place of the function",
        "The derivative is the business of sigmoid_backward.",
        lambda Z: (sigmoid(Z)[0] * (1 - sigmoid(Z)[0]), Z),
    ),
)
RELU = (
    Mistake(
        "the minimum in place of the maximum",
        "ReLU keeps what is positive.",
        lambda Z: (np.minimum(Z, 0), Z),
    ),
    Mistake(
        "the absolute value",
        "What becomes of a negative Z?",
        lambda Z: (np.abs(Z), Z),
    ),
    Mistake(
        "leaky ReLU",
        "The course's ReLU is exactly 0 below 0.",
        lambda Z: (np.where(Z > 0, Z, 0.01 * Z), Z),
    ),
    Mistake(
        "the mask (1 or 0) in place of Z where Z is positive",
        "That is the derivative. Which values does ReLU let through?",
        lambda Z: ((Z > 0) * 1.0, Z),
    ),
    Mistake(
        "one number, the largest of all Z",
        "np.max takes the largest entry of an array; which function compares entry by "
        "entry?",
        lambda Z: (np.max(Z), Z),
    ),
    Mistake(
        "sigmoid in place of relu",
        "ReLU does not bend: it is Z itself, or 0.",
        lambda Z: (sigmoid(Z)[0], Z),
    ),
    Mistake(
        "A in the cache in place of Z",
        "The backward function starts from the input of the activation. If you change "
        "Z in place, the cache changes too.",
        lambda Z: (np.maximum(Z, 0), np.maximum(Z, 0)),
    ),
)
SIGMOID_BACKWARD = (
    Mistake(
        "the cache taken for A: dA * Z (1 - Z)",
        "The cache holds Z. What has to be computed from it first?",
        lambda dA, Z: dA * Z * (1 - Z),
    ),
    Mistake(
        "the derivative without dA",
        "The chain rule: equation (11) is a product of two things.",
        lambda dA, Z: sigmoid(Z)[0] * (1 - sigmoid(Z)[0]),
    ),
    Mistake(
        "dA * A, without (1 - A)",
        "The derivative of sigmoid has two factors.",
        lambda dA, Z: dA * sigmoid(Z)[0],
    ),
    Mistake(
        "dA * (1 - A), without A",
        "The derivative of sigmoid has two factors.",
        lambda dA, Z: dA * (1 - sigmoid(Z)[0]),
    ),
    Mistake(
        "dA * sigmoid(dA) (1 - sigmoid(dA))",
        "The slope is taken at Z, which is in the cache.",
        lambda dA, Z: dA * sigmoid(dA)[0] * (1 - sigmoid(dA)[0]),
    ),
    Mistake(
        "the derivative of tanh, dA * (1 - A²)",
        "Which activation does this function belong to?",
        lambda dA, Z: dA * (1 - sigmoid(Z)[0] ** 2),
    ),
    Mistake(
        "dA divided by the slope",
        "The chain rule multiplies.",
        lambda dA, Z: dA / (sigmoid(Z)[0] * (1 - sigmoid(Z)[0])),
    ),
)
RELU_BACKWARD = (
    Mistake(
        "`>=` in place of `>`: dA let through where Z is exactly 0",
        "The course sets dZ to 0 where Z is 0 or less.",
        lambda dA, Z: np.where(Z >= 0, dA, 0),
    ),
    Mistake(
        "no mask: dZ = dA everywhere",
        "What is the slope of ReLU where Z is negative?",
        lambda dA, Z: dA,
    ),
    Mistake(
        "the mask on dA: dA where dA is positive",
        "The sign of Z decides what passes, not that of dA.",
        lambda dA, Z: np.where(dA > 0, dA, 0),
    ),
    Mistake(
        "the mask the wrong way round",
        "A unit that was off (Z negative) passes nothing back.",
        lambda dA, Z: np.where(Z <= 0, dA, 0),
    ),
    Mistake(
        "the mask alone, without dA",
        "The chain rule: equation (11) is a product of two things.",
        lambda dA, Z: (Z > 0) * 1.0,
    ),
    Mistake(
        "relu(Z) as the slope: dA * max(0, Z)",
        "The slope of ReLU is 1 or 0.",
        lambda dA, Z: dA * np.maximum(Z, 0),
    ),
    Mistake(
        "relu(Z) in place of the gradient",
        "The result should be dA where something passes.",
        lambda dA, Z: np.maximum(Z, 0),
    ),
)
