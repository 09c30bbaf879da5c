"""What the runs of a family are called."""

from app.runs import Run
from dnn_core import TrainingSession

SYMBOLS = {"learning_rate": "α", "l2": "λ"}


def short_name(session: TrainingSession) -> str:
    """By its settings: "α 0.0075", with L2 "α 0.0075, λ 0.1"."""
    config = session.config
    words = [f"α {config.learning_rate:g}"]
    if config.l2:
        words.append(f"λ {config.l2:g}")
    return ", ".join(words)


def birth_name(run: Run) -> str:
    """Where it comes from: "start", or "from 1,240"."""
    return "start" if run.birth is None else f"from {run.birth.iteration:,}"
