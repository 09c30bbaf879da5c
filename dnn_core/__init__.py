"""A deep neural network in numpy that can be watched while it learns.

The course's functions by their names, a `Network` for those who just want one, and a
`TrainingSession` for those who want to look inside.
"""

from dnn_core.activations import ACTIVATIONS as ACTIVATIONS
from dnn_core.activations import relu as relu
from dnn_core.activations import relu_backward as relu_backward
from dnn_core.activations import sigmoid as sigmoid
from dnn_core.activations import sigmoid_backward as sigmoid_backward
from dnn_core.config import TrainConfig as TrainConfig
from dnn_core.data import DataError as DataError
from dnn_core.data import Dataset as Dataset
from dnn_core.data import load_h5 as load_h5
from dnn_core.engine import Inputs as Inputs
from dnn_core.functions import L_model_backward as L_model_backward
from dnn_core.functions import L_model_forward as L_model_forward
from dnn_core.functions import compute_cost as compute_cost
from dnn_core.functions import linear_activation_backward as linear_activation_backward
from dnn_core.functions import linear_activation_forward as linear_activation_forward
from dnn_core.functions import linear_backward as linear_backward
from dnn_core.functions import linear_forward as linear_forward
from dnn_core.functions import update_parameters as update_parameters
from dnn_core.gradcheck import gradient_check as gradient_check
from dnn_core.initialization import INITIALIZATIONS as INITIALIZATIONS
from dnn_core.initialization import initialize_parameters as initialize_parameters
from dnn_core.initialization import (
    initialize_parameters_deep as initialize_parameters_deep,
)
from dnn_core.models import L_layer_model as L_layer_model
from dnn_core.models import predict as predict
from dnn_core.models import two_layer_model as two_layer_model
from dnn_core.network import Network as Network
from dnn_core.optimizers import OPTIMIZERS as OPTIMIZERS
from dnn_core.session import TrainingSession as TrainingSession
from dnn_core.snapshot import Snapshot as Snapshot
