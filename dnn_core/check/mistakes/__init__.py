"""Known mistakes: for each function of the course, the wrong versions people write.

A result that equals a mistake's in every case, and not the right one's, is that
mistake's. Where two give the same, the one that stands first is named.
"""

from collections.abc import Mapping

from dnn_core.check.mistakes.activations import (
    RELU,
    RELU_BACKWARD,
    SIGMOID,
    SIGMOID_BACKWARD,
)
from dnn_core.check.mistakes.backward import LINEAR_ACTIVATION_BACKWARD, LINEAR_BACKWARD
from dnn_core.check.mistakes.cost import COMPUTE_COST
from dnn_core.check.mistakes.forward import (
    L_MODEL_FORWARD,
    LINEAR_ACTIVATION_FORWARD,
    LINEAR_FORWARD,
)
from dnn_core.check.mistakes.initial import INITIALIZE, INITIALIZE_DEEP
from dnn_core.check.mistakes.mistake import Mistake as Mistake
from dnn_core.check.mistakes.models import MODEL
from dnn_core.check.mistakes.network import L_MODEL_BACKWARD
from dnn_core.check.mistakes.update import UPDATE

MISTAKES: Mapping[str, tuple[Mistake, ...]] = {
    "sigmoid": SIGMOID,
    "relu": RELU,
    "sigmoid_backward": SIGMOID_BACKWARD,
    "relu_backward": RELU_BACKWARD,
    "initialize_parameters": INITIALIZE,
    "initialize_parameters_deep": INITIALIZE_DEEP,
    "linear_forward": LINEAR_FORWARD,
    "linear_activation_forward": LINEAR_ACTIVATION_FORWARD,
    "L_model_forward": L_MODEL_FORWARD,
    "compute_cost": COMPUTE_COST,
    "linear_backward": LINEAR_BACKWARD,
    "linear_activation_backward": LINEAR_ACTIVATION_BACKWARD,
    "L_model_backward": L_MODEL_BACKWARD,
    "update_parameters": UPDATE,
    "two_layer_model": MODEL,
    "L_layer_model": MODEL,
}
