"""What every pane in the middle of the panel is packed from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from dnn_core import TrainConfig
from dnn_core.data import Dataset
from dnn_core.initialization import Parameters
from dnn_core.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Shown:
    """One iteration of a run: its parameters, and what they learn from.

    form : gives the parameters; a large W1 takes most of the time of a state, and the
        histograms do not need it.
    moving : the next one follows soon.
    """

    dataset: Dataset
    config: TrainConfig
    snapshot: Snapshot
    form: Callable[[], Parameters]
    moving: bool = False

    @cached_property
    def parameters(self) -> Parameters:
        """W1, b1, ..., WL, bL, formed when they are first asked for."""
        return self.form()
