"""In which order a tab's wishes reach the server.

Of two clicks on one button that wait for their run, Streamlit makes one; and what asks
for a run ends the one before, even in the midst of what its click or its change does.
So the next wish waits until a click has done what it is for, or until the run for a
change draws: on a busy server, too, all of them count. Only the parts of a page that
update by themselves need not be waited for.

A click that follows a change of a setting is meant for the page with that setting, not
for the one that is still there: it waits until the page is drawn. If both come in one
message, as from a finger that leaves a field for a button, they are taken apart.
"""

import asyncio
import secrets
from contextlib import suppress
from itertools import count
from typing import Final
from weakref import WeakValueDictionary

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

PATIENCE_S: Final = 3.0  # so long a wish waits at most for the run of another
SMALL: Final = 100_000  # bytes: what tells how far a run is has less
STATUS: Final = "session_status_changed"  # may come at any time
EVENTS: Final = {"trigger_value", "string_trigger_value", "json_trigger_value"}
STAMP: Final = f"layerwise-{secrets.token_hex(8)}-"  # which no tab can know
_numbers = count()


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
        self._deed: _Click | _Awaited | None = None
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

    async def turn(self, message: BackMsg) -> bool:
        """Wait until it may be passed on; whether a click in it got a stamp."""
        wish = message.rerun_script
        if self._deed is not None:
            await self._deed.wait()
            self._deed = None
        clicked = any(map(_clicked, wish.widget_states.widgets))
        if clicked and self._change is not None:
            await self._change.wait()
            self._change = None
        if clicked:
            self._deed = _Click(message)
        elif self._changed or not wish.fragment_id:
            self._deed = _Awaited(wish.fragment_id, whole=False)
            self._change = _Awaited(wish.fragment_id, whole=True)
        return clicked

    def hear(self, content: bytes) -> None:
        """What the server tells the tab: how far its runs are."""
        runs = (self._deed, self._change)
        awaited = [run for run in runs if isinstance(run, _Awaited) and not run.over]
        if not awaited or len(content) > SMALL:
            return
        told = ForwardMsg()
        told.ParseFromString(content)
        for run in awaited:
            run.hear(told)


class _Event:
    """Something that is waited for."""

    def __init__(self) -> None:
        self._over = asyncio.Event()

    async def wait(self) -> None:
        """Until then, but not for ever."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._over.wait()


class _Click(_Event):
    """A click, with a stamp by which it is known when Streamlit has done it; what the
    tab hears of runs may as well be of those that the click before it leads to."""

    def __init__(self, message: BackMsg) -> None:
        super().__init__()
        self._loop = asyncio.get_running_loop()
        stamp = f"{STAMP}{next(_numbers)}"
        message.rerun_script.widget_states.widgets.add(id=stamp, trigger_value=True)
        _clicks[stamp] = self

    def done(self) -> None:
        """It has done what it is for. In any thread."""
        with suppress(RuntimeError):  # the server has stopped meanwhile
            self._loop.call_soon_threadsafe(self._over.set)


_clicks: WeakValueDictionary[str, _Click] = WeakValueDictionary()


def take_stamps(told: WidgetStates | None) -> list[str]:
    """Take the stamps off, which Streamlit would hold for widgets."""
    widgets = [] if told is None else [*told.widgets]
    stamps = [widget.id for widget in widgets if widget.id.startswith(STAMP)]
    if told is not None and stamps:
        del told.widgets[:]
        told.widgets.extend(w for w in widgets if w.id not in stamps)
    return stamps


def done(stamps: list[str]) -> None:
    """The clicks with these stamps have done what they are for. In any thread."""
    for stamp in stamps:
        click = _clicks.pop(stamp, None)
        if click is not None:
            click.done()


class _Awaited(_Event):
    """The run that a message asks for: it says that it begins, does what a change is
    for, draws, and says that it is finished.

    whole : all of it is waited for, not only what it does before it draws.
    """

    def __init__(self, fragment: str, *, whole: bool) -> None:
        super().__init__()
        self._fragment, self._whole, self._runs = fragment, whole, False

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


def _clicked(widget: WidgetState) -> bool:
    return widget.trigger_value


def _lasts(widget: WidgetState) -> bool:
    """Whether it has a value, not only something that happened."""
    return widget.WhichOneof("value") not in EVENTS


def _finished(told: ForwardMsg) -> bool:
    early = told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
    return told.WhichOneof("type") == "script_finished" and not early
