"""The fast engine: direct and Gram form, judged by `dnn_core.functions`."""

from dnn_core.engine.engine import Checkpoint as Checkpoint
from dnn_core.engine.engine import Engine as Engine
from dnn_core.engine.estimate import seconds_per_iteration as seconds_per_iteration
from dnn_core.engine.inputs import Inputs as Inputs
