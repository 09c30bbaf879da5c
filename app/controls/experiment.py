"""A whole experiment put into the widgets: defaults, first visit, undo."""

from app import state
from app.entries import DataChoice
from dnn_core import TrainConfig
from dnn_core.data import PLANAR

IMAGE_DEFAULTS = TrainConfig()
PLANAR_DEFAULTS = TrainConfig(
    layer_dims=(2, 8, 4, 1), learning_rate=0.3, num_iterations=5000
)


def defaults(name: str) -> TrainConfig:
    return PLANAR_DEFAULTS if name in PLANAR else IMAGE_DEFAULTS


def show(config: TrainConfig, choice: DataChoice) -> None:
    """Set every widget to these settings; before they are drawn, or in a callback."""
    state.put("data", choice.name)
    state.put("_planar", choice.name in PLANAR)
    state.put("planar_m", choice.m)
    state.put("planar_noise", choice.noise)
    state.put("planar_seed", choice.seed)
    state.put("hidden", ", ".join(str(n) for n in config.layer_dims[1:-1]))
    state.put("learning_rate", f"{config.learning_rate:g}")
    state.put("num_iterations", config.num_iterations)
    state.put("initialization", config.initialization)
    state.put("activation", config.activation)
    state.put("optimizer", config.optimizer)
    state.put("l2", config.l2)
    state.put("batch_size", config.batch_size or 0)
    state.put("seed", config.seed)


def first_visit() -> None:
    """Fill the widgets once, with the default experiment."""
    if state.get("data") is None:
        show(IMAGE_DEFAULTS, DataChoice("silhouettes"))
