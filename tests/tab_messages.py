"""What a tab and the server say to each other by Streamlit's protocol."""

from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession

from app.order import take_stamps

GONE = {"type": "websocket.disconnect", "code": 1005}
DONE = ForwardMsg.FINISHED_SUCCESSFULLY
BEGINS, DRAWS = ("new_session", NewSession(name="run")), ("delta", Delta())
GOODBYE = ForwardMsg(script_finished=DONE).SerializeToString()


def said(**fields: Any) -> dict[str, Any]:
    """A message of Streamlit's protocol as the tab's browser sends it."""
    packed = BackMsg(**fields).SerializeToString()
    return {"type": "websocket.receive", "bytes": packed, "text": None}


def rerun(page="train"):
    return said(rerun_script={"page_script_hash": page})


def click(**values):
    return wish({"id": "step", "trigger_value": True}, **values)


def wish(*events, **values):
    """What the tab asks for, with the values of its fields as they are."""
    fields = [{"id": name, "string_value": value} for name, value in values.items()]
    return said(rerun_script={"widget_states": {"widgets": [*fields, *events]}})


def refresh():
    """A part of the page updates by itself."""
    return said(rerun_script={"fragment_id": "part"})


def told(kind, value, *fragments):
    """What the server says to the browser."""
    message = ForwardMsg(**{kind: value})
    message.metadata.run.fragment_ids.extend(fragments)
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def plain(event):
    """A message without the stamp of its click."""
    if event["type"] != "websocket.receive":
        return event
    message = BackMsg.FromString(event["bytes"])
    if not take_stamps(message.rerun_script.widget_states):
        return event
    return {**event, "bytes": message.SerializeToString()}


def stamps(event):
    return take_stamps(BackMsg.FromString(event["bytes"]).rerun_script.widget_states)
