"""In which order a tab's wishes reach the server.

Of two clicks on one button that wait for their run, Streamlit makes one; and what asks
for a run ends the one before, even in the midst of what its click or its change does.
So the next wish waits until the run draws: on a busy server, too, all of them count.
Only the parts of a page that update by themselves need not be waited for.

A click that follows a change of a setting is meant for the page with that setting, not
for the one that is still there: it waits until the page is drawn. If both come in one
message, as from a finger that leaves a field for a button, they are taken apart.
"""

import asyncio
from contextlib import suppress
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE_S: Final = 3.0  # so long a wish waits at most for the run of another
SMALL: Final = 100_000  # bytes: what tells how far a run is has less
STATUS: Final = "session_status_changed"  # may come at any time
EVENTS: Final = {"trigger_value", "string_trigger_value", "json_trigger_value"}


def timer_alone(message: BackMsg) -> BackMsg | None:
    """What a part that updates by itself sends, without the click that it took along;
    None if it took none.

    Between a click and its own message a browser has some milliseconds, and a timer
    that asks then tells of the click too: Pause would be pressed twice, and play.
    """
    wish = message.rerun_script
    if not wish.is_auto_rerun or all(map(_lasts, wish.widget_states.widgets)):
        return None
    return _lasting(message)


def _lasting(message: BackMsg) -> BackMsg:
    """The same without what only happened."""
    found = BackMsg()
    found.CopyFrom(message)
    del found.rerun_script.widget_states.widgets[:]
    widgets = message.rerun_script.widget_states.widgets
    found.rerun_script.widget_states.widgets.extend(filter(_lasts, widgets))
    return found


class Order:
    """Of one tab."""

    def __init__(self) -> None:
        self._deed: _Awaited | None = None
        self._change: _Awaited | None = None
        self._values: dict[str, int] = {}  # of all widgets, as last told
        self._changed = False  # by the last message

    def change_before(self, message: BackMsg) -> BackMsg | None:
        """What a message changes before its click, as one of its own; None if it
        brings no click, or nothing else."""
        widgets = message.rerun_script.widget_states.widgets
        values = {w.id: hash(w.SerializeToString()) for w in widgets if _lasts(w)}
        self._changed = bool(values.items() - self._values.items())
        self._values = values
        if not (self._changed and any(map(_clicked, widgets))):
            return None
        return _lasting(message)

    async def turn(self, message: BackMsg) -> None:
        """Wait until it may be passed on."""
        wish = message.rerun_script
        if self._deed is not None:
            await self._deed.wait()
            self._deed = None
        clicked = any(map(_clicked, wish.widget_states.widgets))
        if clicked and self._change is not None:
            await self._change.wait()
            self._change = None
        if clicked or self._changed or not wish.fragment_id:
            self._deed = _Awaited(wish.fragment_id, whole=False)
            if not clicked:
                self._change = _Awaited(wish.fragment_id, whole=True)

    def hear(self, content: bytes) -> None:
        """What the server tells the tab: how far its runs are."""
        runs = (self._deed, self._change)
        awaited = [run for run in runs if run is not None and not run.over]
        if not awaited or len(content) > SMALL:
            return
        told = ForwardMsg()
        told.ParseFromString(content)
        for run in awaited:
            run.hear(told)


class _Awaited:
    """The run that a message asks for: it says that it begins, does what a click or a
    change is for, draws, and says that it is finished.

    whole : all of it is waited for, not only what it does before it draws.
    """

    def __init__(self, fragment: str, *, whole: bool) -> None:
        self._fragment, self._whole, self._runs = fragment, whole, False
        self._over = asyncio.Event()

    @property
    def over(self) -> bool:
        """Whether it has come so far."""
        return self._over.is_set()

    def hear(self, told: ForwardMsg) -> None:
        """What the server tells the tab."""
        kind, fragments = told.WhichOneof("type"), told.metadata.run.fragment_ids
        if kind == "new_session":
            self._runs = not fragments or self._fragment in fragments
        elif self._runs and (_finished(told) if self._whole else kind != STATUS):
            self._over.set()

    async def wait(self) -> None:
        """Until then, but not for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._over.wait()


def _clicked(widget: WidgetState) -> bool:
    return widget.trigger_value


def _lasts(widget: WidgetState) -> bool:
    """Whether it has a value, not only something that happened."""
    return widget.WhichOneof("value") not in EVENTS


def _finished(told: ForwardMsg) -> bool:
    early = told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
    return told.WhichOneof("type") == "script_finished" and not early
