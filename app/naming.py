"""What runs and settings are called."""

from typing import Any, Final

from app.entries import layers_title
from app.runs import Run
from dnn_core import TrainConfig, TrainingSession

SYMBOLS = {"learning_rate": "α", "l2": "λ"}
TITLES: Final = {
    "layer_dims": "hidden layers",
    "learning_rate": "learning rate α",
    "num_iterations": "iterations wished",
    "initialization": "initialization",
    "activation": "activation",
    "optimizer": "optimizer",
    "l2": "L2 λ",
    "batch_size": "batch size",
    "seed": "seed",
    "precision": "precision",
}
"""Every setting, as tables call it."""


def short_name(session: TrainingSession) -> str:
    """By its settings: "α 0.0075", with L2 "α 0.0075, λ 0.1"."""
    config = session.config
    words = [f"α {config.learning_rate:g}"]
    if config.l2:
        words.append(f"λ {config.l2:g}")
    return ", ".join(words)


def full_name(session: TrainingSession) -> str:
    """Also by its layers, and by what is not as usual: "20-7-5, α 0.0075, adam"."""
    config, usual = session.config, TrainConfig()
    names = ("initialization", "activation", "optimizer", "batch_size")
    unusual = [n for n in names if getattr(config, n) != getattr(usual, n)]
    layers = "-".join(map(str, config.layer_dims[1:-1])) or "no hidden layer"
    words = [lane_name(name, getattr(config, name)) for name in unusual]
    return ", ".join([layers, short_name(session), *words])


def setting(name: str, value: Any) -> str:
    """The value of a setting in words.

    >>> setting("layer_dims", (2, 8, 4, 1)), setting("batch_size", None)
    ('8, 4', 'all')
    """
    if name == "layer_dims":
        return layers_title(value)
    if name == "batch_size":
        return "all" if value is None else f"{value:,}"
    if isinstance(value, float):
        return f"{value:g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def lane_name(name: str, value: Any) -> str:
    """A run by the one setting that it differs in.

    >>> lane_name("learning_rate", 0.3), lane_name("layer_dims", (2, 8, 4, 1))
    ('α 0.3', 'layers 8-4')
    """
    words = setting(name, value)
    if name == "layer_dims":
        return f"layers {words.replace(', ', '-')}" if value[1:-1] else "no layer"
    if name == "batch_size":
        return "all examples" if value is None else f"batch {words}"
    if name in ("activation", "optimizer"):
        return words
    return f"{SYMBOLS.get(name, TITLES[name])} {words}"


def birth_name(run: Run) -> str:
    """Where it comes from: "start", or "from 1,240"."""
    return "start" if run.birth is None else f"from {run.birth.iteration:,}"
