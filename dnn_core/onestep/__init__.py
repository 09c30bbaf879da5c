"""One iteration on paper: every number of it, and how each came to be."""

from dnn_core.onestep.expand import expand as expand
from dnn_core.onestep.expansion import Expansion as Expansion
from dnn_core.onestep.expansion import Factor as Factor
from dnn_core.onestep.expansion import Stage as Stage
from dnn_core.onestep.expansion import Strip as Strip
from dnn_core.onestep.expansion import Term as Term
from dnn_core.onestep.sources import Source as Source
from dnn_core.onestep.sources import sources as sources
from dnn_core.onestep.steps import Iteration as Iteration
from dnn_core.onestep.steps import Kind as Kind
from dnn_core.onestep.steps import Step as Step
from dnn_core.onestep.walk import one_step as one_step
