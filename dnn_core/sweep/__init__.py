"""Many trainings of the same data: what varies, how they are run, what came of it."""

from dnn_core.sweep.axes import NUMBERS as NUMBERS
from dnn_core.sweep.axes import VARIABLES as VARIABLES
from dnn_core.sweep.axes import Axis as Axis
from dnn_core.sweep.axes import Choices as Choices
from dnn_core.sweep.axes import Range as Range
from dnn_core.sweep.estimate import group_seconds as group_seconds
from dnn_core.sweep.estimate import together as together
from dnn_core.sweep.plan import Group as Group
from dnn_core.sweep.plan import Sweep as Sweep
from dnn_core.sweep.run import WorkLost as WorkLost
from dnn_core.sweep.run import results_of as results_of
from dnn_core.sweep.source import Held as Held
from dnn_core.sweep.source import Source as Source
from dnn_core.sweep.source import Stored as Stored
from dnn_core.sweep.summary import METRICS as METRICS
from dnn_core.sweep.summary import Metric as Metric
from dnn_core.sweep.summary import Outcome as Outcome
from dnn_core.sweep.summary import in_order as in_order
from dnn_core.sweep.summary import is_accuracy as is_accuracy
from dnn_core.sweep.summary import outcomes as outcomes
from dnn_core.sweep.summary import rivals as rivals
from dnn_core.sweep.work import Result as Result
from dnn_core.sweep.work import train_group as train_group
