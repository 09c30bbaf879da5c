"""Tells the gate when Streamlit has done what a click is for."""

from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state import SessionState

from app import order


class ToldState(SessionState):
    """Streamlit's state of a tab, which says what of its widgets was taken over."""

    def on_script_will_rerun(
        self, fresh_widget_states: WidgetStates | None, **how: Any
    ) -> None:
        """Take over what widgets tell, and do what they are for."""
        stamps = order.take_stamps(fresh_widget_states)
        try:
            super().on_script_will_rerun(fresh_widget_states, **how)
        finally:
            order.done(stamps)
