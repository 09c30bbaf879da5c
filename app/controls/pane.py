"""The pane in the middle of the live panel, chosen in the panel itself."""

from app import state
from app.pane import Pane


def choose_pane() -> None:
    """Take over what the browser asks for; called when it did."""
    state.seat().pane = Pane.read(state.get(state.PANEL, {}).get("pane"))
