"""Why this answer? Four questions to a trained network about one picture.

Everything is told as a share of one scalar, the logit ZL: the number behind the
probability AL = sigmoid(ZL), above 0 for class 1 and below for class 0. Unlike AL it
has no ceiling, so that a part of a picture counts the same whether the network is
nearly sure or not.
"""

from dnn_core.explain.gradient import UnitVotes as UnitVotes
from dnn_core.explain.gradient import input_gradient as input_gradient
from dnn_core.explain.gradient import unit_votes as unit_votes
from dnn_core.explain.neighbours import nearest_examples as nearest_examples
from dnn_core.explain.occlusion import Occlusion as Occlusion
from dnn_core.explain.occlusion import occlusion as occlusion
from dnn_core.explain.variations import variations as variations
