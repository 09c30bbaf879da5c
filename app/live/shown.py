"""What every pane in the middle of the panel is packed from."""

from dataclasses import dataclass

from dnn_core import TrainConfig
from dnn_core.data import Dataset
from dnn_core.initialization import Parameters
from dnn_core.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Shown:
    """One iteration of a run: its parameters, formed once, and what they learn from.

    `moving` says that the next one follows soon.
    """

    dataset: Dataset
    config: TrainConfig
    snapshot: Snapshot
    parameters: Parameters
    moving: bool = False
