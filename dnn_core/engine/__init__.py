"""The fast engine: direct and Gram form, one network or many; judged by `functions`."""

from dnn_core.engine.batched import BatchedEngine as BatchedEngine
from dnn_core.engine.engine import Engine as Engine
from dnn_core.engine.estimate import seconds_per_iteration as seconds_per_iteration
from dnn_core.engine.inputs import Inputs as Inputs
from dnn_core.engine.trace import Trace as Trace
from dnn_core.engine.weights import Checkpoint as Checkpoint
