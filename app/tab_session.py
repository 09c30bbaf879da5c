"""Streamlit's side of a tab, as a busy server needs it.

It has our queue, and our state of the widgets. And it hears a run out. When a part of a
page asks for its run at the moment the run before has ended, Streamlit starts a new
runner and forgets what the one before has still to say: elements of the page, that
parts of it update by themselves, that it is complete. That page stands still then.
"""

from typing import Any

from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent

from app.clicks import ToldState
from app.outbox import Outbox


class TabSession(AppSession):
    """Of one tab; what it overrides is called on the server's event loop."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._browser_queue = Outbox()
        self._session_state = ToldState()
        self._ended: ScriptRunner | None = None  # and is not heard out yet
        self._stopped: ScriptRunner | None = None  # in the midst of its run

    def request_script_stop(self) -> None:
        """As Streamlit calls it; what comes from that runner is not wanted any more."""
        super().request_script_stop()
        self._stopped = self._scriptrunner

    def _create_scriptrunner(self, initial_rerun_data: RerunData) -> None:
        before = self._scriptrunner
        self._ended = before if before is not self._stopped else None
        super()._create_scriptrunner(initial_rerun_data)

    def _handle_scriptrunner_event_on_event_loop(
        self, sender: ScriptRunner | None, event: ScriptRunnerEvent, *a: Any, **k: Any
    ) -> None:
        """All that a runner has to say is on its way before the next one starts."""
        current = self._scriptrunner
        late = sender is not None and sender is self._ended
        over = event is ScriptRunnerEvent.SHUTDOWN
        if late and not over:
            self._scriptrunner = sender
        try:
            super()._handle_scriptrunner_event_on_event_loop(sender, event, *a, **k)
        finally:
            if late:
                self._scriptrunner = current
            if over:
                self._forget(sender)

    def _forget(self, runner: ScriptRunner | None) -> None:
        """Each holds the other: kept, it would keep the session of a tab that went."""
        if runner is self._ended:
            self._ended = None
        if runner is self._stopped:
            self._stopped = None


def install() -> None:
    """For all tabs from now on."""
    websocket_session_manager.AppSession = TabSession  # pyright: ignore[reportPrivateImportUsage]
