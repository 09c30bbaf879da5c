"""The pane in the middle of the panel: which there are, and the chosen one packed."""

from collections.abc import Callable
from typing import Final

import numpy as np

from app.live.network_pane import network_pane
from app.live.payload import Middle
from app.live.pictures_pane import pictures_pane
from app.live.shown import Shown
from app.live.space_pane import space_pane
from app.live.steady import Steady
from app.pane import Pane
from dnn_core.data import Dataset

PACKERS: Final[dict[str, Callable[[Shown, Pane, Steady], Middle]]] = {
    "network": network_pane,
    "pictures": pictures_pane,
    "space": space_pane,
}


def panes_for(dataset: Dataset) -> tuple[str, ...]:
    """The names of the panes that make sense for a data set."""
    if dataset.n_x == 2:
        return "histograms", "network", "space"
    if dataset.image_shape is not None:
        return "histograms", "network", "pictures"
    return "histograms", "network"


def chosen(pane: Pane, dataset: Dataset) -> str:
    """The name of the pane to show: histograms where the choice makes no sense."""
    return pane.name if pane.name in panes_for(dataset) else "histograms"


def middle(shown: Shown, pane: Pane, steady: Steady) -> Middle:
    """The chosen pane at one shown."""
    packer = PACKERS.get(chosen(pane, shown.dataset))
    if packer is None:
        return Middle()
    with np.errstate(all="ignore"):  # a run that diverges is still shown
        return packer(shown, pane, steady)
