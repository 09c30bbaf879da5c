"""The pane in the middle of the live panel, chosen in the panel itself."""

from app import state
from app.pane import Pane


def choose_pane(wished: object) -> bool:
    """Take over what the browser asks for; whether that is something new."""
    place, pane = state.seat(), Pane.read(wished)
    changed, place.pane = pane != place.pane, pane
    return changed
